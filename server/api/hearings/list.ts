import { inReadingOrder } from '@attend/casework/hearings/hearing';
import type { HearingList, hearingsQuery, PersonHearings } from '@attend/contracts/hearings';
import { fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { listOffices } from '../../database/repositories/agency.ts';
import { badCursor, isId, readCursor, writeCursor } from '../../database/repositories/cursor.ts';
import { findTimezone, listHearings, listHearingsOf } from '../../database/repositories/hearings.ts';
import { mayOn } from '../access/may-on.ts';
import type { StaffContext } from '../context.ts';
import { hearingView } from './view.ts';

/** The next first, then the others to come; then what is past, the last first. */
export async function readHearingsOf(
  context: StaffContext,
  id: string,
  purpose: string,
): Promise<Result<PersonHearings>> {
  const { client, services, record, now } = context;
  const timezone = await findTimezone(client, id);
  if (timezone === null) return fail({ code: 'not-found', message: 'There is no such person here.' });
  await record.open(id, purpose);
  const rows = await listHearingsOf(client, [id]);
  return succeed({
    participant: id,
    timezone,
    hearings: inReadingOrder(rows, now()).map((row) => hearingView(services.keyring, row)),
    mayChange: !services.keyring.isDestroyed(id) && (await mayOn(context, 'hearings.write', id)),
  });
}

const startOf = (date: Temporal.PlainDate, timeZone: string): number =>
  date.toZonedDateTime({ timeZone }).epochMilliseconds;

/** Days of the programme's own clock: what is heard today is the same for everybody who looks. */
export async function readHearings(
  context: StaffContext,
  query: z.output<typeof hearingsQuery>,
): Promise<Result<HearingList>> {
  const { client, services, programme, record } = context;
  const day = Temporal.PlainDate.from(query.day);
  const span = {
    from: startOf(day, programme.timezone),
    to: startOf(day.add({ days: query.days }), programme.timezone),
  };
  const after = query.cursor === undefined ? null : readCursor(query.cursor, 2);
  if (after !== null && !after.ok) return after;
  const [at, id] = after?.value ?? [];
  if (after !== null && !isPlace(at, id)) return fail(badCursor);
  const rows = await listHearings(client, await context.reach(), {
    ...span,
    office: query.office ?? null,
    after: at === undefined || id === undefined ? null : { at: Number(at), id },
    limit: query.limit + 1,
  });
  const shown = rows.slice(0, query.limit);
  const people = new Set(shown.map(({ participantId }) => participantId));
  await record.list([...people]);
  record.passOver(
    rows
      .slice(query.limit)
      .flatMap(({ participantId }) => (people.has(participantId) ? [] : [participantId])),
  );
  const last = shown.at(-1);
  return succeed({
    hearings: shown.map((row) => hearingView(services.keyring, row)),
    next: rows.length > query.limit && last !== undefined ? writeCursor([String(last.at), last.id]) : null,
    offices: (await listOffices(client)).map(({ id, name }) => ({ id, name })),
  });
}

const isPlace = (at: string | undefined, id: string | undefined): boolean =>
  /^-?\d{1,15}$/.test(at ?? '') && isId(id ?? '');
