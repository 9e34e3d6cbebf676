import { closeSync, fstatSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Searcher, Trace } from './search.ts';

export type FileTrace = Trace & { readonly file: string };

/** A piece is searched at a time; the next begins some bytes earlier, so that nothing is cut in two. */
const piece = 32 * 1024 * 1024;
const overlap = 64 * 1024;

/** All ordinary files below a folder, by name. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => lstatSync(path).isFile())
    .sort();
}

export function searchFolder(
  searcher: Searcher,
  folder: string,
  leaveOut: (file: string) => boolean = () => false,
): FileTrace[] {
  return filesBelow(folder).flatMap((path) => {
    const file = relative(folder, path);
    return leaveOut(file) ? [] : searchFile(searcher, path).map((trace) => ({ file, ...trace }));
  });
}

function searchFile(searcher: Searcher, path: string): Trace[] {
  const handle = openSync(path, 'r');
  try {
    const { size } = fstatSync(handle);
    const traces: Trace[] = [];
    for (let from = 0; from < size; from += piece - overlap) {
      const bytes = Buffer.alloc(Math.min(piece, size - from));
      readSync(handle, bytes, 0, bytes.length, from);
      for (const trace of searcher.search(bytes)) traces.push({ ...trace, at: trace.at + from });
      if (from + bytes.length >= size) break;
    }
    return traces;
  } finally {
    closeSync(handle);
  }
}
