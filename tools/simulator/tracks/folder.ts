import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Fault, fail, type Result, succeed } from '@attend/kernel';
import { readPlt, type TrackFix } from './plt.ts';

/** One person's tracks, in order of time. */
export type PersonTracks = { readonly person: string; readonly tracks: readonly (readonly TrackFix[])[] };

/** Below this a recording shows no movement worth playing. */
const shortestTrack = 30;

/** Reads a folder of GeoLife's form: `person/*.plt`, at any depth below the person (`person/Trajectory/*.plt` too). */
export function readTracksFolder(folder: string): Result<PersonTracks[], Fault> {
  let people: string[];
  try {
    people = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    return fail({
      code: 'input',
      message: `${folder} cannot be read: ${error instanceof Error ? error.message : error}`,
    });
  }
  const found: PersonTracks[] = [];
  for (const person of people) {
    const tracks: TrackFix[][] = [];
    for (const name of readdirSync(join(folder, person), { recursive: true, encoding: 'utf8' })) {
      if (!name.toLowerCase().endsWith('.plt')) continue;
      const path = join(folder, person, name);
      const read = readPlt(readFileSync(path, 'utf8'));
      if (!read.ok) return fail({ ...read.error, message: `${path}, ${read.error.message}` });
      if (read.value.length >= shortestTrack) tracks.push(read.value);
    }
    tracks.sort((a, b) => (a[0]?.time ?? 0) - (b[0]?.time ?? 0));
    if (tracks.length > 0) found.push({ person, tracks });
  }
  if (found.length === 0) return fail({ code: 'input', message: `${folder} holds no track (person/*.plt)` });
  return succeed(found);
}
