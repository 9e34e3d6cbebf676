import { kindNamed } from '@attend/casework';
import {
  type ChainRow,
  type Covering,
  listRemovedParts,
  readCovering,
  readRemovedChanges,
} from '../../database/repositories/audit-verify.ts';
import type { Queryable } from '../../database/repositories/queryable.ts';
import { changeContent, type RemovalRow, sha256 } from '../canonical.ts';
import { millisOf, type Report } from './finding.ts';

/** The shortest term that any programme may set for this kind: what a removal took sooner was taken by somebody, not by retention. */
function leastOf(kind: string): number {
  const days =
    kind === 'readings' || kind === 'access-records' || kind === 'audit-values'
      ? kindNamed(kind).least
      : null;
  return (days ?? Number.POSITIVE_INFINITY) * 86_400_000;
}

/** `at`: when it entered the chain. */
export const faultOfTerm = (removal: RemovalRow, at: string): string | null =>
  millisOf(removal.until_at) > millisOf(at) - leastOf(removal.kind)
    ? `took what was younger than the shortest term (up to ${removal.until_at})`
    : null;

/**
 * Positions whose row is gone, or has lost its values, because a removal names it that stands in the chain, is of its programme, and
 * whose term was over for it: the entry had stood in the chain for as long.
 */
export async function findLawful(
  client: Queryable,
  now: number,
  missing: { readonly looks: readonly ChainRow[]; readonly changes: readonly ChainRow[] },
): Promise<ReadonlySet<string>> {
  const lawful = new Set<string>();
  for (const [kind, rows] of [
    ['access-records', missing.looks],
    ['audit-values', missing.changes],
  ] as const) {
    const covering = await readCovering(client, kind, [...new Set(rows.map(({ entry_id }) => entry_id))]);
    const byEntry = Map.groupBy(covering, ({ entry }) => entry);
    const covers = (row: ChainRow, { programme_id, until_at }: Covering): boolean =>
      programme_id === row.programme_id && row.at < until_at && millisOf(until_at) <= now - leastOf(kind);
    for (const row of rows)
      if (byEntry.get(row.entry_id)?.some((one) => covers(row, one))) lawful.add(row.position);
  }
  return lawful;
}

/** What a removal left of each entry is proved by the hash that it took with it into the chain. */
export async function checkRest(
  client: Queryable,
  removal: RemovalRow,
  position: string,
  report: Report,
): Promise<void> {
  if (removal.kind !== 'audit-values') return;
  const left = await readRemovedChanges(client, removal.id);
  const rest = sha256(...left.map((row) => changeContent(row)));
  if (removal.rest?.equals(rest) !== true)
    report(
      'altered',
      `At position ${position}, what removal ${removal.id} left of ${removal.rows} changes is not what it was.`,
    );
}

export const partName = (day: string, programme: string): string => `${day} ${programme}`;

export async function listLawfulParts(client: Queryable, now: number): Promise<ReadonlySet<string>> {
  const parts = await listRemovedParts(client);
  return new Set(
    parts
      .filter(
        ({ day, until_at }) =>
          // A removal is of that day and of nothing later.
          until_at.slice(0, 10) > day && millisOf(until_at) <= now - leastOf('readings'),
      )
      .map(({ day, programme_id }) => partName(day, programme_id)),
  );
}
