import { randomUUIDv7 } from 'node:crypto';
import { type CaseloadException, readException } from '@attend/casework/caseload/exceptions';
import { writeChanges } from '../audit/changes.ts';
import {
  insertCaseloadExceptions,
  loadCaseloadExceptions,
  loadConditionNames,
} from '../database/repositories/caseload-conditions.ts';
import type { CaseloadContext } from './context.ts';
import { defineKind, eachRecord } from './kind.ts';
import { type Decision, madeOf, type OwnedStep, planOwned, refuse, sayable } from './owned.ts';

type Made = { readonly id: string; readonly conditionId: string };
type Named = { readonly condition: string; readonly from: number; readonly to: number };
const keyOf = (owner: string, { condition, from, to }: Named): string =>
  JSON.stringify([owner, condition, from, to]);

async function prepare({ client, keyring }: CaseloadContext, participants: readonly string[]) {
  const conditions = new Map(
    (await loadConditionNames(client, participants)).map((row) => [
      JSON.stringify([row.participantId, row.reference]),
      row,
    ]),
  );
  const standing = new Map(
    (await loadCaseloadExceptions(client, keyring, participants)).map((row) => [
      keyOf(row.participantId, row),
      row,
    ]),
  );
  return (item: CaseloadException, { id: person }: { readonly id: string }): Decision<Made> => {
    const condition = conditions.get(JSON.stringify([person, item.condition]));
    if (condition === undefined) {
      const message = 'This person has no such condition: the file of conditions goes in first.';
      return refuse('condition', 'unknown-condition', message);
    }
    const row = standing.get(keyOf(person, item));
    if (row === undefined) return { kind: 'new', made: { id: randomUUIDv7(), conditionId: condition.id } };
    // In which words it was granted is the affair of whoever granted it.
    return { kind: row.reason === item.reason ? 'same' : 'settled', stands: row.id, made: null };
  };
}

async function write(
  { client, keyring, author }: CaseloadContext,
  steps: readonly OwnedStep<CaseloadException, Made>[],
): Promise<void> {
  const made = madeOf(steps, 'new');
  await insertCaseloadExceptions(
    client,
    keyring,
    author,
    made.map(({ item, participantId, made: ids }) => ({ ...sayable(item), ...ids, participantId })),
  );
  await writeChanges(
    client,
    keyring,
    author,
    made.map(({ item, participantId: participant, made: { id } }) => ({
      ...{ action: 'exception.imported', entity: 'condition_exception', entityId: id, participant },
      after: sayable(item),
    })),
  );
}

export const importExceptions = defineKind<CaseloadException, OwnedStep<CaseloadException, Made>>({
  items: eachRecord(readException),
  keysOf: (item) => [keyOf(item.participant, item)],
  plan: (context, items) => planOwned(context, items, (ids) => prepare(context, ids)),
  write,
});
