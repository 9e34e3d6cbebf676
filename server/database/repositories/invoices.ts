import type { CaseloadFault } from '@attend/casework/caseload/forms';
import type { InvoiceLine } from '@attend/casework/costs/invoice-form';
import type { InvoiceState, LineReason, LineResult } from '@attend/casework/costs/words';
import type { Currency, Minor, Said, Told } from '@attend/kernel';
import { dayFrom, dayInto } from './cost-closing.ts';
import { millis, type Queryable } from './queryable.ts';
import { isReached, type Reach } from './reach.ts';

export type Counted = { readonly lines: number; readonly minor: Minor; readonly expected: Minor };
/** What the comparison gave: money and lines of each result, and what was worn and not billed. */
export type Compared = Readonly<Record<LineResult, Counted>> & { readonly unbilled: Minor };

export type InvoiceRow = {
  readonly id: string;
  readonly provider: { readonly id: string; readonly name: string };
  readonly number: string;
  readonly from: string;
  readonly to: string;
  readonly currency: Currency;
  readonly totalMinor: Minor;
  readonly fileName: string;
  readonly fingerprint: string;
  readonly state: InvoiceState;
  readonly begunAt: number;
  readonly begunBy: string;
  readonly characters: number;
  readonly lines: number;
  readonly sumMinor: Minor;
  readonly faultCount: number;
  readonly takenAt: number | null;
  readonly takenBy: string | null;
  readonly comparedAt: number | null;
  readonly compared: Compared | null;
  readonly releaseAskedAt: number | null;
  readonly releaseAskedById: string | null;
  readonly releaseAskedBy: string | null;
  readonly releasedAt: number | null;
  readonly releasedBy: string | null;
  readonly payableMinor: Minor | null;
  readonly openDisputes: number;
  readonly version: number;
};
const nameOf = (column: string): string => `(select t.name from staff t where t.id = ${column})`;
const columns = `i.id, json_build_object('id', p.id, 'name', p.name) as provider, i.number, i.from_on::text as "from", i.to_on::text as "to",
  i.currency, i.total_minor::float8 as "totalMinor", i.file_name as "fileName", i.fingerprint, i.state, ${millis('i.begun_at')} as "begunAt",
  ${nameOf('i.begun_by')} as "begunBy", i.characters::float8 as characters, i.lines, i.sum_minor::float8 as "sumMinor", i.fault_count as "faultCount",
  ${millis('i.taken_at')} as "takenAt", ${nameOf('i.taken_by')} as "takenBy", ${millis('i.compared_at')} as "comparedAt", i.compared,
  ${millis('i.release_asked_at')} as "releaseAskedAt", i.release_asked_by as "releaseAskedById", ${nameOf('i.release_asked_by')} as "releaseAskedBy",
  ${millis('i.released_at')} as "releasedAt", ${nameOf('i.released_by')} as "releasedBy", i.payable_minor::float8 as "payableMinor",
  (select count(*)::int from invoice_dispute d where d.invoice_id = i.id and d.ended_at is null) as "openDisputes", i.version
from invoice i join provider p on p.id = i.provider_id`;

export async function listInvoices(
  client: Queryable,
  after: string | null,
  limit: number,
): Promise<InvoiceRow[]> {
  const { rows } = await client.query<InvoiceRow>({
    name: 'invoices',
    text: `select ${columns} where i.state <> 'given-up' and ($1::uuid is null
      or (i.begun_at, i.id) < (select b.begun_at, b.id from invoice b where b.id = $1)) order by i.begun_at desc, i.id desc limit $2`,
    values: [after, limit],
  });
  return rows;
}
export async function findInvoice(client: Queryable, id: string): Promise<InvoiceRow | null> {
  const { rows } = await client.query<InvoiceRow>({
    name: 'invoice',
    text: `select ${columns} where i.id = $1`,
    values: [id],
  });
  return rows[0] ?? null;
}
/** As it stands, until the transaction ends. */
export async function lockInvoice(client: Queryable, id: string): Promise<InvoiceRow | null> {
  await client.query('select from invoice where id = $1 for update', [id]);
  return findInvoice(client, id);
}

export type NewInvoice = Pick<
  InvoiceRow,
  'number' | 'from' | 'to' | 'currency' | 'totalMinor' | 'fileName' | 'fingerprint'
> & { readonly programmeId: string; readonly providerId: string; readonly by: string };
/** Null: this provider's number is taken. */
export async function insertInvoice(client: Queryable, of: NewInvoice): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `insert into invoice (programme_id, provider_id, number, from_on, to_on, currency, total_minor, file_name, fingerprint, begun_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning id`,
    [
      ...[of.programmeId, of.providerId, of.number, of.from, of.to, of.currency, of.totalMinor],
      ...[of.fileName, of.fingerprint, of.by],
    ],
  );
  return rows[0]?.id ?? null;
}
/** One's own file that broke off. */
export async function findStagingInvoice(
  client: Queryable,
  providerId: string,
  number: string,
  by: string,
): Promise<{ readonly id: string; readonly fingerprint: string } | null> {
  const { rows } = await client.query<{ id: string; fingerprint: string }>(
    `select id, fingerprint from invoice where provider_id = $1 and number = $2 and state in ('staging', 'staged') and begun_by = $3`,
    [providerId, number, by],
  );
  return rows[0] ?? null;
}

export async function readStanding(client: Queryable, id: string): Promise<unknown> {
  const { rows } = await client.query<{ standing: unknown }>('select standing from invoice where id = $1', [
    id,
  ]);
  return rows[0]?.standing ?? null;
}

export type Progress = {
  readonly state: 'staging' | 'staged';
  readonly characters: number;
  readonly lines: number;
  readonly sumMinor: Minor;
  readonly faultCount: number;
  readonly standing: unknown;
};
export async function writeInvoiceProgress(client: Queryable, id: string, to: Progress): Promise<void> {
  await client.query(
    `update invoice set state = $2, characters = $3, lines = $4, sum_minor = $5, fault_count = $6, standing = $7, version = version + 1 where id = $1`,
    [id, to.state, to.characters, to.lines, to.sumMinor, to.faultCount, JSON.stringify(to.standing)],
  );
}

export async function insertInvoiceLines(
  client: Queryable,
  programme: string,
  id: string,
  lines: readonly InvoiceLine[],
): Promise<void> {
  const column = <T>(of: (line: InvoiceLine) => T): T[] => lines.map(of);
  await client.query({
    name: 'invoice-lines-insert',
    text: `insert into invoice_line (invoice_id, line, programme_id, serial, from_on, to_on, days, rate, minor)
      select $1, line, $2, serial, ${dayInto('from_day')}, ${dayInto('to_day')}, days, rate, minor
      from unnest($3::int[], $4::text[], $5::int[], $6::int[], $7::int[], $8::int[], $9::int[])
        as l (line, serial, from_day, to_day, days, rate, minor)`,
    values: [
      ...[id, programme, column((l) => l.line), column((l) => l.serial), column((l) => l.from)],
      ...[column((l) => l.to), column((l) => l.days), column((l) => l.rate), column((l) => l.minor)],
    ],
  });
}
export async function insertInvoiceFaults(
  client: Queryable,
  programme: string,
  id: string,
  from: number,
  faults: readonly CaseloadFault[],
): Promise<void> {
  await client.query({
    name: 'invoice-faults-insert',
    text: `insert into invoice_fault (invoice_id, programme_id, ordinal, line, column_name, code, value, message, said)
      select $1, $2, $3 + n, line, column_name, code, value, message, said::json
      from unnest($4::int[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
        with ordinality as f (line, column_name, code, value, message, said, n)`,
    values: [
      ...[id, programme, from],
      ...[faults.map(({ line }) => line), faults.map(({ column }) => column)],
      ...[faults.map(({ code }) => code), faults.map(({ value }) => value ?? null)],
      faults.map(({ message }) => message),
      faults.map(({ said }) => (said === undefined ? null : JSON.stringify(said))),
    ],
  });
}
/**
 * Of some lines those whose days a card of another currency prices, the first of them. That there is such a card is asked before any line is
 * read: nearly no provider has one. Where there is, the lines of one part of the file are read and no others: all two million of a year took 0.75 s
 * in the request that brings the last one, 20,000 of them take 0.02 s.
 */
export async function listOtherCurrency(
  client: Queryable,
  id: string,
  { from, to }: { readonly from: number; readonly to: number },
  limit: number,
): Promise<readonly { readonly line: number; readonly priced: Currency }[]> {
  const { rows } = await client.query<{ line: number; priced: Currency }>({
    name: 'invoice-other-currency',
    text: `with bill as (select i.id, i.provider_id, i.currency, i.to_on from invoice i where i.id = $1 and exists (
          select from rate_card r where r.provider_id = i.provider_id and r.status = 'published' and r.currency <> i.currency
            and r.from_on <= i.to_on)),
        card as (select r.technology, r.currency, r.from_on,
            lead(r.from_on, 1, 'infinity') over (partition by r.technology order by r.from_on) as until
          from rate_card r join bill b on r.provider_id = b.provider_id where r.status = 'published')
      select l.line, min(c.currency) as priced from bill b join invoice_line l on l.invoice_id = b.id and l.line between $2 and $3
        join device d on d.identifier = l.serial
        join card c on c.technology = d.technology and c.currency <> b.currency and c.from_on <= l.to_on and c.until > l.from_on
      group by l.line order by l.line limit $4`,
    values: [id, from, to, limit],
  });
  return rows;
}
/** A sentence as it is stored: with what it was filled with, where it was. */
type Stored = { readonly message: string; readonly said: Said | null };
export async function listInvoiceFaults(client: Queryable, id: string): Promise<CaseloadFault[]> {
  const { rows } = await client.query<Pick<CaseloadFault, 'line' | 'column' | 'code' | 'value'> & Stored>({
    name: 'invoice-faults',
    text: 'select line, column_name as column, code, value, message, said from invoice_fault where invoice_id = $1 order by line, ordinal limit 200',
    values: [id],
  });
  return rows.map(({ message, said, ...fault }) => ({
    ...fault,
    ...((said === null ? { message } : { message, said }) as Told),
  }));
}

/** What was staged of it is gone; that it was there stays. */
export async function giveUpInvoice(client: Queryable, id: string): Promise<void> {
  await client.query('delete from invoice_line where invoice_id = $1', [id]);
  await client.query('delete from invoice_fault where invoice_id = $1', [id]);
  await client.query(
    `update invoice set state = 'given-up', standing = null, version = version + 1 where id = $1`,
    [id],
  );
}
/** It counts from here on, and waits to be compared. */
export async function writeComparing(client: Queryable, id: string, by: string): Promise<void> {
  await client.query(
    `update invoice set state = 'comparing', standing = null, taken_at = coalesce(taken_at, now()), taken_by = coalesce(taken_by, $2),
       version = version + 1 where id = $1`,
    [id, by],
  );
}
export async function writeReleaseAsked(client: Queryable, id: string, by: string | null): Promise<void> {
  await client.query(
    `update invoice set state = case when $2::uuid is null then 'compared' else 'release-asked' end, release_asked_by = $2::uuid,
       release_asked_at = case when $2::uuid is null then null else now() end, version = version + 1 where id = $1`,
    [id, by],
  );
}
export async function writeReleased(
  client: Queryable,
  id: string,
  by: string,
  payable: Minor,
): Promise<void> {
  await client.query(
    `update invoice set state = 'released', released_by = $2, released_at = now(), payable_minor = $3, version = version + 1 where id = $1`,
    [id, by, payable],
  );
}

export type InvoiceLineRow = InvoiceLine & {
  readonly result: LineResult;
  readonly expected: Minor;
  readonly expectedParts: number | null;
  readonly reasons: readonly LineReason[];
  readonly dispute: string | null;
};
/** Lines of one invoice in its own order, those of one result or all. Days as numbers. */
export async function listInvoiceLines(
  client: Queryable,
  id: string,
  show: LineResult | 'all',
  after: number,
  limit: number,
): Promise<InvoiceLineRow[]> {
  const shown =
    show === 'all'
      ? 'invoice_line l left join invoice_finding f on f.invoice_id = l.invoice_id and f.line = l.line where true'
      : show === 'matched'
        ? 'invoice_line l left join invoice_finding f on f.invoice_id = l.invoice_id and f.line = l.line where f.line is null'
        : `invoice_finding f join invoice_line l on l.invoice_id = f.invoice_id and l.line = f.line where f.invoice_id = $1 and f.result = $4 and f.line > $2`;
  const { rows } = await client.query<InvoiceLineRow>({
    name: `invoice-lines-${show === 'all' || show === 'matched' ? show : 'found'}`,
    text: `select l.line, l.serial, ${dayFrom('l.from_on')} as "from", ${dayFrom('l.to_on')} as "to", l.days, l.rate, l.minor,
        coalesce(f.result, 'matched') as result, coalesce(f.expected, l.minor) as expected, f.expected_parts as "expectedParts",
        coalesce(f.reasons, '{}') as reasons,
        (select d.id from invoice_dispute d where d.invoice_id = l.invoice_id and d.line = l.line and d.state <> 'withdrawn') as dispute
      from ${shown} and l.invoice_id = $1 and l.line > $2 order by l.line limit $3`,
    values: show === 'all' || show === 'matched' ? [id, after, limit] : [id, after, limit, show],
  });
  return rows;
}

export type WearerRow = {
  readonly serial: string;
  readonly participantId: string;
  readonly from: number;
  readonly to: number | null;
};
/** Who had devices of these numbers, of those within reach alone. Days as numbers, of UTC: near enough to say whose it was. */
export async function listWearers(
  client: Queryable,
  { whole, keys }: Reach,
  serials: readonly string[],
  from: number,
  to: number,
): Promise<WearerRow[]> {
  const { rows } = await client.query<WearerRow>({
    name: 'invoice-wearers',
    text: `select d.identifier as serial, a.participant_id as "participantId", ${dayFrom('a.from_at::date')} as "from", ${dayFrom('a.to_at::date')} as "to"
      from device d join assignment a on a.device_id = d.id join participant p on p.id = a.participant_id
      where d.identifier = any($1::text[]) and a.from_at < ${dayInto('$3::int')} + 2 and (a.to_at is null or a.to_at > ${dayInto('$2::int')} - 1)
        and p.entered_in_error_at is null and ($4 or ${isReached('p', '$5')}) order by a.from_at limit 400`,
    values: [serials, from, to, whole, keys],
  });
  return rows;
}
