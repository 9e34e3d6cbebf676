import { randomUUIDv7 } from 'node:crypto';
import { type CaseloadCourtCase, courtCaseKeyOf, readCourtCase } from '@attend/casework/caseload/court-cases';
import { say } from '@attend/kernel';
import { writeChanges } from '../audit/changes.ts';
import {
  type CaseloadCaseRow,
  insertCaseloadCases,
  joinOrders,
  loadCaseloadCases,
  loadOrderNames,
  updateCaseloadCases,
} from '../database/repositories/caseload-court-cases.ts';
import { addSearchTokens } from '../database/repositories/search.ts';
import type { CaseloadContext } from './context.ts';
import { defineKind, eachRecord } from './kind.ts';
import { type Decision, madeOf, type OwnedStep, planOwned, refuse, sayable } from './owned.ts';

type Made = {
  readonly id: string;
  readonly matter: string | null;
  /** Orders that are of no case yet, by id. */
  readonly joined: readonly string[];
};

async function prepare({ client, keyring }: CaseloadContext, participants: readonly string[]) {
  const orders = await loadOrderNames(client, participants);
  const orderOf = new Map(orders.map((one) => [JSON.stringify([one.participantId, one.reference]), one]));
  const cases = await loadCaseloadCases(client, keyring, participants);
  const standing = new Map(cases.map((row) => [courtCaseKeyOf(row.participantId, row), row]));
  return (item: CaseloadCourtCase, { id: person }: { readonly id: string }): Decision<Made> => {
    const known = standing.get(courtCaseKeyOf(person, item));
    const joined: string[] = [];
    for (const reference of item.orders) {
      const order = orderOf.get(JSON.stringify([person, reference]));
      if (order === undefined) {
        const message = say('This person has no order «{order}»: the file of orders goes in first.', {
          order: reference,
        });
        return refuse('orders', 'unknown-order', message);
      }
      if (order.caseId === null) joined.push(order.id);
      else if (!known?.ids.includes(order.caseId)) {
        const message = say('The order «{order}» is of another case: a person says which it is.', {
          order: reference,
        });
        return refuse('orders', 'differs', message);
      }
    }
    return decide(item, known, joined);
  };
}

function decide(
  { matter }: CaseloadCourtCase,
  known: CaseloadCaseRow | undefined,
  joined: readonly string[],
): Decision<Made> {
  if (known === undefined) return { kind: 'new', made: { id: randomUUIDv7(), matter, joined } };
  const fields = [
    ...(matter !== null && matter !== known.matter ? ['matter'] : []),
    ...(joined.length > 0 ? ['orders'] : []),
  ];
  const made = { id: known.id, matter: matter ?? known.matter, joined };
  return { kind: fields.length > 0 ? 'changed' : 'same', fields, stands: JSON.stringify(known), made };
}

async function write(
  context: CaseloadContext,
  steps: readonly OwnedStep<CaseloadCourtCase, Made>[],
): Promise<void> {
  const { client, keyring, author } = context;
  const { programmeId } = author;
  const written = (kind: 'new' | 'changed') =>
    madeOf(steps, kind).map(({ item, participantId, made }) => ({
      ...{ item, participantId, id: made.id, number: item.number, court: item.court, matter: made.matter },
      joined: made.joined,
    }));
  const made = written('new');
  const changed = written('changed');
  await insertCaseloadCases(client, keyring, programmeId, made);
  await updateCaseloadCases(client, keyring, changed);
  await joinOrders(
    client,
    [...made, ...changed].flatMap(({ id, joined }) => joined.map((orderId) => ({ orderId, caseId: id }))),
  );
  await addSearchTokens(
    client,
    programmeId,
    keyring.derive('search', programmeId),
    made.flatMap(({ participantId, number }) =>
      number === null ? [] : [{ participantId, findable: { names: [], identifiers: [number] } }],
    ),
  );
  const entry = (action: string) => (one: (typeof made)[number]) => ({
    ...{ action, entity: 'court_case', entityId: one.id, participant: one.participantId },
    after: { ...sayable(one.item), matter: one.matter },
  });
  await writeChanges(client, keyring, author, [
    ...made.map(entry('court-case.imported')),
    ...changed.map(entry('court-case.changed-by-import')),
  ]);
}

export const importCourtCases = defineKind<CaseloadCourtCase, OwnedStep<CaseloadCourtCase, Made>>({
  items: eachRecord(readCourtCase),
  keysOf: (item) => [courtCaseKeyOf(item.participant, item)],
  plan: (context, items) => planOwned(context, items, (ids) => prepare(context, ids)),
  write,
});
