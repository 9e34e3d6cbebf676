import type { Millis } from '@attend/kernel';
import type { Observation } from '@attend/monitor/observation/observation';
import type { Keyring } from '@attend/server/keys/keyring';
import type { Queryable } from '../../database/repositories/queryable.ts';
import {
  type Days,
  listNewestUploads,
  listUploads,
  listViolationPositions,
} from '../../database/repositories/uploads.ts';
import { unpackUpload } from '../../gateway/upload.ts';
import { unpackViolation } from '../../gateway/violation.ts';

export type ObservedAssignment = { readonly participantId: string; readonly assignmentId: string };

/** Stored readings come late; further back than this after their own time they are found in the whole record alone, not in a view. */
const latestUpload: Millis = 14 * 86_400_000;
/** A clock may run ahead of the day of receipt. */
const aheadOfReceipt: Millis = 86_400_000;

const dayOf = (at: Millis): string => new Date(at).toISOString().slice(0, 10);

/** Days of receipt in which readings of a span of time are looked for. */
export const daysFor = (from: Millis, to: Millis, now: Millis): Days => ({
  from: dayOf(from - aheadOfReceipt),
  to: dayOf(Math.min(now + aheadOfReceipt, to + latestUpload)),
});

const page = 500;

export type Page = { readonly observations: readonly Observation[]; readonly next: number | null };
/** Before the first upload. */
export const firstPage = -1;

/** One page of uploads in order of commit, after that version. Nothing where the person's key was destroyed. */
export async function readPage(
  client: Queryable,
  keyring: Keyring,
  { participantId, assignmentId }: ObservedAssignment,
  days: Days,
  after: number,
): Promise<Page> {
  const key = keyring.find(participantId);
  if (key === null) return { observations: [], next: null };
  const uploads = await listUploads(client, assignmentId, days, after, page);
  return {
    observations: uploads.flatMap(({ version, content }) =>
      unpackUpload(key, Number(assignmentId), version, content),
    ),
    next: uploads.length < page ? null : (uploads.at(-1)?.version ?? null),
  };
}

/** All of them, a page at a time. */
async function* readObservations(
  client: Queryable,
  keyring: Keyring,
  assignment: ObservedAssignment,
  days: Days,
): AsyncGenerator<readonly Observation[]> {
  for (let after: number | null = firstPage; after !== null; ) {
    const read: Page = await readPage(client, keyring, assignment, days, after);
    yield read.observations;
    after = read.next;
  }
}

/** Observations whose own time lies in `[from, to)`, by that time. */
export async function loadObservations(
  client: Queryable,
  keyring: Keyring,
  assignment: ObservedAssignment,
  span: { readonly from: Millis; readonly to: Millis },
  now: Millis,
): Promise<Observation[]> {
  const found: Observation[] = [];
  for await (const some of readObservations(client, keyring, assignment, daysFor(span.from, span.to, now))) {
    for (const one of some) if (one.at >= span.from && one.at < span.to) found.push(one);
  }
  return found.sort((a, b) => a.at - b.at);
}

/** How far back a last place is looked for, and in how many uploads at most: an old place is no last place. */
const lastPlaceWithin: Millis = 7 * 86_400_000;
const lastPlaceUploads = 100;

/** The newest observation with a position that `accept` permits, or null. */
export async function findLastPlace(
  client: Queryable,
  keyring: Keyring,
  { participantId, assignmentId }: ObservedAssignment,
  now: Millis,
  accept: (one: Observation) => boolean,
): Promise<Observation | null> {
  const key = keyring.find(participantId);
  if (key === null) return null;
  const days = { from: dayOf(now - lastPlaceWithin), to: dayOf(now + aheadOfReceipt) };
  let best: Observation | null = null;
  for (const { version, content } of await listNewestUploads(client, assignmentId, days, lastPlaceUploads)) {
    for (const one of unpackUpload(key, Number(assignmentId), version, content)) {
      if (one.place?.kind === 'position' && accept(one) && (best === null || one.at > best.at)) best = one;
    }
    // A stored reading that came late must not pass for the last place, so a few uploads further are looked into.
    if (best !== null && now - best.at < 3_600_000) break;
  }
  return best;
}

/**
 * AUT-7: what `zones` let be kept of positions: from the upload that confirmed a violation on, by the ordinals of the findings that
 * stand. In order of time.
 */
export async function loadViolationPositions(
  client: Queryable,
  keyring: Keyring,
  { participantId, assignmentId }: ObservedAssignment,
  ordinals: readonly number[],
): Promise<Observation[]> {
  const key = keyring.find(participantId);
  if (key === null || ordinals.length === 0) return [];
  const rows = await listViolationPositions(client, assignmentId, ordinals);
  return rows
    .flatMap(({ ordinal, version, content }) =>
      unpackViolation(key, Number(assignmentId), ordinal, version, content),
    )
    .sort((a, b) => a.at - b.at);
}
