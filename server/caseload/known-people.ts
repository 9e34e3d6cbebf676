import type { CaseloadFault } from '@attend/casework/caseload/forms';
import type { Failure } from '@attend/kernel';
import { type CaseloadPersonRow, loadCaseloadPeople } from '../database/repositories/caseload-standing.ts';
import type { CaseloadContext } from './context.ts';

export type Known<Item> = {
  /** With whose they are; null: a person who is staged and not on record yet, in a dry run of a whole caseload. */
  readonly items: readonly { readonly item: Item; readonly person: CaseloadPersonRow | null }[];
  readonly faults: readonly CaseloadFault[];
};

/** IMP-4: whose the records are. Of people whom the sender may not write of it says the same as of people there are not. */
export async function findOwners<Item extends { readonly line: number }>(
  context: CaseloadContext,
  items: readonly Item[],
  referenceOf: (item: Item) => string,
): Promise<Known<Item>> {
  const references = [...new Set(items.map(referenceOf))];
  const people = await loadCaseloadPeople(context.client, context.reach, references);
  context.passOver([...people.values()].map(({ id }) => id));
  const faults: CaseloadFault[] = [];
  const known = items.flatMap((item): Known<Item>['items'] => {
    const reference = referenceOf(item);
    const person = people.get(reference);
    if (person === undefined && context.pending?.people.has(reference)) return [{ item, person: null }];
    const fault = faultOf(context, person);
    if (fault === null && person !== undefined) return [{ item, person }];
    faults.push({ line: item.line, column: 'participant', ...(fault ?? unknown) });
    return [];
  });
  return { items: known, faults };
}

const unknown: Failure = {
  code: 'unknown-participant',
  message: 'You may enter nothing of anybody with this number.',
};

function faultOf({ keyring }: CaseloadContext, person: CaseloadPersonRow | undefined): Failure | null {
  if (person === undefined || !person.reached || person.inError) return unknown;
  if (keyring.find(person.id) === null)
    return { code: 'person-destroyed', message: 'The key of this person was destroyed.' };
  return null;
}
