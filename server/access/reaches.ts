import type { Permission } from '@attend/contracts/session';
import type { Queryable } from '../database/repositories/queryable.ts';
import { findBeyond, loadReach, type Reach } from '../database/repositories/reach.ts';
import type { Actor } from './actor.ts';
import { grantsOf } from './policy.ts';

/** Whom one actor reaches in one transaction, permission by permission. */
export type Reaches = {
  readonly under: (permission: Permission) => Promise<Reach>;
  /** Whether it reaches this person: by the same table and reach as the permission's own route asks. */
  readonly includes: (permission: Permission, person: string) => Promise<boolean>;
};

type Kept = { readonly reach: Promise<Reach>; readonly people: Map<string, Promise<boolean>> };

/**
 * `keeps`: permissions that give the actor's roles the same relations reach the same people, so that they are worked out once a set of
 * relations, as the second wall's keys are once a transaction (docs/decisions/0016): a page may ask for a dozen permissions. Only where
 * nothing is written but looks: a command may change whom its actor reaches, and is answered anew each time.
 */
export function createReaches(
  client: Queryable,
  { programme, roles }: Pick<Actor, 'roles'> & { readonly programme: { readonly id: string } },
  keeps: boolean,
): Reaches {
  const kept = new Map<string, Kept>();
  const find = (permission: Permission): Kept => {
    // What the table grants to roles that the actor does not have gives nothing, and would part what is equal.
    const grants = grantsOf(permission, roles).sort();
    const key = grants.join(' ');
    const found = kept.get(key) ?? { reach: loadReach(client, programme.id, grants), people: new Map() };
    if (keeps) kept.set(key, found);
    return found;
  };
  const ask = async (reach: Promise<Reach>, person: string): Promise<boolean> =>
    (await findBeyond(client, await reach, [person])).length === 0;
  return {
    under: (permission) => find(permission).reach,
    includes: (permission, person) => {
      const { reach, people } = find(permission);
      const answer = people.get(person) ?? ask(reach, person);
      people.set(person, answer);
      return answer;
    },
  };
}
