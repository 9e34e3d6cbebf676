import type { Table } from '@attend/casework';
import { millis, type Queryable } from './queryable.ts';

export type PublishedEdition = {
  readonly id: string;
  readonly programme: string;
  readonly simulated: boolean;
  readonly month: string;
  readonly number: number;
  readonly publishedAt: number;
};
const columns = `id, programme_name as programme, simulated, to_char(month, 'YYYY-MM') as month, number, ${millis('published_at')} as "publishedAt"`;

/** Without a programme and without anybody: in such a transaction the application's role sees these rows and no others (migration 0056). */
export async function listPublished(client: Queryable): Promise<PublishedEdition[]> {
  const { rows } = await client.query<PublishedEdition>({
    name: 'published-editions',
    text: `select ${columns} from published_edition order by month desc, programme_id, number desc limit 500`,
  });
  return rows;
}

/** All of one month up to the one that is asked for, which stands last. */
export async function loadPublished(
  client: Queryable,
  id: string,
): Promise<(PublishedEdition & { readonly tables: readonly Table[]; readonly latest: boolean })[]> {
  const { rows } = await client.query<
    PublishedEdition & { readonly tables: readonly Table[]; readonly latest: boolean }
  >({
    name: 'published-edition',
    text: `with asked as (select programme_id as p, month as m, number as n from published_edition where id = $1)
      select ${columns}, tables, number = (select max(l.number) from published_edition l, asked where l.programme_id = p and l.month = m) as latest
      from published_edition, asked where programme_id = p and month = m and number <= n order by number`,
    values: [id],
  });
  return rows;
}
