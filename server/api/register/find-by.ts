import { type Findable, isFoundBy, type PersonField } from '@attend/casework';
import type { Keyring } from '@attend/server/keys/keyring';
import { loadIdentifiers } from '../../database/repositories/people.ts';
import type { Queryable } from '../../database/repositories/queryable.ts';
import type { SealedForm } from '../../database/repositories/sealed.ts';
import { addSearchTokens, removeSearchTokens } from '../../database/repositories/search.ts';

/** What a person is found by: what stands in their record, and numbers of devices, cases and orders besides. */
export const findableOf = (
  reference: string,
  details: SealedForm<'participant'>,
  others: readonly string[] = [],
): Findable => ({
  names: [
    details.name,
    ...(details.preferredName === null ? [] : [details.preferredName]),
    ...details.otherNames,
  ],
  identifiers: [reference, ...details.identifiers.map(({ value }) => value), ...others],
});

type Place = { readonly client: Queryable; readonly keyring: Keyring; readonly programmeId: string };

/** In the transaction of the change, so that nobody is found by what is no longer theirs. */
export async function writeFindable(
  { client, keyring, programmeId }: Place,
  participantId: string,
  reference: string,
  details: SealedForm<'participant'>,
  changed: readonly PersonField[] | 'new',
): Promise<void> {
  if (changed !== 'new' && !changed.some(isFoundBy)) return;
  const others = (await loadIdentifiers(client, keyring, [participantId])).get(participantId) ?? [];
  if (changed !== 'new') await removeSearchTokens(client, participantId);
  const findable = findableOf(reference, details, others);
  await addSearchTokens(client, programmeId, keyring.derive('search', programmeId), [
    { participantId, findable },
  ]);
}
