import type { KeyObject } from 'node:crypto';
import { sealJson, unsealJson } from '@attend/server/keys/seal';
import { z } from 'zod';
import { millis, type Queryable } from './queryable.ts';

const sealedForm = z.object({ reason: z.string() });
const identityOf = (id: string): string => `key_destruction/${id}`;

export type DestructionRow = {
  readonly id: string;
  readonly participantId: string;
  readonly reference: string;
  readonly reason: string;
  readonly askedById: string;
  readonly askedBy: string;
  readonly askedAt: number;
  readonly decision: 'approved' | 'refused' | null;
  readonly decidedById: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
  readonly destroyedAt: number | null;
};
type Row = Omit<DestructionRow, 'reason'> & { readonly sealed: Buffer };

const columns = `
select k.id, k.participant_id as "participantId", p.reference, k.sealed,
  k.asked_by as "askedById", a.name as "askedBy", ${millis('k.asked_at')} as "askedAt", k.decision,
  k.decided_by as "decidedById", d.name as "decidedBy", ${millis('k.decided_at')} as "decidedAt", ${millis('k.destroyed_at')} as "destroyedAt"
from key_destruction k
join participant p on p.id = k.participant_id
join staff a on a.id = k.asked_by
left join staff d on d.id = k.decided_by`;

/** `key`: the programme's. */
const open = (key: KeyObject, { sealed, ...row }: Row): DestructionRow => ({
  ...row,
  reason: sealedForm.parse(unsealJson(key, identityOf(row.id), sealed)).reason,
});

export async function listDestructions(client: Queryable, key: KeyObject): Promise<DestructionRow[]> {
  const { rows } = await client.query<Row>(`${columns} order by k.asked_at desc limit 200`);
  return rows.map((row) => open(key, row));
}

/** Keeps it from being decided twice until the transaction ends. */
export async function lockDestruction(
  client: Queryable,
  key: KeyObject,
  id: string,
): Promise<DestructionRow | null> {
  const { rows } = await client.query<Row>(`${columns} where k.id = $1 for update of k`, [id]);
  return rows[0] === undefined ? null : open(key, rows[0]);
}

/** Null: there is one already that waits, or was approved. */
export async function insertDestruction(
  client: Queryable,
  key: KeyObject,
  asked: {
    readonly id: string;
    readonly programmeId: string;
    readonly participantId: string;
    readonly staffId: string;
    readonly reason: string;
  },
): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `insert into key_destruction (id, programme_id, participant_id, sealed, asked_by) values ($1, $2, $3, $4, $5)
     on conflict (participant_id) where decision is distinct from 'refused' do nothing returning id`,
    [
      asked.id,
      asked.programmeId,
      asked.participantId,
      sealJson(key, identityOf(asked.id), { reason: asked.reason }),
      asked.staffId,
    ],
  );
  return rows[0]?.id ?? null;
}

export async function decideDestruction(
  client: Queryable,
  id: string,
  decision: 'approved' | 'refused',
  staffId: string,
): Promise<void> {
  await client.query(
    'update key_destruction set decision = $2, decided_by = $3, decided_at = now() where id = $1',
    [id, decision, staffId],
  );
}

/** How much of each waited for somebody, and waits no more. */
export type Closed = Readonly<Record<keyof typeof waiting, number>>;
/** KEY-22: what waits for somebody, $1, to be decided or arranged. A hearing is a fact: it stays as the court set it, and is followed no more. */
const waiting = {
  hearings: `update hearing set status = 'not-followed', version = version + 1 where participant_id = $1 and status = 'scheduled'`,
  help: `update arranged_help set status = 'not-needed', settled_at = now(), settled_by = $2, version = version + 1
    where participant_id = $1 and status in ('asked', 'arranged')`,
  reviews: `update review set closed_at = now(), version = version + 1 where participant_id = $1 and decided_at is null and closed_at is null`,
  stepsUp: `update step_up set closed_at = now(), version = version + 1 where participant_id = $1 and decided_at is null and closed_at is null`,
  prompts:
    'update order_prompt set closed_at = now() where participant_id = $1 and decided_at is null and closed_at is null',
  exceptions: `update condition_exception e set status = 'withdrawn', revision = e.revision + 1 from condition c
    where c.id = e.condition_id and c.participant_id = $1 and e.status = 'asked'`,
} as const;

/** Before who works with them ends: it is done by whoever sees them. */
export async function closeWhatWaits(
  client: Queryable,
  participantId: string,
  staffId: string,
): Promise<Closed> {
  const closed = { hearings: 0, help: 0, reviews: 0, stepsUp: 0, prompts: 0, exceptions: 0 };
  for (const name of ['hearings', 'help', 'reviews', 'stepsUp', 'prompts', 'exceptions'] as const) {
    const sql = waiting[name];
    const values = sql.includes('$2') ? [participantId, staffId] : [participantId];
    closed[name] = (await client.query(sql, values)).rowCount ?? 0;
  }
  return closed;
}

/**
 * Ends everything that would go on of a person: who works with them, their devices (what those send from now on is acknowledged and
 * dropped), their clocks, open alerts as work, and what they are found by.
 */
export async function endPerson(client: Queryable, participantId: string, staffId: string): Promise<void> {
  const ends = [
    'update assignment set to_at = now() where participant_id = $1 and from_at < now() and (to_at is null or to_at > now())',
    'delete from assignment_due where assignment_id in (select id from assignment where participant_id = $1)',
    'update supervision set to_at = now() where participant_id = $1 and (to_at is null or to_at > now())',
    'delete from participant_search where participant_id = $1',
    // Nobody comes any more: their times are free for others, and nothing is made due of them or told them.
    'update check_in_schedule set ended_at = now(), version = version + 1 where participant_id = $1 and ended_at is null',
    `update check_in set status = 'ended', version = version + 1 where participant_id = $1 and status in ('due', 'booked')`,
    `update message set status = 'cancelled', reason = null where participant_id = $1 and status = 'planned'`,
  ];
  for (const end of ends) await client.query(end, [participantId]);
  await client.query(
    `with closed as (
      update alert set status = 'closed', closed_at = now(), closed_by = $2, outcome = 'other', version = version + 1
      where participant_id = $1 and status <> 'closed' and withdrawn_at is null returning id, programme_id
    ), noted as (
      insert into alert_transition (programme_id, alert_id, at, kind, staff_id, outcome)
      select programme_id, id, now(), 'closed', $2, 'other' from closed
    )
    insert into feed_outbox (programme_id, participant_id, kind, change, entity_id)
    select programme_id, $1, 'alert', 'closed', id::text from closed`,
    [participantId, staffId],
  );
  await client.query(`select pg_notify('attend_feed', '')`);
}

/** Told to every process with a keyring once the transaction has committed. */
export async function tellDestruction(client: Queryable): Promise<void> {
  await client.query(`select pg_notify('attend_key', '')`);
}

export type ApprovedDestruction = {
  readonly id: string;
  readonly participantId: string;
  /** It is on record that the key is gone. */
  readonly isNoted: boolean;
};

/** Of every programme. */
export async function approvedDestructions(client: Queryable): Promise<ApprovedDestruction[]> {
  const { rows } = await client.query<ApprovedDestruction>(
    'select id, participant_id as "participantId", is_noted as "isNoted" from attend.approved_destructions()',
  );
  return rows;
}

export async function noteDestroyed(client: Queryable, id: string): Promise<void> {
  await client.query('select attend.note_destroyed($1)', [id]);
}
