import { once } from 'node:events';
import type { Pool, PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { CommitEntry } from './commit-entry.ts';
import {
  writeDues,
  writeFindings,
  writeHealth,
  writePositions,
  writeRejections,
  writeSnapshots,
} from './commit-rare.ts';
import { daysSince2000, encodeUploads } from './copy.ts';

const dayText = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Leaves known to exist, by day. */
const leaves = new WeakMap<Pool, Map<string, string>>();

async function leafOf(pool: Pool, client: PoolClient, now: number): Promise<string> {
  const day = dayText(now);
  const known = leaves.get(pool) ?? new Map<string, string>();
  leaves.set(pool, known);
  const found = known.get(day);
  if (found !== undefined) return found;
  const { rows } = await client.query<{ leaf: string }>('select attend.ensure_upload_day($1) as leaf', [day]);
  const leaf = rows[0]?.leaf;
  if (leaf === undefined || !/^upload_0_\d{8}$/.test(leaf)) throw new Error('no leaf for today’s uploads');
  known.set(day, leaf);
  return leaf;
}

/**
 * Commits one batch: raises the versions that stand as expected (locked in order of id), drops the losers, then writes
 * what the winners have. Answers the winners' ids. All or nothing: it throws where the transaction did not commit.
 */
export async function commitBatch(
  pool: Pool,
  entries: readonly CommitEntry[],
  now: number,
): Promise<Set<number>> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const leaf = await leafOf(pool, client, now);
    const winners = await advance(client, entries);
    const won =
      winners.size === entries.length ? entries : entries.filter((entry) => winners.has(entry.assignmentId));
    await copyUploads(client, leaf, won, now);
    await writeRare(client, won, dayText(now));
    await client.query(`${noteUploads(won, dayText(now))}commit`);
    return winners;
  } catch (thrown) {
    // The leaf may be what is missing: of a restored backup, which stands behind what this process remembers.
    leaves.delete(pool);
    await client.query('rollback').catch((failed: Error) => {
      broken = failed;
    });
    throw thrown;
  } finally {
    client.release(broken);
  }
}

async function advance(client: PoolClient, entries: readonly CommitEntry[]): Promise<Set<number>> {
  // Numbers of our own only, so they stand in the text: one round trip with `begin`.
  const ids = entries.map((entry) => entry.assignmentId).join(',');
  const versions = entries.map((entry) => entry.version).join(',');
  const results: unknown = await client.query(
    `begin; select attend.advance('{${ids}}', '{${versions}}') as id`,
  );
  const last: unknown = Array.isArray(results) ? results[1] : null;
  const rows: unknown = typeof last === 'object' && last !== null && 'rows' in last ? last.rows : [];
  const winners = new Set<number>();
  if (Array.isArray(rows)) for (const row of rows) winners.add(Number(row.id));
  return winners;
}

/**
 * Tells the audit's sequencer which uploads there are, in the round trip of the commit itself: it takes their hashes some seconds later, off this
 * path (ADR 0011). Numbers of our own only, so they stand in the text.
 */
function noteUploads(won: readonly CommitEntry[], day: string): string {
  const written = won.filter((entry) => entry.upload !== null);
  if (written.length === 0) return '';
  const ids = written.map((entry) => entry.assignmentId).join(',');
  const versions = written.map((entry) => entry.version + 1).join(',');
  return `select attend.note_uploads('${day}', '{${ids}}', '{${versions}}'); `;
}

async function copyUploads(
  client: PoolClient,
  leaf: string,
  won: readonly CommitEntry[],
  now: number,
): Promise<void> {
  const rows: { assignmentId: number; version: number; content: Uint8Array }[] = [];
  for (const entry of won) {
    if (entry.upload !== null) {
      rows.push({ assignmentId: entry.assignmentId, version: entry.version + 1, content: entry.upload });
    }
  }
  if (rows.length === 0) return;
  const stream = client.query(
    copyFrom(`copy attend.${leaf} (assignment_id, version, day, retention, content) from stdin binary`),
  );
  stream.end(encodeUploads(rows, daysSince2000(now)));
  await once(stream, 'finish');
}

async function writeRare(client: PoolClient, won: readonly CommitEntry[], day: string): Promise<void> {
  const snapshots = won.filter((entry) => entry.snapshot !== null);
  if (snapshots.length > 0) await writeSnapshots(client, snapshots, day);
  const findings = won.filter((entry) => entry.findings.length > 0);
  if (findings.length > 0) await writeFindings(client, findings);
  const dues = won.filter((entry) => entry.due !== undefined);
  if (dues.length > 0) await writeDues(client, dues);
  const rejections = won.filter((entry) => entry.rejections.length > 0);
  if (rejections.length > 0) await writeRejections(client, rejections);
  const health = won.filter((entry) => entry.health !== null);
  if (health.length > 0) await writeHealth(client, health);
  const positions = won.filter((entry) => entry.positions.length > 0 || entry.withdrawn.length > 0);
  if (positions.length > 0) await writePositions(client, positions);
}
