import { hour, type Millis, minute } from '@attend/kernel';
import { type Pool, transaction } from '../database/connect.ts';
import { findPlannedKeys } from '../database/repositories/messages.ts';
import type { Queryable } from '../database/repositories/queryable.ts';

/** What fell due while nobody planned (the program was down) still goes, as long as it is not near the next one. */
export const lateFor: Millis = 6 * hour;
/** So that a reminder is there when its time comes, and says what stood shortly before. */
export const aheadFor: Millis = 10 * minute;
const atOnce = 1_000;

/** Plans what is listed, so many in one transaction each: memory stays bounded, and no lock is held for long. How many are new. */
export async function planInPages<Due>(
  pool: Pool,
  list: (client: Queryable) => AsyncIterable<Due>,
  plan: (client: Queryable, page: readonly Due[]) => Promise<number>,
): Promise<number> {
  const planPage = (page: readonly Due[]) => transaction(pool, {}, (client) => plan(client, page));
  let made = 0;
  const client = await pool.connect();
  try {
    let page: Due[] = [];
    for await (const due of list(client)) {
      page.push(due);
      if (page.length < atOnce) continue;
      made += await planPage(page);
      page = [];
    }
    if (page.length > 0) made += await planPage(page);
    return made;
  } finally {
    client.release();
  }
}

/** HLP-7: what is told of help that was arranged is part of which reminder it is; nothing where none ever was. */
export const helpPart = (help: { readonly revision: number } | undefined): string =>
  help === undefined ? '' : `h${help.revision}`;

/** Without what is planned whole: a reminder stays due for hours, and each run would else write it all again to find that it stands. */
export async function leaveOutPlanned<Due extends { readonly programmeId: string }>(
  client: Queryable,
  page: readonly Due[],
  keysOf: (due: Due) => readonly string[],
): Promise<Due[]> {
  const planned = await findPlannedKeys(
    client,
    [...new Set(page.map(({ programmeId }) => programmeId))],
    page.flatMap(keysOf),
  );
  return page.filter((due) => keysOf(due).some((key) => !planned.has(key)));
}
