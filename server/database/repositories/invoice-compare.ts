import type { AccruedDays, BilledLine, Finding } from '@attend/casework/costs/match';
import type { Currency } from '@attend/kernel';
import { dayFrom } from './cost-closing.ts';
import type { Compared } from './invoices.ts';
import type { Queryable } from './queryable.ts';

/** What the comparison of an invoice reads and writes, as the owner's role. */
export type ToCompare = {
  readonly id: string;
  readonly programmeId: string;
  readonly providerId: string;
  readonly currency: Currency;
  /** Days as numbers; `accruedTo`: the last day of the last closed month, -1 where none is. */
  readonly from: number;
  readonly to: number;
  readonly accruedTo: number;
};
/** The first that waits; locked, so that of several processes one compares it. */
export async function lockToCompare(client: Queryable): Promise<ToCompare | null> {
  const { rows } = await client.query<ToCompare>({
    name: 'invoice-to-compare',
    text: `select i.id, i.programme_id as "programmeId", i.provider_id as "providerId", i.currency, ${dayFrom('i.from_on')} as "from", ${dayFrom('i.to_on')} as "to",
        coalesce((select ${dayFrom("(max(m.month) + interval '1 month')::date")} - 1 from cost_month m where m.programme_id = i.programme_id), -1) as "accruedTo"
      from invoice i where i.state = 'comparing' order by i.taken_at, i.id limit 1 for update of i skip locked`,
  });
  return rows[0] ?? null;
}

export type AccruedRow = AccruedDays & { readonly serial: string };
export type BilledRow = BilledLine & { readonly serial: string; readonly known: boolean };
type Stream<Row> = { readonly next: () => Promise<readonly Row[]> };

/** Enough that a round trip is nothing, and little enough that memory does not grow with the invoice. */
const atOnce = 20_000;

type Raw = (string | number | boolean | null)[];
async function openStream<Row>(
  client: Queryable,
  name: string,
  text: string,
  values: readonly (string | number)[],
  rowOf: (raw: Raw) => Row,
): Promise<Stream<Row>> {
  // Values of a cursor cannot be bound by name: they are ids and numbers of ours, quoted by PostgreSQL itself.
  const quoted = await client.query<{ text: string }>(`select format($1, variadic $2::text[]) as text`, [
    `declare ${name} no scroll cursor for ${text}`,
    values.map(String),
  ]);
  await client.query(quoted.rows[0]?.text ?? '');
  return {
    next: async () => {
      const { rows } = await client.query<Raw>({ text: `fetch ${atOnce} from ${name}`, rowMode: 'array' });
      return rows.map(rowOf);
    },
  };
}

/** Both sides in the order of their serial numbers, by bytes: one pass over each, whatever the invoice's length. */
export async function streamAccrued(client: Queryable, of: ToCompare): Promise<Stream<AccruedRow>> {
  return openStream(
    client,
    'accrued_days',
    `select d.identifier, c.provider_id, ${dayFrom('c.from_on')}, ${dayFrom('c.to_on')}, c.parts, c.state, c.rate, c.minor, c.currency
     from cost_line c join assignment a on a.id = c.assignment_id join device d on d.id = a.device_id
     where c.programme_id = %1$L and c.to_on >= date '1970-01-01' + %2$s and c.from_on <= date '1970-01-01' + %3$s
       and c.of_month between date_trunc('month', date '1970-01-01' + %2$s) and date '1970-01-01' + %3$s
       and c.takes_back is null and not exists (select from cost_line r where r.takes_back = c.id)
     order by d.identifier collate "C"`,
    [of.programmeId, of.from, of.to],
    ([serial, provider, from, to, parts, state, rate, minor, currency]) =>
      ({ serial, provider, from, to, parts, state, rate, minor, currency }) as AccruedRow,
  );
}
export async function streamBilled(client: Queryable, of: ToCompare): Promise<Stream<BilledRow>> {
  return openStream(
    client,
    'billed_lines',
    `select l.serial, l.line, ${dayFrom('l.from_on')}, ${dayFrom('l.to_on')}, l.days, l.rate, l.minor, l.invoice_id <> %1$L, k.identifier is not null
     from invoice_line l left join (select distinct identifier from device where programme_id = %2$L) k on k.identifier = l.serial
     where l.invoice_id = %1$L or l.invoice_id in (select o.id from invoice o join invoice i on i.id = %1$L where o.provider_id = i.provider_id
       and o.id <> i.id and o.state in ('comparing', 'compared', 'release-asked', 'released') and (o.taken_at, o.id) < (i.taken_at, i.id)
       and o.from_on <= i.to_on and o.to_on >= i.from_on)
     order by l.serial collate "C"`,
    [of.id, of.programmeId],
    ([serial, line, from, to, days, rate, minor, isEarlier, known]) =>
      ({ serial, line, from, to, days, rate, minor, isEarlier, known }) as BilledRow,
  );
}

export async function dropFindings(client: Queryable, id: string): Promise<void> {
  await client.query('delete from invoice_finding where invoice_id = $1', [id]);
}
export async function insertFindings(
  client: Queryable,
  of: ToCompare,
  found: readonly Finding[],
): Promise<void> {
  await client.query({
    name: 'invoice-findings-insert',
    text: `insert into invoice_finding (invoice_id, programme_id, line, result, expected, expected_parts, reasons)
      select $1, $2, line, result, expected, parts, string_to_array(reasons, ' ')
      from unnest($3::int[], $4::text[], $5::int[], $6::int[], $7::text[]) as f (line, result, expected, parts, reasons)`,
    values: [
      ...[of.id, of.programmeId, found.map(({ line }) => line), found.map(({ result }) => result)],
      ...[found.map(({ expected }) => expected), found.map(({ expectedParts }) => expectedParts)],
      found.map(({ reasons }) => reasons.join(' ')),
    ],
  });
}
export async function writeCompared(client: Queryable, id: string, compared: Compared): Promise<void> {
  await client.query(
    `update invoice set state = 'compared', compared_at = now(), compared = $2, version = version + 1 where id = $1`,
    [id, JSON.stringify(compared)],
  );
}
/** Sorting two sides of a year in memory, in this transaction alone. */
export async function allowSorting(client: Queryable): Promise<void> {
  await client.query(`set local work_mem = '128MB'`);
}
