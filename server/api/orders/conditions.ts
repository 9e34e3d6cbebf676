import { checkArea, permitCondition, readGeoJson, readKml, windowsOfWeek } from '@attend/casework';
import type {
  ConditionCreate,
  conditionChanged,
  curfewPreview,
  curfewPreviewAsk,
  ZoneFileRead,
  zoneFile,
  zoneFileRead,
} from '@attend/contracts/order-conditions';
import { toldView } from '@attend/contracts/told';
import {
  type Failure,
  fail,
  formatInstant,
  parseInstant,
  type Result,
  succeed,
  type Told,
} from '@attend/kernel';
import type { z } from 'zod';
import { insertCondition, lockCondition, writeConditionEnd } from '../../database/repositories/conditions.ts';
import { loadLegal } from '../../database/repositories/legal.ts';
import { findPerson } from '../../database/repositories/people.ts';
import { isTaken, withSavepoint } from '../../database/repositories/savepoint.ts';
import type { StaffContext } from '../context.ts';
import { readShapefile } from './shapefile.ts';
import { noSuchPerson, ownerOf } from './take.ts';

type Changed = Result<z.output<typeof conditionChanged>>;
const missing: Failure = { code: 'not-found', message: 'There is no such condition here.' };
const changed: Failure = { code: 'version-changed', message: 'Somebody changed this condition meanwhile.' };

/** At the field of the request's body, and not at one where the fault is the order's. */
const inBody = (error: Failure, ...before: string[]): Failure =>
  error.code === 'clause-missing' || error.path === undefined
    ? { ...error, path: [] }
    : { ...error, path: ['body', ...before, ...error.path] };

/** ORD-7, ORD-26: a zone or curfew that a clause of an order in force permits; the refusal names the clause that is missing. */
export async function createCondition(
  context: StaffContext,
  participantId: string,
  given: ConditionCreate,
): Promise<Changed> {
  const { client, record, actor, audit } = context;
  if ((await findPerson(client, participantId)) === null) return fail(noSuchPerson);
  await record.open(participantId);
  const legal = (await loadLegal(client, [participantId])).get(participantId);
  if (legal === undefined) return fail(noSuchPerson);
  const from = parseInstant(given.from) ?? Number.NaN;
  const to = given.to === null ? null : parseInstant(given.to);
  const area = checkArea(given.area);
  if (!area.ok) return fail(inBody(area.error, 'area'));
  // A restriction is known before it holds: nobody has broken a zone that was drawn today yesterday.
  if (from < context.now() - 60_000)
    return fail({
      code: 'in-the-past',
      message: 'A condition begins now at the earliest.',
      path: ['body', 'from'],
    });
  const permitted = permitCondition(legal, { kind: given.kind, from, to });
  if (!permitted.ok) return fail(inBody(permitted.error));
  const { kind, name, timetable } = given;
  const made = {
    ...ownerOf(context, participantId),
    ...{ clauseId: permitted.value.id, kind, timetable, from, to, by: actor.staffId },
    said: { name, area: given.area },
  };
  let written: { id: string; reference: string };
  try {
    written = await withSavepoint(client, () => insertCondition(client, made));
  } catch (thrown) {
    if (!isTaken(thrown)) throw thrown;
    return fail(changed);
  }
  await audit({
    action: 'condition.created',
    entity: 'condition',
    entityId: written.id,
    participant: participantId,
    after: { ...given, reference: written.reference, clause: permitted.value.number },
  });
  return succeed({ participant: participantId, condition: written.id, revision: 1 });
}

/** From now on it need not be kept. */
export async function endCondition(
  context: StaffContext,
  id: string,
  { revision, reason }: { readonly revision: number; readonly reason: string },
): Promise<Changed> {
  const { client, record, audit, now } = context;
  const row = await lockCondition(client, id);
  if (row === null) return fail(missing);
  await record.open(row.participantId);
  if (row.revision !== revision) return fail(changed);
  if (row.endedAt !== null) return fail({ code: 'already-decided', message: 'This condition has ended.' });
  await writeConditionEnd(client, id, now());
  await audit({
    action: 'condition.ended',
    entity: 'condition',
    entityId: id,
    participant: row.participantId,
    before: { reference: row.reference, kind: row.kind },
    after: { reason },
  });
  return succeed({ participant: row.participantId, condition: id, revision: revision + 1 });
}

/** ORD-17: what a timetable asks for in the coming week. */
export function previewCurfew(
  asked: z.output<typeof curfewPreviewAsk>,
): Result<z.output<typeof curfewPreview>> {
  const span = (one: { from: string; to: string }) => ({
    from: parseInstant(one.from) ?? 0,
    to: parseInstant(one.to) ?? 0,
  });
  try {
    const { timezone, timetable, exceptions } = asked;
    const week = windowsOfWeek(timezone, timetable, exceptions.map(span), parseInstant(asked.from) ?? 0);
    const text = <T extends { from: number; to: number }>(one: T) => ({
      ...one,
      from: formatInstant(one.from),
      to: formatInstant(one.to),
    });
    return succeed({ ...text({ from: week.from, to: week.to }), windows: week.windows.map(text) });
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    return fail({
      code: 'bad-request',
      message: 'No IANA time zone is meant by this.',
      path: ['body', 'timezone'],
    });
  }
}

/** ORD-28, ORD-29: what of a file is a zone, and what could not be read, by feature and field. */
export function readZones(given: z.output<typeof zoneFile>): Result<z.output<typeof zoneFileRead>> {
  const { zones, faults, nameFields, nameField } = zonesOf(given);
  return succeed({
    zones: zones.map(({ name, area }) => ({ name, area: area as ZoneFileRead['zones'][number]['area'] })),
    // A file that is not what it says has a fault a line; nobody reads more of them.
    faults: faults
      .slice(0, 100)
      .map(({ feature, field, ...told }) => ({ feature, field, ...toldView(told as Told) })),
    nameFields: [...nameFields],
    nameField,
  });
}

function zonesOf(given: z.output<typeof zoneFile>): ReturnType<typeof readShapefile> {
  if (given.format === 'shapefile')
    return readShapefile(Buffer.from(given.content, 'base64'), given.nameField);
  const read = given.format === 'kml' ? readKml(given.text) : readGeoJson(given.text);
  return { ...read, nameFields: [], nameField: null };
}
