import type { DisputeState } from '@attend/casework/costs/words';
import type { Minor } from '@attend/kernel';
import { millis, type Queryable } from './queryable.ts';

/** How somebody asked for it to end. `minor`: what is paid for the line; null: as billed. */
export type DisputeAsked = {
  readonly end: 'settled' | 'withdrawn';
  readonly minor: Minor | null;
  readonly note: string;
  readonly at: number;
  readonly by: string;
  readonly byId: string;
};
export type DisputeRow = {
  readonly id: string;
  readonly invoiceId: string;
  readonly line: number;
  readonly serial: string;
  readonly billedMinor: Minor;
  readonly state: DisputeState;
  readonly reason: string;
  readonly openedAt: number;
  readonly openedBy: string;
  readonly answer: string | null;
  readonly answeredAt: number | null;
  readonly settledMinor: Minor | null;
  readonly asked: DisputeAsked | null;
  readonly note: string | null;
  readonly endedAt: number | null;
  readonly endedBy: string | null;
  readonly version: number;
};
const columns = `d.id, d.invoice_id as "invoiceId", d.line, l.serial, l.minor as "billedMinor", d.state, d.reason, ${millis('d.opened_at')} as "openedAt",
  o.name as "openedBy", d.answer, ${millis('d.answered_at')} as "answeredAt", d.settled_minor as "settledMinor",
  case when d.asked_end is not null then json_build_object('end', d.asked_end, 'minor', d.asked_minor, 'note', d.asked_note,
    'at', ${millis('d.asked_at')}, 'by', a.name, 'byId', a.id) end as asked, d.note, ${millis('d.ended_at')} as "endedAt",
  e.name as "endedBy", d.version
from invoice_dispute d join invoice_line l on l.invoice_id = d.invoice_id and l.line = d.line join staff o on o.id = d.opened_by
  left join staff e on e.id = d.ended_by left join staff a on a.id = d.asked_by`;

export async function listDisputes(client: Queryable, invoice: string): Promise<DisputeRow[]> {
  const { rows } = await client.query<DisputeRow>({
    name: 'invoice-disputes',
    text: `select ${columns} where d.invoice_id = $1 order by d.ended_at is not null, d.line, d.opened_at limit 1000`,
    values: [invoice],
  });
  return rows;
}
export async function lockDispute(client: Queryable, id: string): Promise<DisputeRow | null> {
  await client.query('select from invoice_dispute where id = $1 for update', [id]);
  const { rows } = await client.query<DisputeRow>({
    name: 'invoice-dispute',
    text: `select ${columns} where d.id = $1`,
    values: [id],
  });
  return rows[0] ?? null;
}
/** What disputes that were settled take off the invoice, and how many still stand. */
export async function sumDisputes(
  client: Queryable,
  invoice: string,
): Promise<{ readonly off: Minor; readonly standing: number }> {
  const { rows } = await client.query<{ off: number; standing: number }>({
    name: 'invoice-disputes-sum',
    text: `select coalesce(sum(l.minor - d.settled_minor) filter (where d.state = 'settled'), 0)::float8 as off,
        (count(*) filter (where d.ended_at is null))::int as standing
      from invoice_dispute d join invoice_line l on l.invoice_id = d.invoice_id and l.line = d.line where d.invoice_id = $1`,
    values: [invoice],
  });
  return rows[0] ?? { off: 0, standing: 0 };
}

export type Differing = { readonly lines: number; readonly minor: Minor };
/** Of what is billed over or not known: which of it is disputed, or was. */
export async function sumDisputed(client: Queryable, invoice: string): Promise<Differing> {
  const { rows } = await client.query<Differing>({
    name: 'invoice-disputed',
    text: `select count(*)::int as lines, coalesce(sum(l.minor - f.expected), 0)::float8 as minor
      from (select distinct line from invoice_dispute where invoice_id = $1) d join invoice_line l on l.invoice_id = $1 and l.line = d.line
        join invoice_finding f on f.invoice_id = $1 and f.line = d.line where f.result in ('over', 'unknown')`,
    values: [invoice],
  });
  return rows[0] ?? { lines: 0, minor: 0 };
}

export async function hasLine(client: Queryable, invoice: string, line: number): Promise<boolean> {
  const { rowCount } = await client.query('select from invoice_line where invoice_id = $1 and line = $2', [
    invoice,
    line,
  ]);
  return rowCount === 1;
}
/** Null: this line is disputed already. */
export async function insertDispute(
  client: Queryable,
  of: {
    readonly programmeId: string;
    readonly invoice: string;
    readonly line: number;
    readonly reason: string;
    readonly by: string;
  },
): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `insert into invoice_dispute (programme_id, invoice_id, line, reason, opened_by) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning id`,
    [of.programmeId, of.invoice, of.line, of.reason, of.by],
  );
  return rows[0]?.id ?? null;
}
export async function writeAnswer(client: Queryable, id: string, answer: string): Promise<void> {
  await client.query(
    `update invoice_dispute set state = 'answered', answer = $2, answered_at = now(), version = version + 1 where id = $1`,
    [id, answer],
  );
}
/** Null as `settledMinor`: withdrawn, and paid as billed. */
export async function writeEndAsked(
  client: Queryable,
  id: string,
  end: { readonly settledMinor: Minor | null; readonly note: string; readonly by: string },
): Promise<void> {
  await client.query(
    `update invoice_dispute set state = 'end-asked', asked_end = case when $2::int is null then 'withdrawn' else 'settled' end,
       asked_minor = $2::int, asked_note = $3, asked_at = now(), asked_by = $4, version = version + 1 where id = $1`,
    [id, end.settledMinor, end.note, end.by],
  );
}
export async function writeEndTakenBack(client: Queryable, id: string): Promise<void> {
  await client.query(
    `update invoice_dispute set state = case when answer is null then 'open' else 'answered' end, asked_end = null, asked_minor = null,
       asked_note = null, asked_at = null, asked_by = null, version = version + 1 where id = $1`,
    [id],
  );
}
/** As it was asked. */
export async function endDispute(client: Queryable, id: string, by: string): Promise<void> {
  await client.query(
    `update invoice_dispute set state = asked_end, settled_minor = asked_minor, note = asked_note, ended_at = now(), ended_by = $2,
       version = version + 1 where id = $1`,
    [id, by],
  );
}
