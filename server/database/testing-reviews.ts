import { randomUUID } from 'node:crypto';
import type { Keyring } from '@attend/server/keys/keyring';
import type { Queryable } from './repositories/queryable.ts';
import { sealRow } from './repositories/sealed.ts';

type Of = {
  readonly owner: Queryable;
  readonly keyring: Keyring;
  readonly programme: string;
  readonly person: string;
  readonly staff: string;
};

/** A step down that was decided years ago, after which a device is still to be changed, and a step up that waits. */
export async function insertReviewOf({
  owner,
  keyring,
  programme,
  person,
  staff,
}: Of): Promise<{ readonly stepUp: string; readonly swap: string }> {
  const [stepUp, swap] = [randomUUID(), randomUUID()];
  const key = keyring.create(person);
  const words = { reason: `of ${person}`, told: 'as it was told' };
  await owner.query(
    `insert into review (id, programme_id, participant_id, due_on, cause, tier, tier_since, looked_at, decided_at, decided_by, decision, tier_to, swap_since, sealed)
     values ($1, $2, $3, '2020-01-02', 'interval', 'ankle', '2019-01-01', now(), '2020-01-01', $4, 'step-down', 'phone', '2020-01-01', $5)`,
    [swap, programme, person, staff, sealRow(key, 'review', swap, { ...words, facts: null })],
  );
  await owner.query(
    `insert into step_up (id, programme_id, participant_id, from_tier, to_tier, clause_id, asked_by, sealed)
     select $1, $2, $3, 'phone', 'wrist', l.id, $4, $5 from order_clause l where l.programme_id = $2 order by l.id limit 1`,
    [
      stepUp,
      programme,
      person,
      staff,
      sealRow(key, 'step_up', stepUp, { ...words, lesserMeans: 'reminders' }),
    ],
  );
  return { stepUp, swap };
}
