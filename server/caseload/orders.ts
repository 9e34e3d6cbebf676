import type { Read } from '@attend/casework/caseload/fields';
import type { CaseloadFault, CaseloadRecord } from '@attend/casework/caseload/forms';
import {
  type CaseloadOrder,
  type CaseloadOrderLine,
  joinOrder,
  orderEssence,
  orderKeyOf,
  readOrderLine,
} from '@attend/casework/caseload/orders';
import { writeChanges } from '../audit/changes.ts';
import { insertCaseloadOrders } from '../database/repositories/caseload-orders.ts';
import { type CaseloadOrderRow, loadCaseloadOrders } from '../database/repositories/caseload-standing.ts';
import { openRow } from '../database/repositories/sealed.ts';
import { addSearchTokens } from '../database/repositories/search.ts';
import type { Keyring } from '../keys/keyring.ts';
import type { CaseloadContext } from './context.ts';
import { defineKind, type Planned, type Step } from './kind.ts';
import { findOwners } from './known-people.ts';

type OrderStep = Step & {
  readonly order: CaseloadOrder;
  readonly participantId: string;
  readonly standingId: string | null;
};

/** Lines of one version that follow each other are one item. */
async function* items(
  records: AsyncIterable<CaseloadRecord>,
  timezone: string,
): AsyncGenerator<Read<CaseloadOrder>> {
  let lines: [CaseloadOrderLine, ...CaseloadOrderLine[]] | null = null;
  const join = (of: [CaseloadOrderLine, ...CaseloadOrderLine[]]): Read<CaseloadOrder> => {
    const joined = joinOrder(of);
    return 'faults' in joined ? joined : { item: joined.order };
  };
  for await (const record of records) {
    const read = readOrderLine(record, timezone);
    if ('faults' in read) {
      yield read;
      continue;
    }
    if (lines !== null && orderKeyOf(lines[0].head) === orderKeyOf(read.item.head)) {
      lines.push(read.item);
      continue;
    }
    if (lines !== null) yield join(lines);
    lines = [read.item];
  }
  if (lines !== null) yield join(lines);
}

/** A version that stands, in the form of a file. */
export function orderOf(keyring: Keyring, reference: string, row: CaseloadOrderRow): CaseloadOrder | null {
  const key = keyring.find(row.participantId);
  if (key === null) return null;
  const words = row.sealed === null ? null : openRow(key, 'order_version', row.versionId, row.sealed);
  const { order, version, from, to, review, ended, endedAs, legalBasis, agreement, clauses } = row;
  return {
    ...{ line: 0, participant: reference, order, version, from, to, review, ended, endedAs, legalBasis },
    ...{ necessity: words?.necessity ?? null, lesserMeans: words?.lesserMeans ?? null },
    ...{ vulnerability: words?.vulnerability ?? null, representations: words?.representations ?? null },
    ...{ reasons: words?.reasons ?? null, agreement, clauses },
  };
}

async function plan(context: CaseloadContext, given: readonly CaseloadOrder[]): Promise<Planned<OrderStep>> {
  const known = await findOwners(context, given, ({ participant }) => participant);
  const people = known.items.flatMap(({ person }) => (person === null ? [] : [person.id]));
  const rows = await loadCaseloadOrders(context.client, [...new Set(people)]);
  const standing = Map.groupBy(rows, ({ participantId, order }) => JSON.stringify([participantId, order]));
  const steps: OrderStep[] = [];
  const faults: CaseloadFault[] = [...known.faults];
  const seen: string[] = [];
  for (const { item: order, person } of known.items) {
    const versions = standing.get(JSON.stringify([person?.id, order.order])) ?? [];
    const same = versions.find(({ version }) => version === order.version);
    const said = same === undefined ? null : orderOf(context.keyring, order.participant, same);
    if (said !== null && orderEssence(said) !== orderEssence(order)) {
      const message =
        'This version stands and says something else: an order is amended by a further version.';
      faults.push({ line: order.line, column: 'version', code: 'differs', message });
      seen.push(person?.id ?? '');
      continue;
    }
    steps.push({
      ...{ line: order.line, kind: said === null ? 'new' : 'same', about: order.participant },
      ...{ participant: person?.id ?? null, fields: [] },
      ...{ stands: same?.versionId ?? null, order, participantId: person?.id ?? '' },
      standingId: versions[0]?.orderId ?? null,
    });
  }
  return { steps, faults, seen };
}

async function write(context: CaseloadContext, steps: readonly OrderStep[]): Promise<void> {
  const { client, keyring, author } = context;
  const { programmeId, staffId } = author;
  const made = steps.filter(({ kind }) => kind === 'new');
  if (made.length === 0) return;
  const ids = await insertCaseloadOrders(
    { client, keyring, programmeId, staffId },
    made.map(({ order, participantId, standingId }) => ({ given: order, participantId, standingId })),
  );
  await addSearchTokens(
    client,
    programmeId,
    keyring.derive('search', programmeId),
    made.map(({ participantId, order }) => ({
      participantId,
      findable: { names: [], identifiers: [order.order] },
    })),
  );
  await writeChanges(
    client,
    keyring,
    author,
    made.map(({ participantId: participant, order: { line: _line, ...after } }, index) => ({
      ...{
        action: 'order.imported',
        entity: 'order_version',
        entityId: ids[index] ?? '',
        participant,
        after,
      },
    })),
  );
}

export const importOrders = defineKind<CaseloadOrder, OrderStep>({
  items,
  keysOf: (order) => [orderKeyOf(order)],
  plan,
  write,
});
