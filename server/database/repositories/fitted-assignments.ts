import type { MessageReason, MessageStatus } from '@attend/casework';
import type { Technology } from '@attend/kernel';
import { instantOf, millis, type Queryable } from './queryable.ts';

export type FittedAssignment = {
  readonly programmeId: string;
  readonly participantId: string;
  readonly deviceId: string;
  readonly primary: boolean;
  readonly fixEvery: number;
  readonly uploadEvery: number;
  readonly at: number;
  readonly by: string;
};

/** Their time with a device begins; gateways judge by it from their next commit on. The database refuses what is on no shelf, or above the level. */
export async function insertAssignment(client: Queryable, made: FittedAssignment): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `insert into assignment (programme_id, participant_id, device_id, is_primary, from_at, fix_every, upload_every, fitted_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id::text as id`,
    [
      ...[made.programmeId, made.participantId, made.deviceId, made.primary, instantOf(made.at)],
      ...[made.fixEvery, made.uploadEvery, made.by],
    ],
  );
  const id = rows[0]?.id ?? '';
  await client.query('insert into assignment_state (assignment_id, programme_id) values ($1, $2)', [
    id,
    made.programmeId,
  ]);
  await client.query(
    'insert into assignment_due (assignment_id, due_at) values ($1, $2) on conflict do nothing',
    [id, instantOf(made.at)],
  );
  return id;
}

export type HeldAssignment = {
  readonly id: string;
  readonly participantId: string;
  readonly deviceId: string;
  readonly identifier: string;
  readonly primary: boolean;
  readonly from: number;
  readonly to: number | null;
};
/** Locked until the transaction ends. */
export async function lockAssignment(client: Queryable, id: string): Promise<HeldAssignment | null> {
  const { rows } = await client.query<HeldAssignment>(
    `select a.id::text as id, a.participant_id as "participantId", a.device_id as "deviceId", d.identifier, a.is_primary as primary,
       ${millis('a.from_at')} as from, ${millis('a.to_at')} as to
     from assignment a join device d on d.id = a.device_id where a.id = $1 for update of a`,
    [id],
  );
  return rows[0] ?? null;
}

/** Nothing that comes later is theirs. One that ends sooner already stays as it is. */
export async function endAssignment(client: Queryable, id: string, at: number): Promise<void> {
  await client.query('update assignment set to_at = $2 where id = $1 and (to_at is null or to_at > $2)', [
    id,
    instantOf(at),
  ]);
}

/** It is back: over with this transaction, so that it may be put on a shelf in the same one. When that was. */
export async function endWithReturn(client: Queryable, id: string): Promise<number> {
  const { rows } = await client.query<{ at: number }>(
    `update assignment set to_at = now() where id = $1 returning ${millis('to_at')} as at`,
    [id],
  );
  return rows[0]?.at ?? 0;
}

/** Whether the record has the device of this assignment with its person. */
export async function isWithThem(client: Queryable, id: string): Promise<boolean> {
  const { rows } = await client.query(
    `select from assignment a join device_place l on l.device_id = a.device_id and l.to_at is null and l.assignment_id = a.id where a.id = $1`,
    [id],
  );
  return rows.length > 0;
}

/** Whether they have a device by now that judges. */
export async function hasPrimary(client: Queryable, participantId: string, at: number): Promise<boolean> {
  const { rows } = await client.query(
    'select from assignment where participant_id = $1 and is_primary and (to_at is null or to_at > $2) limit 1',
    [participantId, instantOf(at)],
  );
  return rows.length > 0;
}

export type HeldRow = {
  readonly assignmentId: string;
  readonly id: string;
  readonly identifier: string;
  readonly technology: Technology;
  readonly modelId: string | null;
  readonly model: string | null;
  readonly from: number;
  readonly to: number | null;
  /** Their time with it is over, and nobody has it back yet. */
  readonly toCollect: boolean;
  /** When and where it is fetched. Null: its time has no end, and nobody arranged a day. */
  readonly collection: {
    readonly id: string;
    readonly version: number;
    readonly on: string | null;
    readonly time: string | null;
    readonly officeId: string | null;
    readonly office: string | null;
    readonly at: number | null;
    readonly by: string | null;
    /** What became of the latest message about it; null: none was written. */
    readonly told: {
      readonly status: MessageStatus;
      readonly reason: MessageReason | null;
      readonly at: number;
    } | null;
    /** Sealed, as hexadecimal figures. */
    readonly sealed: string | null;
  } | null;
};
/** What they have, and what waits to be collected. */
export async function listHeldToCollect(
  client: Queryable,
  participantId: string,
  at: number,
): Promise<HeldRow[]> {
  const { rows } = await client.query<HeldRow>({
    name: 'held-to-collect',
    text: `select a.id::text as "assignmentId", d.id, d.identifier, d.technology, d.model_id as "modelId", m.maker || ' ' || m.name as model,
        ${millis('a.from_at')} as from, ${millis('a.to_at')} as to, a.to_at is not null and a.to_at <= $2 as "toCollect",
        case when c.id is not null then json_build_object('id', c.id, 'version', c.version, 'on', c.collect_on, 'time', to_char(c.collect_time, 'HH24:MI'), 'officeId', c.office_id, 'office', o.name,
          'at', ${millis('c.arranged_at')}, 'by', s.name, 'sealed', encode(c.sealed, 'hex'), 'told', (select json_build_object('status', t.status, 'reason', t.reason,
            'at', ${millis('coalesce(t.sent_at, t.try_at)')}) from message t
            where t.participant_id = $1 and t.programme_id = a.programme_id and t.key ~>=~ ('collection/' || a.id || '/') and t.key ~<~ ('collection/' || a.id || '0')
            order by t.created_at desc, t.id desc limit 1)) end as collection
      from assignment a join device d on d.id = a.device_id left join device_model m on m.id = d.model_id
        left join device_place l on l.device_id = d.id and l.to_at is null
        left join device_collection c on c.assignment_id = a.id left join office o on o.id = c.office_id left join staff s on s.id = c.arranged_by
      where a.participant_id = $1 and (a.to_at is null or a.to_at > $2 or l.assignment_id = a.id) order by a.from_at desc, a.id desc`,
    values: [participantId, instantOf(at)],
  });
  return rows;
}
