import {
  authorityOf,
  clipAuthority,
  explainMovement,
  findGaps,
  trailSpans,
  unsuspended,
} from '@attend/casework';
import type { Movement, movementQuery } from '@attend/contracts/people';
import {
  type AuthoritySpan,
  fail,
  formatInstant,
  type Millis,
  parseInstant,
  type Result,
  type Span,
  succeed,
} from '@attend/kernel';
import type { Observation } from '@attend/monitor/observation/observation';
import type { Keyring } from '@attend/server/keys/keyring';
import type { z } from 'zod';
import { loadFindings } from '../../database/repositories/alert-history.ts';
import { loadLegal } from '../../database/repositories/legal.ts';
import { findPerson, type HeldDevice, loadHeldDevices } from '../../database/repositories/people.ts';
import type { Queryable } from '../../database/repositories/queryable.ts';
import { loadSuspendedSpans } from '../../database/repositories/suspensions.ts';
import type { StaffContext } from '../context.ts';
import { loadObservations } from './observations.ts';

const longestSpan: Millis = 48 * 3_600_000;

export type Point = Movement['points'][number];

const holds = (spans: readonly Span[], at: Millis): boolean =>
  spans.some((span) => span.from <= at && (span.to === null || at < span.to));

/** A position as screens show it; the fix's own time, where it has one: an old place sent again is no newer for it. */
export function pointOf(one: Observation, doubtful: boolean): Point | null {
  const { place } = one;
  if (place?.kind !== 'position') return null;
  return {
    time: formatInstant(place.time ?? one.at),
    receivedAt: formatInstant(one.receivedAt),
    lat: place.lat,
    lon: place.lon,
    accuracy: place.accuracy,
    source: place.source,
    speed: place.speed,
    course: place.course,
    doubtful,
  };
}

/** What a person's orders permit, a suspension counted in. */
export async function loadAuthority(
  client: Queryable,
  person: { readonly id: string },
): Promise<AuthoritySpan[]> {
  const legal = (await loadLegal(client, [person.id])).get(person.id);
  if (legal === undefined) return [];
  const suspensions = (await loadSuspendedSpans(client, [person.id])).get(person.id) ?? [];
  return clipAuthority(authorityOf(legal), unsuspended(suspensions));
}

type Watched = { readonly points: Point[]; readonly contacts: { at: Millis; hasFix: boolean }[] };

/** MOV-1, MOV-4: what one device recorded in a span, positions only where they may be shown. */
async function watch(
  client: Queryable,
  keyring: Keyring,
  participantId: string,
  device: HeldDevice,
  asked: { from: Millis; to: Millis },
  permitted: readonly Span[],
  now: Millis,
): Promise<Watched> {
  const span = { from: Math.max(asked.from, device.from), to: Math.min(asked.to, device.to ?? asked.to) };
  if (span.to <= span.from) return { points: [], contacts: [] };
  const assignment = { participantId, assignmentId: device.assignmentId };
  const findings = await loadFindings(client, keyring, participantId, device.assignmentId, [
    'location-doubtful',
  ]);
  const doubted = new Set(
    findings.filter((found) => found.withdrawnAt === null).flatMap((found) => found.readings),
  );
  const points: Point[] = [];
  const contacts: Watched['contacts'] = [];
  for (const one of await loadObservations(client, keyring, assignment, span, now)) {
    const doubtful = one.mock === true || doubted.has(one.at);
    const point = holds(permitted, one.at) ? pointOf(one, doubtful) : null;
    if (point !== null) points.push(point);
    contacts.push({ at: one.at, hasFix: point !== null });
  }
  return { points, contacts };
}

function readSpan(query: { from: string; to: string }): Result<{ from: Millis; to: Millis }> {
  const from = parseInstant(query.from) ?? 0;
  const to = parseInstant(query.to) ?? 0;
  if (to <= from)
    return fail({
      code: 'bad-span',
      message: 'the time asked for ends before it begins',
      path: ['query', 'to'],
    });
  if (to - from > longestSpan) {
    return fail({
      code: 'bad-span',
      message: 'at most 48 hours can be asked for at once',
      path: ['query', 'to'],
    });
  }
  return succeed({ from, to });
}

type Context = Pick<StaffContext, 'client' | 'services' | 'record' | 'now'>;

/** Where a person was, as far as an order permitted it to be kept and still permits it to be shown. */
export async function readMovement(
  { client, services, record, now }: Context,
  id: string,
  query: z.output<typeof movementQuery>,
): Promise<Result<Movement & { participant: string }>> {
  const asked = readSpan(query);
  if (!asked.ok) return asked;
  const person = await findPerson(client, id);
  if (person === null) return fail({ code: 'not-found', message: 'There is no such person here.' });
  // On record before anything is read: an answer that fails half-way was still a look.
  await record.open(id, query.purpose);
  const instant = now();
  const authority = await loadAuthority(client, person);
  const until = { from: asked.value.from, to: Math.min(asked.value.to, Math.max(instant, asked.value.from)) };
  const permitted = trailSpans(authority, until, instant);
  const points: Point[] = [];
  const contacts: Watched['contacts'] = [];
  let rhythm = 60;
  for (const device of permitted.length === 0 ? [] : await loadHeldDevices(client, id)) {
    const seen = await watch(client, services.keyring, id, device, until, permitted, instant);
    points.push(...seen.points);
    contacts.push(...seen.contacts);
    if (device.to === null || device.to > until.from) rhythm = Math.max(rhythm, device.fixEvery);
  }
  points.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  contacts.sort((a, b) => a.at - b.at);
  return succeed({
    participant: id,
    permitted: permitted.length > 0,
    why: explainMovement(authority, permitted, until.from, instant),
    points,
    // Three missed fixes, and never less than five minutes: below that a gap is the device's ordinary jitter.
    gaps: findGaps(until, permitted, contacts, Math.max(3 * rhythm, 300) * 1000).map((gap) => ({
      from: formatInstant(gap.from),
      to: formatInstant(gap.to),
      why: gap.why,
    })),
  });
}
