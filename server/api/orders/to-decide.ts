import { isLateRequest } from '@attend/casework';
import type { OrdersToDecide } from '@attend/contracts/order-decisions';
import { formatInstant, type Result, succeed } from '@attend/kernel';
import {
  listAskedExceptions,
  listOpenDrafts,
  listOpenPrompts,
} from '../../database/repositories/orders-to-decide.ts';
import { loadNames, nameOf, openPerson } from '../../database/repositories/people.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';

/** What one person works through in a sitting. */
const most = 50;

/** ORD-23: what waits for somebody's decision on orders, each list in order of need. */
export async function readToDecide(context: StaffContext): Promise<Result<OrdersToDecide>> {
  const { client, services, record, reach, actor } = context;
  const within = await reach();
  const { keyring } = services;
  const prompts = await listOpenPrompts(client, keyring, within, most + 1);
  const drafts = await listOpenDrafts(client, within, most + 1, actor.staffId);
  const exceptions = await listAskedExceptions(client, keyring, within, most + 1);
  const ids = [...new Set([prompts, drafts, exceptions].flat().map((row) => row.participantId))];
  const people = new Map(
    (await loadNames(client, ids)).map((row) => [
      row.id,
      { id: row.id, reference: row.reference, name: nameOf(openPerson(keyring, row.id, row.sealed)) },
    ]),
  );
  await record.list(ids);
  const of = (row: { participantId: string }) =>
    people.get(row.participantId) ?? { id: row.participantId, reference: '—', name: '—' };
  const about = (row: { participantId: string; orderId: string; reference: string }) => ({
    participant: of(row),
    order: { id: row.orderId, reference: row.reference },
  });
  return succeed({
    prompts: prompts.slice(0, most).map(({ id, kind, dueAt, atRiskFrom, evidence, ...row }) => ({
      ...about(row),
      ...{ id, kind, evidence, dueAt: formatInstant(dueAt), atRiskFrom: instantText(atRiskFrom) },
    })),
    drafts: drafts.slice(0, most).map((row) => ({
      ...about(row),
      ...{ version: row.version, since: formatInstant(row.since), mine: row.mine },
    })),
    exceptions: exceptions.slice(0, most).map((row) => ({
      participant: of(row),
      condition: { reference: row.reference, kind: row.kind },
      ...{ id: row.id, revision: row.revision, reason: row.reason },
      ...{ from: formatInstant(row.from), to: formatInstant(row.to) },
      late: isLateRequest({ ...row, status: 'asked' }, context.now()),
    })),
    more: {
      prompts: prompts.length > most,
      drafts: drafts.length > most,
      exceptions: exceptions.length > most,
    },
  });
}
