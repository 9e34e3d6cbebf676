import type pg from 'pg';
import type { Keyring } from '../keys/keyring.ts';
import { insertException } from './repositories/conditions.ts';
import { insertPrompts } from './repositories/order-prompts.ts';
import { loadPlans, type Plan } from './repositories/plans.ts';

export type OrderTargets = {
  readonly order: string;
  readonly condition: string;
  readonly exception: string;
  readonly prompt: string;
};

/** An exception that waits, and a date on which somebody is asked, of the order that a person was enrolled with. */
export async function insertToDecide(
  owner: pg.Pool,
  keyring: Keyring,
  person: string,
  staff: string,
): Promise<OrderTargets> {
  const { rows } = await owner.query(
    `select o.programme_id as programme, o.id as order, v.id as version, n.id as condition from supervision_order o
       join order_version v on v.order_id = o.id join order_clause l on l.order_version_id = v.id left join condition n on n.clause_id = l.id
     where o.participant_id = $1 order by n.id nulls last, o.created_at limit 1`,
    [person],
  );
  const [found] = rows;
  if (!found?.condition) throw new Error('the person has no order with a condition');
  const hours = (count: number): number => Date.now() + count * 3_600_000;
  const exception = await insertException(owner, {
    ...{ programmeId: found.programme, key: keyring.create(person), conditionId: found.condition },
    ...{ from: hours(1), to: hours(2), reason: 'a visit', granted: false, by: staff, asked: null },
  });
  const of = {
    programmeId: found.programme,
    participantId: person,
    orderId: found.order,
    versionId: found.version,
  };
  await insertPrompts(owner, of, [{ kind: 'review', dueAt: hours(240) }]);
  const prompts = await owner.query('select id from order_prompt where order_id = $1', [found.order]);
  return { order: found.order, condition: found.condition, exception, prompt: prompts.rows[0].id };
}

const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

/** Everything that an order needs before it goes live, with clauses of each kind that a test may want. */
export const wholeOrder = (reference: string, over: object = {}): object => ({
  reference,
  ...{ court: 'Superior Court', caseNumber: '26-0417', legalBasis: 'Release Act, section 4' },
  ...{ from: day(0), to: day(200), reviewAt: day(60) },
  clauses: [
    { number: '1', kind: 'location-zones' },
    { number: '2', kind: 'technology-wrist' },
    { number: '3', kind: 'curfew' },
    { number: '4', kind: 'exclusion-zone' },
    { number: '5', kind: 'check-ins' },
  ],
  ...{ necessity: 'so that hearings are kept', lesserMeans: 'reminders alone were tried' },
  ...{ vulnerability: 'none found', language: 'es', representations: 'works nights on weekends' },
  ...{ answer: 'the curfew leaves weekends out', reasons: 'as the court found' },
  ...over,
});

/** What the gateway's engine judges a person's only device by, and the version by which a stale one fails at its commit. */
export async function planOfPerson(owner: pg.Pool, keyring: Keyring, person: string): Promise<Plan> {
  const { rows } = await owner.query('select id from assignment where participant_id = $1', [person]);
  const id = Number(rows[0].id);
  const plan = (await loadPlans(owner, keyring, [id])).get(id);
  if (plan === undefined) throw new Error('no plan');
  return plan;
}
