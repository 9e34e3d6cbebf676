import type { Delay } from '@attend/casework';
import type { Keyring } from '@attend/server/keys/keyring';
import { sealJson, unsealJson } from '@attend/server/keys/seal';
import { z } from 'zod';
import { instantOf, millis, type Queryable } from './queryable.ts';
import { isReached, type Reach } from './reach.ts';

const orderForm = z.object({
  court: z.string(),
  reference: z.string(),
  legalBasis: z.string(),
  reason: z.string(),
});
const wordForm = z.object({ text: z.string() });
export type OrderText = z.infer<typeof orderForm>;
type Column = 'sealed' | 'review_sealed' | 'end_sealed';
const identityOf = (id: string, column: Column): string => `disclosure_delay/${id}/${column}`;

type Row = Delay & {
  readonly participantId: string;
  readonly personReference: string;
  readonly person: Buffer;
  readonly sealed: Buffer;
  readonly enteredAt: number;
  readonly enteredName: string;
  readonly confirmedBy: string | null;
  readonly confirmedName: string | null;
  readonly reviewedBy: string | null;
  readonly reviewedName: string | null;
  readonly reviewSealed: Buffer | null;
  readonly endedBy: string | null;
  readonly endedName: string | null;
  readonly endSealed: Buffer | null;
  readonly viewerNames: readonly { readonly id: string; readonly name: string }[];
};
/** Texts are null where the person's key was destroyed. */
export type DelayRow = Omit<Row, 'sealed' | 'reviewSealed' | 'endSealed'> & {
  readonly order: OrderText | null;
  readonly note: string | null;
  readonly endReason: string | null;
};

const times = `${millis('d.from_at')} as "from", ${millis('d.to_at')} as "to", ${millis('d.review_at')} as "reviewAt",
  d.entered_by as "enteredBy", ${millis('d.confirmed_at')} as "confirmedAt", ${millis('d.reviewed_at')} as "reviewedAt",
  ${millis('d.ended_at')} as "endedAt"`;

const select = `
select d.id, d.participant_id as "participantId", p.reference as "personReference", p.sealed as person, d.viewer_ids as viewers, d.purposes,
  ${times}, d.sealed, ${millis('d.entered_at')} as "enteredAt", e.name as "enteredName",
  d.confirmed_by as "confirmedBy", c.name as "confirmedName", d.reviewed_by as "reviewedBy", r.name as "reviewedName",
  d.review_sealed as "reviewSealed", d.ended_by as "endedBy", x.name as "endedName", d.end_sealed as "endSealed",
  (select coalesce(json_agg(json_build_object('id', s.id, 'name', s.name) order by s.name, s.id), '[]') from staff s
    where s.id = any (d.viewer_ids)) as "viewerNames"
from disclosure_delay d
join participant p on p.id = d.participant_id
join staff e on e.id = d.entered_by
left join staff c on c.id = d.confirmed_by
left join staff r on r.id = d.reviewed_by
left join staff x on x.id = d.ended_by
where d.programme_id = $1`;

function open(keyring: Keyring, { sealed, reviewSealed, endSealed, ...row }: Row): DelayRow {
  const key = keyring.find(row.participantId);
  const wordOf = (bytes: Buffer | null, column: Column): string | null =>
    key === null || bytes === null
      ? null
      : wordForm.parse(unsealJson(key, identityOf(row.id, column), bytes)).text;
  return {
    ...row,
    order: key === null ? null : orderForm.parse(unsealJson(key, identityOf(row.id, 'sealed'), sealed)),
    note: wordOf(reviewSealed, 'review_sealed'),
    endReason: wordOf(endSealed, 'end_sealed'),
  };
}

/** Of people within reach, newest first. */
export async function listDelays(
  client: Queryable,
  keyring: Keyring,
  { programmeId, whole, keys }: Reach,
): Promise<DelayRow[]> {
  const { rows } = await client.query<Row>(
    `${select} ${whole ? '' : `and ${isReached('p', '$2')}`} order by d.entered_at desc, d.id limit 200`,
    whole ? [programmeId] : [programmeId, keys],
  );
  return rows.map((row) => open(keyring, row));
}

/** One order, locked until the transaction ends. */
export async function lockDelay(
  client: Queryable,
  keyring: Keyring,
  programmeId: string,
  id: string,
): Promise<DelayRow | null> {
  const { rows } = await client.query<Row>(`${select} and d.id = $2 for update of d`, [programmeId, id]);
  return rows[0] === undefined ? null : open(keyring, rows[0]);
}

/** All of one person's that the transaction's actor may see; entering another for them waits until it ends. */
export async function lockDelaysOf(
  client: Queryable,
  keyring: Keyring,
  programmeId: string,
  participantId: string,
): Promise<DelayRow[]> {
  await client.query(`select pg_advisory_xact_lock(hashtext('attend.disclosure_delay ' || $1))`, [
    participantId,
  ]);
  return findDelaysOf(client, keyring, programmeId, participantId);
}

export async function findDelaysOf(
  client: Queryable,
  keyring: Keyring,
  programmeId: string,
  participantId: string,
): Promise<DelayRow[]> {
  const { rows } = await client.query<Row>(
    `${select} and d.participant_id = $2 order by d.entered_at, d.id`,
    [programmeId, participantId],
  );
  return rows.map((row) => open(keyring, row));
}

export type NewDelay = {
  readonly id: string;
  readonly programmeId: string;
  readonly participantId: string;
  readonly viewers: readonly string[];
  readonly purposes: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly reviewAt: number;
  readonly staffId: string;
  readonly at: number;
  readonly order: OrderText;
};

export async function insertDelay(client: Queryable, keyring: Keyring, made: NewDelay): Promise<void> {
  const sealed = sealJson(keyring.create(made.participantId), identityOf(made.id, 'sealed'), made.order);
  await client.query(
    `insert into disclosure_delay (id, programme_id, participant_id, viewer_ids, purposes, from_at, to_at, review_at, sealed, entered_by, entered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[made.id, made.programmeId, made.participantId, made.viewers, made.purposes],
      ...[
        instantOf(made.from),
        instantOf(made.to),
        instantOf(made.reviewAt),
        sealed,
        made.staffId,
        instantOf(made.at),
      ],
    ],
  );
}

type Word = { readonly staffId: string; readonly at: number };

export async function confirmDelay(client: Queryable, id: string, { staffId, at }: Word): Promise<void> {
  await client.query('update disclosure_delay set confirmed_by = $2, confirmed_at = $3 where id = $1', [
    id,
    staffId,
    instantOf(at),
  ]);
}

export async function reviewDelay(
  client: Queryable,
  keyring: Keyring,
  row: DelayRow,
  { staffId, at, text }: Word & { readonly text: string },
): Promise<void> {
  const sealed = sealJson(keyring.create(row.participantId), identityOf(row.id, 'review_sealed'), { text });
  await client.query(
    'update disclosure_delay set reviewed_by = $2, reviewed_at = $3, review_sealed = $4 where id = $1',
    [row.id, staffId, instantOf(at), sealed],
  );
}

export async function endDelay(
  client: Queryable,
  keyring: Keyring,
  row: DelayRow,
  { staffId, at, text }: Word & { readonly text: string },
): Promise<void> {
  const sealed = sealJson(keyring.create(row.participantId), identityOf(row.id, 'end_sealed'), { text });
  await client.query(
    'update disclosure_delay set ended_by = $2, ended_at = $3, end_sealed = $4 where id = $1',
    [row.id, staffId, instantOf(at), sealed],
  );
}

/** Those of the programme's staff among these; the person's own account is none of them: nobody's look at themselves is kept back. */
export async function countViewers(
  client: Queryable,
  participantId: string,
  viewers: readonly string[],
): Promise<number> {
  const { rows } = await client.query<{ found: number }>(
    `select count(*)::int as found from staff s where s.id = any ($2::uuid[])
       and not exists (select from participant_account a where a.staff_id = s.id and a.participant_id = $1)`,
    [participantId, viewers],
  );
  return rows[0]?.found ?? 0;
}

/** The times of all orders within reach, worked out into one value: nobody's row leaves, only when and of which how-manieth person. */
export async function listDelayTimes(
  client: Queryable,
  { programmeId, whole, keys }: Reach,
): Promise<readonly (Delay & { readonly person: number })[]> {
  const { rows } = await client.query<{ times: (Delay & { person: number })[] }>(
    `select coalesce(json_agg(t), '[]') as times from (
       select '' as id, '[]'::json as viewers, '[]'::json as purposes, ${times}, dense_rank() over (order by d.participant_id)::int as person
       from disclosure_delay d join participant p on p.id = d.participant_id
       where d.programme_id = $1 ${whole ? '' : `and ${isReached('p', '$2')}`}) t`,
    whole ? [programmeId] : [programmeId, keys],
  );
  return rows[0]?.times ?? [];
}
