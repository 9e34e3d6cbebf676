import type { CheckInKind, CheckInStatus } from '@attend/casework';
import type { HearingKind } from '@attend/casework/hearings/hearing';
import { isReachable } from './contact-points.ts';
import { isConfirmed } from './need-sources.ts';
import { instantOf, millis, type Queryable } from './queryable.ts';

export type NextHearing = {
  readonly id: string;
  readonly at: number;
  readonly timezone: string;
  readonly kind: HearingKind;
  readonly court: string;
  readonly confirmed: boolean;
};
export type NextCheckIn = {
  readonly id: string;
  readonly dueOn: string;
  readonly at: number | null;
  readonly kind: CheckInKind;
  readonly status: CheckInStatus;
  readonly office: string;
};

/** Of a person's records together; null: none is to come. */
export async function findNextHearing(
  client: Queryable,
  people: readonly string[],
  now: number,
): Promise<NextHearing | null> {
  const { rows } = await client.query<NextHearing>({
    name: 'next-hearing',
    text: `select h.id, ${millis('h.at')} as at, h.timezone, h.kind, h.court, ${isConfirmed('h')} as confirmed from hearing h
      where h.participant_id = any($1) and h.status = 'scheduled' and h.at >= $2 order by h.at, h.id limit 1`,
    values: [people, instantOf(now)],
  });
  return rows[0] ?? null;
}

/** The first that is not settled, however long it is due. */
export async function findNextCheckIn(
  client: Queryable,
  people: readonly string[],
): Promise<NextCheckIn | null> {
  const { rows } = await client.query<NextCheckIn>({
    name: 'next-check-in',
    text: `select k.id, k.due_on::text as "dueOn", ${millis('k.slot_at')} as at, k.kind, k.status, o.name as office
      from check_in k join office o on o.id = k.office_id
      where k.participant_id = any($1) and k.status in ('due', 'booked') order by k.due_on, k.id limit 1`,
    values: [people],
  });
  return rows[0] ?? null;
}

/** Whether any number or address of theirs works, and may be written to. */
export async function mayBeReached(client: Queryable, people: readonly string[]): Promise<boolean> {
  const { rows } = await client.query<{ reached: boolean }>({
    name: 'may-be-reached',
    text: `select exists (select from unnest($1::uuid[]) as p (id) where ${isReachable('p.id')}) as reached`,
    values: [people],
  });
  return rows[0]?.reached ?? false;
}
