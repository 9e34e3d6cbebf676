import { millis, type Queryable } from './queryable.ts';

const inForce = 'l.from_at is not null and l.undone_at is null';

/** The records of these people's groups, by each of their ids: the kept one first. Who is alone is missing. */
export async function findGroups(
  client: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await client.query<{ kept: string; other: string }>({
    name: 'person-groups',
    // As texts that come from no table: whose they are is noted with their own rows, which whoever asks for a group reads.
    text: `select l.kept_id::text as kept, l.other_id::text as other from person_link l where ${inForce} and l.kept_id in (
      select k.kept_id from person_link k where k.kept_id = any($1) and k.from_at is not null and k.undone_at is null
      union select k.kept_id from person_link k where k.other_id = any($1) and k.from_at is not null and k.undone_at is null)
      order by l.from_at, l.id`,
    values: [ids],
  });
  const groups = new Map<string, string[]>();
  for (const { kept, other } of rows) {
    const group = groups.get(kept) ?? [kept];
    group.push(other);
    groups.set(kept, group);
    groups.set(other, group);
  }
  return groups;
}

export type TiesRow = {
  readonly id: string;
  readonly mergedInto: string | null;
  readonly keepsOthers: boolean;
  readonly wears: boolean;
  readonly ties: readonly string[];
};

/** What of two records matters to their being one; both locked, in order of id, so that two who merge them crosswise wait. */
export async function lockTies(client: Queryable, ids: readonly string[]): Promise<TiesRow[]> {
  await client.query('select id from participant where id = any($1) order by id for update', [ids]);
  const standing = (row: string): string =>
    `${row}.participant_id = p.id and (${row}.to_at is null or ${row}.to_at > now())`;
  const { rows } = await client.query<TiesRow>(
    `select p.id, p.merged_into as "mergedInto",
       exists (select from person_link l where l.kept_id = p.id and l.undone_at is null and l.decision is distinct from 'refused') as "keepsOthers",
       exists (select from assignment a where ${standing('a')}) as wears,
       array(select x.tie from (
         select 'office ' || p.office_id as tie where p.office_id is not null
         union select 'provider ' || provider from unnest(p.provider_ids) as provider
         union select 'staff ' || v.staff_id from supervision v where ${standing('v')}
         union select 'attorney ' || r.staff_id from representation r where ${standing('r')}
         union select 'account ' || c.staff_id from participant_account c where c.participant_id = p.id) x order by 1) as ties
     from participant p where p.id = any($1) and p.entered_in_error_at is null`,
    [ids],
  );
  return rows;
}

export type LinkRow = {
  readonly id: string;
  readonly kept: string;
  readonly other: string;
  readonly sealed: Buffer;
  readonly askedById: string;
  readonly askedBy: string;
  readonly askedAt: number;
  readonly widens: boolean;
  readonly decision: 'confirmed' | 'refused' | null;
  readonly decidedBy: string | null;
  readonly fromAt: number | null;
  readonly undoneAt: number | null;
};

const columns = `l.id, l.kept_id as kept, l.other_id as other, l.sealed, a.id as "askedById", a.name as "askedBy", ${millis('l.asked_at')} as "askedAt",
  l.widens, l.decision, d.name as "decidedBy", ${millis('l.from_at')} as "fromAt", ${millis('l.undone_at')} as "undoneAt"
from person_link l join staff a on a.id = l.asked_by left join staff d on d.id = l.decided_by`;

/** The latest first. */
export async function listLinks(client: Queryable, participantId: string): Promise<LinkRow[]> {
  const { rows } = await client.query<LinkRow>(
    `select ${columns} where l.kept_id = $1 or l.other_id = $1 order by l.asked_at desc, l.id desc limit 50`,
    [participantId],
  );
  return rows;
}

/** Who asked for these, and the other record of each. */
export async function loadAsked(
  client: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly other: string; readonly askedById: string }>> {
  const { rows } = await client.query<{
    id: string;
    participantId: string;
    other: string;
    askedById: string;
  }>(
    // With whose it is, so that who reads of it can say whom they passed over.
    `select l.id, p.id as "participantId", l.other_id as other, l.asked_by as "askedById" from person_link l join participant p on p.id = l.kept_id
     where l.id = any($1)`,
    [ids],
  );
  return new Map(rows.map(({ id, other, askedById }) => [id, { other, askedById }]));
}

/** Locked until the transaction ends. */
export async function lockLink(client: Queryable, id: string): Promise<LinkRow | null> {
  const { rows } = await client.query<LinkRow>(`select ${columns} where l.id = $1 for update of l`, [id]);
  return rows[0] ?? null;
}

export type NewLink = {
  readonly id: string;
  readonly programmeId: string;
  readonly kept: string;
  readonly other: string;
  readonly sealed: Buffer;
  readonly askedBy: string;
  readonly widens: boolean;
};

/** In force at once where nobody sees more by it. */
export async function insertLink(client: Queryable, made: NewLink): Promise<void> {
  await client.query(
    `insert into person_link (id, programme_id, kept_id, other_id, sealed, asked_by, widens, from_at)
     values ($1, $2, $3, $4, $5, $6, $7::boolean, case when $7::boolean then null else now() end)`,
    [made.id, made.programmeId, made.kept, made.other, made.sealed, made.askedBy, made.widens],
  );
  if (!made.widens) await setMerged(client, made.other, made.kept);
}

export async function decideLink(
  client: Queryable,
  { id, kept, other }: Pick<LinkRow, 'id' | 'kept' | 'other'>,
  decision: 'confirmed' | 'refused',
  staffId: string,
): Promise<void> {
  await client.query(
    `update person_link set decision = $2, decided_by = $3, decided_at = now(), from_at = case when $2 = 'confirmed' then now() end where id = $1`,
    [id, decision, staffId],
  );
  if (decision === 'confirmed') await setMerged(client, other, kept);
}

export async function undoLink(
  client: Queryable,
  { id, other }: Pick<LinkRow, 'id' | 'other'>,
  sealed: Buffer,
  staffId: string,
): Promise<void> {
  // Before the link ends: whoever reaches the other by it alone would not find the row afterwards.
  await setMerged(client, other, null);
  await client.query('update person_link set undone_at = now(), undone_by = $2, sealed = $3 where id = $1', [
    id,
    staffId,
    sealed,
  ]);
}

async function setMerged(client: Queryable, other: string, kept: string | null): Promise<void> {
  await client.query('update participant set merged_into = $2 where id = $1', [other, kept]);
}
