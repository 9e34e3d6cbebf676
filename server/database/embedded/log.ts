import {
  closeSync,
  constants,
  copyFileSync,
  fstatSync,
  openSync,
  readSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';

/** The server's log is kept under twice this: a current file and the one before. */
const largestLog = 8 * 1_048_576;
const lookEveryMs = 60_000;

export const logPath = (files: string): string => join(files, 'postgresql.log');

/** Opened for appending, so that the server goes on writing at the new end after the file was cut. */
export function openLog(files: string): number {
  return openSync(logPath(files), constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT, 0o600);
}

/** Bytes, or 0 when there is none yet. */
export function logSize(files: string): number {
  return statSync(logPath(files), { throwIfNoEntry: false })?.size ?? 0;
}

/** What was written since the log had this size; its last 64 KiB at most. */
export function readLogFrom(files: string, size: number): string {
  const file = openSync(logPath(files), 'r');
  try {
    const length = Math.min(65_536, Math.max(0, fstatSync(file).size - size));
    const text = Buffer.alloc(length);
    readSync(file, text, 0, length, fstatSync(file).size - length);
    return text.toString('utf8');
  } finally {
    closeSync(file);
  }
}

/** Moves a log that has grown too large aside, over the one before, and begins a new one. */
export function boundLog(files: string, largest: number = largestLog): void {
  if (logSize(files) <= largest) return;
  // Copied and cut, not renamed: the server holds the file open.
  copyFileSync(logPath(files), `${logPath(files)}.1`);
  truncateSync(logPath(files));
}

/** Keeps the log bounded until the returned function is called. */
export function keepLogBounded(files: string): () => void {
  boundLog(files);
  const timer = setInterval(() => boundLog(files), lookEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}
