import type pg from 'pg';
import type { TestDatabase } from './testing.ts';

/** Somebody's device from one instant to another (null: still), from a provider since long before. */
export async function wearFrom(
  database: TestDatabase,
  person: string,
  of: { readonly from: string; readonly to: string | null; readonly provider?: string | null },
): Promise<string> {
  const owner = database.pool('owner');
  const { rows } = await owner.query<{ id: string }>(
    'update assignment set from_at = $2, to_at = $3 where participant_id = $1 returning id::text',
    [person, of.from, of.to],
  );
  if (of.provider != null)
    await owner.query(
      `insert into provider_supervision (programme_id, participant_id, provider_id, from_at)
       select programme_id, id, $2, '2020-01-01' from participant where id = $1`,
      [person, of.provider],
    );
  return rows[0]?.id ?? '';
}

/** An invoice of one line, taken in, about a serial number and all of a year. */
export async function insertInvoiceOf(
  owner: pg.Pool,
  of: { readonly provider: string; readonly staff: string; readonly serial: string; readonly year: number },
): Promise<string> {
  const [from, to] = [`${of.year}-01-01`, `${of.year}-12-31`];
  const { rows } = await owner.query<{ id: string }>(
    `insert into invoice (programme_id, provider_id, number, from_on, to_on, currency, total_minor, file_name, fingerprint, begun_by, state, lines)
     select programme_id, id, 'of a test', $2, $3, 'USD', 100, 'a.csv', 'a', $4, 'staged', 1 from provider where id = $1 returning id`,
    [of.provider, from, to, of.staff],
  );
  const id = rows[0]?.id ?? '';
  await owner.query(
    `insert into invoice_line (invoice_id, line, programme_id, serial, from_on, to_on, days, rate, minor)
     select id, 2, programme_id, $2, from_on, to_on, 100, 100, 100 from invoice where id = $1`,
    [id, of.serial],
  );
  return id;
}
