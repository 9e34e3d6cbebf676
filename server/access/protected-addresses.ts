import { tellsAddress } from '@attend/casework';
import type { Failure } from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import { findGroups } from '../database/repositories/person-links.ts';
import type { Queryable } from '../database/repositories/queryable.ts';
import { findBeyond, loadReach } from '../database/repositories/reach.ts';
import { listProtectedPeople, loadProtectedAddresses } from '../database/repositories/register-entries.ts';
import { grantsOf } from './policy.ts';

/** Whoever asks, in their transaction. */
type Asking = { readonly client: Queryable; readonly programme: { readonly id: string } };
type Passing = { readonly record: { passOver(participants: Iterable<string>): void } };

/** PPL-17, of many: from whose protected addresses whoever asks is kept. */
export async function findKeptFrom(
  { client, programme }: Asking,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const working = ['assigned', 'delegated'];
  const grants = grantsOf('people.read').filter((grant) => working.includes(grant.split('/')[1] ?? ''));
  return new Set(await findBeyond(client, await loadReach(client, programme.id, grants), ids));
}

/** PPL-17: a protected address is shown to who is assigned to the person, or stands in for them: not to an office, an attorney or an auditor. */
export const seesProtected = async (asking: Asking, id: string): Promise<boolean> =>
  !(await findKeptFrom(asking, [id])).has(id);

/**
 * PPL-17, HLP-5: whether a text tells a protected address that is on any record of theirs. The addresses themselves leave this for
 * nobody.
 */
export async function readsProtected(
  {
    client,
    services,
    record,
  }: Pick<Asking, 'client'> & Passing & { readonly services: { readonly keyring: Keyring } },
  id: string,
): Promise<(text: string) => boolean> {
  const group = (await findGroups(client, [id])).get(id) ?? [id];
  record.passOver(group.filter((one) => one !== id));
  const addresses = await loadProtectedAddresses(client, services.keyring, group);
  return (text) => tellsAddress(text, addresses);
}

/** PPL-30: of many, who has a protected address, on any record of theirs, that whoever asks may not see. */
export async function findHiding(
  asking: Asking & Passing,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const groups = await findGroups(asking.client, ids);
  const all = [...new Set([...ids, ...[...groups.values()].flat()])];
  const having = new Set(await listProtectedPeople(asking.client, all));
  asking.record.passOver(having);
  if (having.size === 0) return having;
  const kept = await findKeptFrom(asking, [...having]);
  const hides = (id: string): boolean => having.has(id) && kept.has(id);
  return new Set(ids.filter((id) => (groups.get(id) ?? [id]).some(hides)));
}

const keptFrom: Failure = {
  code: 'address-kept',
  message:
    'They have a protected address, so only who works with them writes this: nobody else is told, by a refusal either, what must not stand in it.',
};

/**
 * PPL-30: refused in the same words whatever was written. A refusal of the protected address alone would say yes to whoever tries one
 * out; to let it pass would put it on paper, unknown to who wrote it.
 */
export const refuseTrying = async (asking: Asking & Passing, id: string): Promise<Failure | null> =>
  (await findHiding(asking, [id])).has(id) ? keptFrom : null;
