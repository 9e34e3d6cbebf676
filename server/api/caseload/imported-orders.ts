import type {
  importedOrderList,
  importedOrdersMarked,
  importedOrdersQuery,
} from '@attend/contracts/caseload';
import { fail, formatInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { writeChanges } from '../../audit/changes.ts';
import { readIdCursor, writeCursor } from '../../database/repositories/cursor.ts';
import {
  listImportedOrders,
  lockImportedOrders,
  markLookedAt,
} from '../../database/repositories/imported-orders.ts';
import { nameOf, openPerson } from '../../database/repositories/people.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';

/** IMP-8: orders that came in by a file or an enrolment, and at which nobody has looked yet. */
export async function readImportedOrders(
  { client, reach, record, services: { keyring } }: StaffContext,
  { cursor, limit }: z.output<typeof importedOrdersQuery>,
): Promise<Result<z.output<typeof importedOrderList>>> {
  const after = readIdCursor(cursor);
  if (!after.ok) return after;
  const rows = await listImportedOrders(client, await reach(), after.value, limit + 1);
  const shown = rows.slice(0, limit);
  const people = new Set(shown.map(({ participantId }) => participantId));
  await record.list([...people]);
  record.passOver(rows.map(({ participantId }) => participantId).filter((id) => !people.has(id)));
  const last = shown.at(-1);
  return succeed({
    orders: shown.map(({ id, participantId, reference, person, office, order, version, ...row }) => ({
      participant: { id: participantId, reference, name: nameOf(openPerson(keyring, participantId, person)) },
      ...{ id, office, order, version, from: formatInstant(row.from), to: instantText(row.to) },
      ...{ legalBasis: row.legalBasis, clauses: [...row.clauses] },
    })),
    next: rows.length > limit && last !== undefined ? writeCursor([last.id]) : null,
  });
}

/** IMP-8: those that still wait are marked, with who looked; the others stay as they are. */
export async function lookAtOrders(
  { client, record, services: { keyring }, programme, actor, requestId }: StaffContext,
  ids: readonly string[],
): Promise<Result<z.output<typeof importedOrdersMarked>>> {
  const rows = await lockImportedOrders(client, ids);
  const participants = [...new Set(rows.map(({ participantId }) => participantId))];
  if (rows.length === 0)
    return fail({ code: 'not-found', message: 'None of these orders waits for a look here.' });
  await record.list(participants);
  await markLookedAt(
    client,
    rows.map(({ id }) => id),
    actor.staffId,
  );
  const author = { programmeId: programme.id, staffId: actor.staffId, operator: null, requestId };
  await writeChanges(
    client,
    keyring,
    author,
    rows
      .filter(({ participantId }) => keyring.find(participantId) !== null)
      .map(({ id, participantId: participant }) => ({
        ...{ action: 'order.looked-at', entity: 'order_version', entityId: id, participant },
        after: { by: actor.staffId },
      })),
  );
  return succeed({ marked: rows.length, participants });
}
