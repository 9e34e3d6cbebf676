import type {
  SuspendedList,
  Suspension,
  SuspensionList,
  standingSuspension,
  suspendedQuery,
} from '@attend/contracts/suspensions';
import { type Failure, fail, formatInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { badCursor, isId, readCursor, writeCursor } from '../../database/repositories/cursor.ts';
import { loadMarks, type MarkRow } from '../../database/repositories/error-marks.ts';
import { findPerson, nameOf, openPerson } from '../../database/repositories/people.ts';
import type { Queryable } from '../../database/repositories/queryable.ts';
import { findBeyond } from '../../database/repositories/reach.ts';
import {
  findSuspensionAt,
  listSuspended,
  listSuspensionsOf,
  type StandingSuspension,
  type SuspensionRow,
} from '../../database/repositories/suspensions.ts';
import { mayOn } from '../access/may-on.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';

export const noSuchPerson: Failure = { code: 'not-found', message: 'There is no such person here.' };

const standingView = (row: StandingSuspension): z.output<typeof standingSuspension> => ({
  ...{ id: row.id, kind: row.kind, version: row.version },
  ...{ from: formatInstant(row.from), to: instantText(row.to) },
});

/** The one that holds now; null: clocks run. */
export async function readStanding(
  client: Queryable,
  person: string,
  now: number,
): Promise<z.output<typeof standingSuspension> | null> {
  const row = await findSuspensionAt(client, person, now);
  return row === null ? null : standingView(row);
}

function suspensionView(row: SuspensionRow, marks: readonly MarkRow[]): Suspension {
  const mark = marks.find(({ id }) => id === row.id);
  return {
    ...standingView(row),
    note: row.note,
    begun: { at: formatInstant(row.begunAt), by: row.begunBy },
    ended:
      row.endSaidAt === null
        ? null
        : { at: formatInstant(row.endSaidAt), by: row.endedBy ?? '', note: row.endNote },
    inError: mark === undefined ? null : { at: formatInstant(mark.at), by: mark.by, reason: mark.reason },
  };
}

export async function readSuspensionsOf(
  context: StaffContext,
  person: string,
): Promise<Result<SuspensionList>> {
  const { client, record, services } = context;
  if ((await findPerson(client, person)) === null) return fail(noSuchPerson);
  await record.open(person);
  const rows = await listSuspensionsOf(client, services.keyring, person);
  const marks = await loadMarks(
    client,
    services.keyring,
    person,
    rows.map(({ id }) => id),
  );
  return succeed({
    participant: person,
    suspensions: rows.map((row) => suspensionView(row, marks)),
    mayWrite: !services.keyring.isDestroyed(person) && (await mayOn(context, 'suspensions.write', person)),
  });
}

/** Whose hearings the viewer may read. */
async function withHearings(context: StaffContext, people: readonly string[]): Promise<ReadonlySet<string>> {
  const { client, actor, reaches } = context;
  if (!actor.permissions.has('hearings.read')) return new Set();
  const beyond = new Set(await findBeyond(client, await reaches.under('hearings.read'), people));
  return new Set(people.filter((id) => !beyond.has(id)));
}

/** LIF-6: who is suspended now, with the hearing that somebody has to speak with a court about. */
export async function readSuspended(
  context: StaffContext,
  query: z.output<typeof suspendedQuery>,
): Promise<Result<SuspendedList>> {
  const { client, services, record } = context;
  const after = query.cursor === undefined ? null : readCursor(query.cursor, 2);
  if (after !== null && !after.ok) return after;
  const [from, id] = after?.value ?? [];
  if (after !== null && !(/^-?\d{1,15}$/.test(from ?? '') && isId(id ?? ''))) return fail(badCursor);
  const place = from === undefined || id === undefined ? null : { from: Number(from), id };
  const rows = await listSuspended(client, await context.reach(), place, query.limit + 1);
  const shown = rows.slice(0, query.limit);
  const people = shown.map(({ participantId }) => participantId);
  await record.list(people);
  record.passOver(rows.slice(query.limit).map(({ participantId }) => participantId));
  const open = await withHearings(context, people);
  const last = shown.at(-1);
  return succeed({
    suspended: shown.map((row) => ({
      ...standingView(row),
      participant: {
        id: row.participantId,
        reference: row.reference,
        name: nameOf(openPerson(services.keyring, row.participantId, row.person)),
      },
      office: row.office,
      hearingAt: open.has(row.participantId) ? instantText(row.hearingAt) : null,
    })),
    next: rows.length > query.limit && last !== undefined ? writeCursor([String(last.from), last.id]) : null,
  });
}
