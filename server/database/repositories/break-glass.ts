import type { Keyring } from '@attend/server/keys/keyring';
import { sealJson, unsealJson } from '@attend/server/keys/seal';
import { z } from 'zod';
import { millis, type Queryable } from './queryable.ts';
import { isReached, type Reach } from './reach.ts';

const reasonForm = z.object({ reason: z.string() });
const noteForm = z.object({ note: z.string() });
const identityOf = (id: string, column: string): string => `break_glass/${id}/${column}`;

/** Null: nobody has this number here. What is begun opens nothing before its reason stands. */
export async function beginBreakGlass(
  client: Queryable,
  reference: string,
  minutes: number,
): Promise<{ readonly id: string; readonly participantId: string } | null> {
  const { rows } = await client.query<{ id: string; participant_id: string }>(
    'select id, participant_id from begin_break_glass($1, $2)',
    [reference, minutes],
  );
  const row = rows[0];
  return row === undefined ? null : { id: row.id, participantId: row.participant_id };
}

/** Writes the reason, under the person's key; answers until when the record is open (milliseconds). */
export async function giveReason(
  client: Queryable,
  keyring: Keyring,
  { id, participantId }: { readonly id: string; readonly participantId: string },
  reason: string,
): Promise<number> {
  const sealed = sealJson(keyring.create(participantId), identityOf(id, 'sealed'), { reason });
  const { rows } = await client.query<{ until: number }>(
    `update break_glass set sealed = $2 where id = $1 and sealed is null returning ${millis('until_at')} as until`,
    [id, sealed],
  );
  return rows[0]?.until ?? 0;
}

type Row = {
  readonly id: string;
  readonly participantId: string;
  readonly reference: string;
  readonly person: Buffer;
  readonly staffId: string;
  readonly staff: string;
  readonly at: number;
  readonly until: number;
  readonly sealed: Buffer | null;
  readonly reviewedAt: number | null;
  readonly reviewerId: string | null;
  readonly reviewer: string | null;
  readonly decision: 'justified' | 'not-justified' | null;
  readonly reviewSealed: Buffer | null;
};
export type BreakGlassRow = Omit<Row, 'sealed' | 'reviewSealed'> & {
  readonly reason: string | null;
  readonly note: string | null;
};

const select = (reached: string): string => `
select b.id, b.participant_id as "participantId", p.reference, p.sealed as person, s.id as "staffId", s.name as staff,
  ${millis('b.at')} as at, ${millis('b.until_at')} as until, b.sealed, ${millis('b.reviewed_at')} as "reviewedAt",
  r.id as "reviewerId", r.name as reviewer, b.decision, b.review_sealed as "reviewSealed"
from break_glass b join participant p on p.id = b.participant_id join staff s on s.id = b.staff_id
left join staff r on r.id = b.reviewed_by
where b.programme_id = $1 and b.sealed is not null ${reached}`;

function openLook(keyring: Keyring, { sealed, reviewSealed, ...row }: Row): BreakGlassRow {
  const key = keyring.find(row.participantId);
  return {
    ...row,
    reason:
      key === null || sealed === null
        ? null
        : reasonForm.parse(unsealJson(key, identityOf(row.id, 'sealed'), sealed)).reason,
    note:
      key === null || reviewSealed === null
        ? null
        : noteForm.parse(unsealJson(key, identityOf(row.id, 'review_sealed'), reviewSealed)).note,
  };
}

/** Looks at people within reach: those to review first, then newest first. */
export async function listBreakGlass(
  client: Queryable,
  keyring: Keyring,
  { programmeId, whole, keys }: Reach,
): Promise<BreakGlassRow[]> {
  const { rows } = await client.query<Row>(
    `${select(whole ? '' : `and ${isReached('p', '$2')}`)} order by b.reviewed_at is not null, b.at desc, b.id limit 200`,
    whole ? [programmeId] : [programmeId, keys],
  );
  return rows.map((row) => openLook(keyring, row));
}

/** One look, locked until the transaction ends; null: none within reach. */
export async function lockBreakGlass(
  client: Queryable,
  keyring: Keyring,
  programmeId: string,
  id: string,
): Promise<BreakGlassRow | null> {
  const { rows } = await client.query<Row>(`${select('and b.id = $2')} for update of b`, [programmeId, id]);
  const row = rows[0];
  return row === undefined ? null : openLook(keyring, row);
}

export async function saveReview(
  client: Queryable,
  keyring: Keyring,
  look: BreakGlassRow,
  review: { readonly staffId: string; readonly decision: string; readonly note: string },
): Promise<void> {
  const sealed = sealJson(keyring.create(look.participantId), identityOf(look.id, 'review_sealed'), {
    note: review.note,
  });
  await client.query(
    'update break_glass set reviewed_at = now(), reviewed_by = $2, decision = $3, review_sealed = $4 where id = $1',
    [look.id, review.staffId, review.decision, sealed],
  );
}
