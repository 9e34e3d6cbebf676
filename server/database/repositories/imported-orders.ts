import type { ClauseKind } from '@attend/casework';
import { millis, type Queryable } from './queryable.ts';
import { type Reach, reachedPeople } from './reach.ts';

export type ImportedOrderRow = {
  readonly id: string;
  readonly participantId: string;
  readonly reference: string;
  readonly person: Buffer;
  readonly office: string | null;
  readonly order: string;
  readonly version: number;
  readonly from: number;
  readonly to: number | null;
  readonly legalBasis: string;
  readonly clauses: readonly ClauseKind[];
};

const columns = `v.id, o.participant_id as "participantId", p.reference, p.sealed as person, f.name as office, o.reference as order, v.version,
  ${millis('v.from_at')} as from, ${millis('v.to_at')} as to, v.legal_basis as "legalBasis",
  array(select c.kind from order_clause c where c.order_version_id = v.id order by c.number) as clauses
from order_version v join supervision_order o on o.id = v.order_id join participant p on p.id = o.participant_id
left join office f on f.id = p.office_id`;
const within = `and o.participant_id in (${reachedPeople('$1', '$4')})`;
const unseen = `v.effective_by = 'import' and v.looked_at is null and o.entered_in_error_at is null and p.entered_in_error_at is null`;

/**
 * Within reach, in the order in which they came in. From the people on where somebody reaches some of them: after an import nearly
 * everybody's order waits.
 */
export async function listImportedOrders(
  client: Queryable,
  { programmeId, whole, keys }: Reach,
  after: string | null,
  limit: number,
): Promise<ImportedOrderRow[]> {
  const { rows } = await client.query<ImportedOrderRow>({
    name: whole ? 'imported-orders' : 'imported-orders-of-some',
    text: `select ${columns} where v.programme_id = $1 and ${unseen} and v.id > $2 ${whole ? '' : within} order by v.id limit $3`,
    values: [programmeId, after ?? '00000000-0000-0000-0000-000000000000', limit, ...(whole ? [] : [keys])],
  });
  return rows;
}

/** Locked until the transaction ends; those that wait for a look. */
export async function lockImportedOrders(
  client: Queryable,
  ids: readonly string[],
): Promise<{ readonly id: string; readonly participantId: string }[]> {
  const { rows } = await client.query<{ id: string; participantId: string }>(
    `select v.id, o.participant_id as "participantId" from order_version v join supervision_order o on o.id = v.order_id
       join participant p on p.id = o.participant_id
     where v.id = any($1) and ${unseen} order by v.id for update of v`,
    [ids],
  );
  return rows;
}

export async function markLookedAt(
  client: Queryable,
  ids: readonly string[],
  staffId: string,
): Promise<void> {
  await client.query(
    'update order_version set looked_at = now(), looked_by = $2 where id = any($1) and looked_at is null',
    [ids, staffId],
  );
}
