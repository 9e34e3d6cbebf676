import { courtCaseKeyOf } from '@attend/casework/caseload/court-cases';
import type { Keyring } from '@attend/server/keys/keyring';
import { insertRows } from './insert-rows.ts';
import type { Queryable } from './queryable.ts';
import { openRow, sealRow } from './sealed.ts';

/** A case of a person. An order on screen makes a row of its own for its case: those of one number and court are one case. */
export type CaseloadCaseRow = {
  readonly id: string;
  /** Of all its rows, the first one's among them. */
  readonly ids: readonly string[];
  readonly participantId: string;
  readonly court: string | null;
  readonly number: string | null;
  readonly matter: string | null;
  readonly orders: readonly { readonly id: string; readonly reference: string }[];
};

export async function loadCaseloadCases(
  client: Queryable,
  keyring: Keyring,
  participants: readonly string[],
): Promise<CaseloadCaseRow[]> {
  const { rows } = await client.query<
    Omit<CaseloadCaseRow, 'ids' | 'number' | 'matter'> & { readonly sealed: Buffer | null }
  >(
    `select c.id, c.participant_id as "participantId", c.court, c.sealed,
       (select coalesce(json_agg(json_build_object('id', o.id, 'reference', o.reference) order by o.reference), '[]')
        from supervision_order o where o.court_case_id = c.id and o.entered_in_error_at is null) as orders
     from court_case c where c.participant_id = any($1) and c.entered_in_error_at is null order by c.participant_id, c.id`,
    [participants],
  );
  const opened = rows.flatMap(({ sealed, ...row }): CaseloadCaseRow[] => {
    const key = sealed === null ? null : keyring.find(row.participantId);
    const words = key === null || sealed === null ? null : openRow(key, 'court_case', row.id, sealed);
    const number = words?.number ?? null;
    if (number === null && row.court === null) return [];
    return [{ ...row, ids: [row.id], number, matter: words?.matter ?? null }];
  });
  return [...Map.groupBy(opened, (row) => courtCaseKeyOf(row.participantId, row)).values()].flatMap(joinRows);
}

function joinRows(rows: readonly CaseloadCaseRow[]): CaseloadCaseRow[] {
  const [first] = rows;
  if (first === undefined) return [];
  const orders = rows.flatMap((row) => row.orders).toSorted((a, b) => (a.reference < b.reference ? -1 : 1));
  const matter = rows.map((row) => row.matter).find((one) => one !== null) ?? null;
  return [{ ...first, ids: rows.map(({ id }) => id), orders, matter }];
}

export type CaseloadOrderName = {
  readonly id: string;
  readonly participantId: string;
  readonly reference: string;
  readonly caseId: string | null;
};

/** Whichever they are: a case may be one of an order that is a draft yet. */
export async function loadOrderNames(
  client: Queryable,
  participants: readonly string[],
): Promise<CaseloadOrderName[]> {
  const { rows } = await client.query<CaseloadOrderName>(
    `select id, participant_id as "participantId", reference, court_case_id as "caseId" from supervision_order
     where participant_id = any($1) and entered_in_error_at is null`,
    [participants],
  );
  return rows;
}

export type WrittenCase = {
  readonly id: string;
  readonly participantId: string;
  readonly court: string | null;
  readonly number: string | null;
  readonly matter: string | null;
};

export async function insertCaseloadCases(
  client: Queryable,
  keyring: Keyring,
  programme_id: string,
  cases: readonly WrittenCase[],
): Promise<void> {
  const columns = {
    id: 'uuid',
    programme_id: 'uuid',
    participant_id: 'uuid',
    court: 'text',
    sealed: 'bytea',
  };
  const rows = cases.map(({ id, participantId, court, number, matter }) => ({
    ...{ id, programme_id, participant_id: participantId, court },
    sealed: sealRow(keyring.create(participantId), 'court_case', id, { number, matter }),
  }));
  await insertRows(client, 'court_case', columns, rows);
}

export async function updateCaseloadCases(
  client: Queryable,
  keyring: Keyring,
  cases: readonly WrittenCase[],
): Promise<void> {
  if (cases.length === 0) return;
  await client.query(
    'update court_case c set sealed = w.sealed from unnest($1::uuid[], $2::bytea[]) as w (id, sealed) where c.id = w.id',
    [
      cases.map(({ id }) => id),
      cases.map(({ id, participantId, number, matter }) =>
        sealRow(keyring.create(participantId), 'court_case', id, { number, matter }),
      ),
    ],
  );
}

/** Orders that are of no case yet. */
export async function joinOrders(
  client: Queryable,
  joined: readonly { readonly orderId: string; readonly caseId: string }[],
): Promise<void> {
  if (joined.length === 0) return;
  await client.query(
    `update supervision_order o set court_case_id = w.case_id, revision = revision + 1
     from unnest($1::uuid[], $2::uuid[]) as w (id, case_id) where o.id = w.id`,
    [joined.map(({ orderId }) => orderId), joined.map(({ caseId }) => caseId)],
  );
}
