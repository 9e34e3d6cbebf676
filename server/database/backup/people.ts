import type { Keyring } from '../../keys/keyring.ts';
import type { Queryable } from '../repositories/queryable.ts';
import { openRow } from '../repositories/sealed.ts';

export type Opened = { readonly people: number; readonly opened: number; readonly destroyed: number };

/** Whether the keyring opens what is restored: the names of some people, spread over all. None is shown. */
export async function openSomePeople(client: Queryable, keyring: Keyring, most: number): Promise<Opened> {
  const { rows } = await client.query<{ id: string; sealed: Buffer }>(
    'select id, sealed from attend.participant order by md5(id::text) limit $1',
    [most],
  );
  let opened = 0;
  let destroyed = 0;
  for (const { id, sealed } of rows) {
    const key = keyring.find(id);
    if (key === null) destroyed += 1;
    else {
      openRow(key, 'participant', id, sealed);
      opened += 1;
    }
  }
  return { people: rows.length, opened, destroyed };
}
