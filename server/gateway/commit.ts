import { DatabaseError, type Pool, type PoolClient } from 'pg';
import type { CommitEntry } from './commit-entry.ts';
import { writeFindings, writePositions, writeRejections } from './commit-rare.ts';
import { prepareUsual, usualStatements } from './commit-usual.ts';
import { daysSince2000, encodeUploads, type UploadRow } from './copy.ts';
import { sendAtOnce } from './one-trip.ts';

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

/** What most commits are: no alert, no wrong frame, no position under `zones`. */
const isUsual = ({ findings, rejections, positions, withdrawn }: CommitEntry): boolean =>
  findings.length + rejections.length + positions.length + withdrawn.length === 0;

/** Of a batch's two transactions the first committed and the second did not: what of each is still to be settled. */
export class HalfCommitted extends Error {
  readonly winners: ReadonlySet<number>;
  /** Nothing of theirs was written. */
  readonly left: ReadonlySet<number>;

  constructor(winners: ReadonlySet<number>, left: readonly CommitEntry[], cause: unknown) {
    super('half of the batch did not commit', { cause });
    this.winners = winners;
    this.left = new Set(left.map(({ assignmentId }) => assignmentId));
  }
}

/**
 * Commits one batch; answers whose state stood at its version. What raises or changes an alert goes before the rest and in a
 * transaction of its own: a screen waits for it, and the hundreds that happen to be in the same batch need not be written first.
 * It throws where a transaction did not commit, and says so where the first of two did: to do that again would double what is not
 * recognised when it comes again, such as rejections, and keep its frames waiting for answers that they have earned.
 */
export async function commitBatch(
  pool: Pool,
  entries: readonly CommitEntry[],
  now: number,
): Promise<Set<number>> {
  const rare = entries.filter((entry) => !isUsual(entry));
  if (rare.length === 0 || rare.length === entries.length) return commitPart(pool, entries, now);
  const first = await commitPart(pool, rare, now);
  const usual = entries.filter(isUsual);
  try {
    return first.union(await commitPart(pool, usual, now));
  } catch (thrown) {
    throw new HalfCommitted(first, usual, thrown);
  }
}

/**
 * In one transaction: raises the versions that stand as expected (locked in order of id), drops the losers, then writes
 * what the winners have. Answers the winners' ids. All or nothing: it throws where the transaction did not commit.
 */
async function commitPart(pool: Pool, entries: readonly CommitEntry[], now: number): Promise<Set<number>> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const leaf = await leafOf(pool, client, now);
    await prepareUsual(client);
    if (entries.every(isUsual) && (await commitAtOnce(client, leaf, entries, now))) {
      return new Set(entries.map(({ assignmentId }) => assignmentId));
    }
    return await commitStepwise(client, leaf, entries, now);
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

/** GTW-2: divides by zero where not every state stood at its version, which ends the transaction before anything is written. */
const lost = '22012';

/** One way to the server and back, as long as every state is won. Answers false, with nothing written, where one is not. */
async function commitAtOnce(
  client: PoolClient,
  leaf: string,
  entries: readonly CommitEntry[],
  now: number,
): Promise<boolean> {
  const rows = uploadsOf(entries);
  const texts = [
    'begin',
    `select 1 / (count(*) = ${entries.length})::integer from ${advanceText(entries)}`,
    ...(rows.length > 0 ? [copyText(leaf)] : []),
    ...usualStatements(entries, dayText(now)),
    ...noteUploads(rows, dayText(now)),
    'commit',
  ];
  try {
    await sendAtOnce(
      client,
      texts.join(';\n'),
      rows.length > 0 ? encodeUploads(rows, daysSince2000(now)) : null,
    );
    return true;
  } catch (thrown) {
    if (!(thrown instanceof DatabaseError) || thrown.code !== lost) throw thrown;
    await client.query('rollback');
    return false;
  }
}

/** The same with what the server answers heard after each step: for losers, and for what is rare. */
async function commitStepwise(
  client: PoolClient,
  leaf: string,
  entries: readonly CommitEntry[],
  now: number,
): Promise<Set<number>> {
  const winners = await advance(client, entries);
  const won =
    winners.size === entries.length ? entries : entries.filter((entry) => winners.has(entry.assignmentId));
  const rows = uploadsOf(won);
  if (rows.length > 0) await sendAtOnce(client, copyText(leaf), encodeUploads(rows, daysSince2000(now)));
  const usual = usualStatements(won, dayText(now));
  if (usual.length > 0) await sendAtOnce(client, usual.join(';\n'), null);
  await writeRare(client, won);
  await client.query([...noteUploads(rows, dayText(now)), 'commit'].join(';\n'));
  return winners;
}

/**
 * Tells the audit's sequencer which uploads there are, on the way of the commit itself: it takes their hashes some seconds later, off this
 * path (ADR 0011). Numbers of our own only, so they stand in the text, as in the next.
 */
function noteUploads(written: readonly UploadRow[], day: string): string[] {
  if (written.length === 0) return [];
  const ids = written.map(({ assignmentId }) => assignmentId);
  const versions = written.map(({ version }) => version);
  return [`select attend.note_uploads('${day}', '{${ids}}', '{${versions}}')`];
}

const advanceText = (entries: readonly CommitEntry[]): string =>
  `attend.advance('{${entries.map(({ assignmentId }) => assignmentId)}}', '{${entries.map(({ version }) => version)}}')`;

const copyText = (leaf: string): string =>
  `copy attend.${leaf} (assignment_id, version, day, retention, content) from stdin binary`;

async function advance(client: PoolClient, entries: readonly CommitEntry[]): Promise<Set<number>> {
  await client.query('begin');
  const { rows } = await client.query<{ id: string }>(`select ${advanceText(entries)} as id`);
  return new Set(rows.map(({ id }) => Number(id)));
}

function uploadsOf(entries: readonly CommitEntry[]): UploadRow[] {
  return entries.flatMap(({ assignmentId, version, upload }) =>
    upload === null ? [] : [{ assignmentId, version: version + 1, content: upload }],
  );
}

async function writeRare(client: PoolClient, won: readonly CommitEntry[]): Promise<void> {
  const findings = won.filter((entry) => entry.findings.length > 0);
  if (findings.length > 0) await writeFindings(client, findings);
  const rejections = won.filter((entry) => entry.rejections.length > 0);
  if (rejections.length > 0) await writeRejections(client, rejections);
  const positions = won.filter((entry) => entry.positions.length > 0 || entry.withdrawn.length > 0);
  if (positions.length > 0) await writePositions(client, positions);
}
