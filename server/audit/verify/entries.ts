import {
  type ChainRow,
  readBatch,
  readChanges,
  readLooks,
  readRemoval,
} from '../../database/repositories/audit-verify.ts';
import type { Queryable } from '../../database/repositories/queryable.ts';
import {
  batchContent,
  changeContent,
  droppedContent,
  lookContent,
  nothingBefore,
  removalContent,
} from '../canonical.ts';
import { dayFromDigits, dayOf, millisOf, type Report, toleranceMillis } from './finding.ts';
import { checkRest, faultOfTerm, findLawful } from './removed.ts';
import type { UploadCheck } from './uploads.ts';

export type RowCheck = (rows: readonly ChainRow[]) => Promise<void>;

/** What a position's own row says: its hash now, its own time, and how a person would name it. */
type Found = {
  readonly content: Buffer;
  /** The latest that it can have been written. Null: no time of its own. */
  readonly at: string | null;
  readonly said: string;
  /** `at` is a bound alone: it says nothing of how late it is by then. */
  readonly bound?: boolean;
};

/** Compares the chain's entries with the rows that they name, in the order of the chain. */
export function createRowCheck(
  client: Queryable,
  uploads: UploadCheck,
  now: number,
  report: Report,
): RowCheck {
  // The latest time that any row ahead carries: what stands behind it cannot be much older.
  let latest = '';
  return async (rows) => {
    const changes = await readChanges(client, idsOf(rows, 'change'));
    const looks = await readLooks(client, [...idsOf(rows, 'look'), ...idsOf(rows, 'look-total')]);
    const changeById = new Map(changes.map((row) => [row.id, row]));
    const lookById = new Map(looks.map((row) => [row.id, row]));
    // What is not there, or without its values, because its term is over.
    const lawful = await findLawful(client, now, {
      looks: rows.filter(({ kind, entry_id }) => isLook(kind) && !lookById.has(entry_id)),
      changes: rows.filter(({ kind, entry_id }) => {
        const one = changeById.get(entry_id);
        return kind === 'change' && one !== undefined && one.before === null && one.after === null;
      }),
    });
    const find = async (row: ChainRow): Promise<Found | null> => {
      const id = row.entry_id;
      if (row.kind === 'change') {
        const one = changeById.get(id);
        if (one === undefined) return null;
        const said = `change ${id} (${one.action} of ${one.entity} ${one.entity_id}, ${one.at})`;
        return { content: changeContent(one), at: one.at, said };
      }
      if (row.kind === 'look' || row.kind === 'look-total') {
        const one = lookById.get(id);
        if (one === undefined) return null;
        const total = row.kind === 'look-total';
        // Of a list only the day is known: on the day itself it is as old as its position.
        const day = one.day === dayOf(row.at) ? row.at : `${one.day}T23:59:59.999999Z`;
        const begun = one.action === 'list' ? day : one.at;
        const said = `look ${id} (${one.action} of ${one.what}, ${one.day})`;
        // A total comes a day later by design.
        return {
          content: lookContent(one, total),
          at: total ? null : begun,
          said,
          bound: one.action === 'list',
        };
      }
      if (row.kind === 'removed') {
        const one = await readRemoval(client, id);
        if (one === null) return null;
        const fault = faultOfTerm(one, row.at);
        if (fault !== null) report('altered', `At position ${row.position}, removal ${id} ${fault}.`);
        await checkRest(client, one, row.position, report);
        const said = `removal ${id} (${one.rows} of ${one.kind})`;
        return { content: removalContent(one), at: one.at, said };
      }
      if (row.kind === 'dropped') {
        return { content: droppedContent(id), at: null, said: `the dropping of ${dayFromDigits(id)}` };
      }
      const batch = row.kind === 'uploads' ? await readBatch(client, id) : null;
      if (batch === null) return null;
      await uploads.check(batch, row.position);
      const said = `batch ${id} (${batch.uploads} uploads of ${batch.day})`;
      return { content: batchContent(batch), at: batch.until_at, said };
    };
    for (const row of rows) {
      const found = await find(row);
      if (found === null) {
        if (lawful.has(row.position)) continue;
        const early = row.content.equals(nothingBefore) ? ' since before it was put there' : '';
        report('missing', `${nameOf(row)} at position ${row.position} is missing${early}.`);
        continue;
      }
      if (!row.content.equals(found.content) && !lawful.has(row.position))
        report('altered', `At position ${row.position}, ${found.said} is not what was put there.`);
      if (found.at === null) continue;
      if (latest !== '' && millisOf(found.at) < millisOf(latest) - toleranceMillis)
        report(
          'back-dated',
          `At position ${row.position}, ${found.said} is dated ${found.at}, but stands behind one of ${latest}.`,
        );
      if (millisOf(found.at) > millisOf(row.at) + toleranceMillis)
        report(
          'back-dated',
          `At position ${row.position}, ${found.said} is dated ${found.at}, after it was put there (${row.at}).`,
        );
      else if (!found.bound && found.at > latest && found.at <= row.at) latest = found.at;
    }
  };
}

const isLook = (kind: string): boolean => kind === 'look' || kind === 'look-total';

const idsOf = (rows: readonly ChainRow[], kind: string): string[] =>
  rows.filter((row) => row.kind === kind).map((row) => row.entry_id);

const words: Readonly<Record<string, string>> = {
  change: 'Change',
  look: 'Look',
  'look-total': 'Look',
  uploads: 'Batch',
  removed: 'Removal',
};
const nameOf = (row: ChainRow): string => `${words[row.kind] ?? `An unknown «${row.kind}»`} ${row.entry_id}`;
