import { randomUUIDv7 } from 'node:crypto';
import {
  type CaseloadCondition,
  conditionEssence,
  permitCaseloadCondition,
  readCondition,
} from '@attend/casework/caseload/conditions';
import { say, within } from '@attend/kernel';
import { writeChanges } from '../audit/changes.ts';
import { insertCaseloadConditions } from '../database/repositories/caseload-conditions.ts';
import { type LegalRow, loadLegal, type NamedCondition, openLegal } from '../database/repositories/legal.ts';
import type { CaseloadContext } from './context.ts';
import { defineKind, eachRecord } from './kind.ts';
import { type Decision, madeOf, type OwnedStep, planOwned, refuse, sayable } from './owned.ts';

type Made = { readonly id: string; readonly clauseId: string };

/** A condition that stands, in the form of a file, with the order and clause that it was made under. */
export function conditionOf(
  legal: LegalRow,
  participant: string,
  row: NamedCondition,
): Omit<CaseloadCondition, 'line'> {
  const clause = legal.clauses.find(({ id }) => id === row.clauseId);
  const orderId = legal.versions.find(({ id }) => id === clause?.versionId)?.orderId;
  return {
    ...{ participant, condition: row.reference, kind: row.kind, name: row.name, area: row.area },
    order: legal.orders.find(({ id }) => id === orderId)?.reference ?? null,
    ...{ clause: clause?.number ?? null, from: row.from, to: row.to, ended: row.endedAt },
    timetable: row.timetable,
  };
}

async function prepare({ client, keyring }: CaseloadContext, participants: readonly string[]) {
  const legal = await loadLegal(client, participants);
  return (item: CaseloadCondition, { id: person }: { readonly id: string }): Decision<Made> => {
    const basis = legal.get(person);
    if (basis === undefined) return refuse('kind', 'clause-missing', 'No order in force permits it.');
    const sealed = basis.conditions.filter(({ reference }) => reference === item.condition);
    const [row] = openLegal(
      { ...basis, conditions: sealed, exceptions: [] },
      keyring.create(person),
    ).conditions;
    if (row !== undefined) return beside(item, row);
    const permitted = permitCaseloadCondition(basis, item);
    if (permitted.ok) return { kind: 'new', made: { id: randomUUIDv7(), clauseId: permitted.value.id } };
    const { code, path } = permitted.error;
    const told = say('{fault}.', { fault: within(permitted.error) });
    return refuse(String(path?.[0] ?? 'kind'), code, told);
  };
}

/** IMP-6: a condition that stands is a person's to change; one that has ended, or never was right, is left alone. */
function beside(item: CaseloadCondition, row: NamedCondition): Decision<Made> {
  const stands = `${row.id} ${row.endedAt}`;
  if (row.enteredInError) return { kind: 'settled', stands, made: null };
  if (conditionEssence(item) !== conditionEssence(row)) {
    const message = 'This condition stands and says something else: it is ended and set anew, by a person.';
    return refuse('condition', 'differs', message);
  }
  return { kind: row.endedAt === item.ended ? 'same' : 'settled', stands, made: null };
}

async function write(
  { client, keyring, author }: CaseloadContext,
  steps: readonly OwnedStep<CaseloadCondition, Made>[],
): Promise<void> {
  const made = madeOf(steps, 'new');
  await insertCaseloadConditions(
    client,
    keyring,
    author,
    made.map(({ item, participantId, made: { id, clauseId } }) => ({
      ...{ id, participantId, clauseId, reference: item.condition, kind: item.kind, from: item.from },
      // The kernel's positions are readonly, the sealed form's are not.
      said: { name: item.name, area: structuredClone(item.area) as never },
      ...{ timetable: item.timetable, to: item.to, ended: item.ended },
    })),
  );
  await writeChanges(
    client,
    keyring,
    author,
    made.map(({ item, participantId: participant, made: { id } }) => ({
      ...{ action: 'condition.imported', entity: 'condition', entityId: id, participant },
      after: sayable(item),
    })),
  );
}

export const importConditions = defineKind<CaseloadCondition, OwnedStep<CaseloadCondition, Made>>({
  items: eachRecord(readCondition),
  keysOf: ({ participant, condition }) => [JSON.stringify([participant, condition])],
  plan: (context, items) => planOwned(context, items, (ids) => prepare(context, ids)),
  write,
});
