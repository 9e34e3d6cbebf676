import type { lookList } from '@attend/contracts/people';
import { fail, type Result, succeed } from '@attend/kernel';
import type pg from 'pg';
import type { z } from 'zod';

type Row = {
  id: string;
  at: Date;
  who: string;
  action: 'list' | 'open' | 'export';
  what: string;
  purpose: string;
  count: number;
};

/** A page of looks, newest first. The cursor is the record's own number: rows only ever join in front. */
export async function findLooks(
  client: pg.ClientBase,
  participant: string,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<Result<z.output<typeof lookList>>> {
  if (cursor !== undefined && !/^\d{1,18}$/.test(cursor))
    return fail({
      code: 'bad-cursor',
      message: 'The cursor is none of this list.',
      path: ['query', 'cursor'],
    });
  const known = await client.query('select from participant where id = $1', [participant]);
  if (known.rowCount === 0) return fail({ code: 'not-found', message: 'There is no such person here.' });
  const { rows } = await client.query<Row>(
    `select r.id, r.at, coalesce(s.name, r.operator) as who, r.action, r.what, r.purpose, r.count
     from access_record r left join staff s on s.id = r.staff_id
     where r.participant_id = $1 and r.id < $2 order by r.id desc limit $3`,
    [participant, cursor ?? '9223372036854775807', limit + 1],
  );
  const page = rows.slice(0, limit);
  return succeed({
    looks: page.map(({ id: _id, at, ...look }) => ({ ...look, at: at.toISOString() })),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  });
}
