import { type ChainRow, listSeals, readChain } from '../../database/repositories/audit-verify.ts';
import type { Queryable } from '../../database/repositories/queryable.ts';
import { headStatement, linkOf, nothingBefore } from '../canonical.ts';
import { hashLeaf } from '../merkle.ts';
import { faultOfSignature, type PublicKeys, type Remembered } from '../signing.ts';
import { DayTrees } from './days.ts';
import type { RowCheck } from './entries.ts';
import { millisOf, type Report, toleranceMillis } from './finding.ts';
import type { Roots } from './roots.ts';

export type WalkParts = {
  readonly client: Queryable;
  readonly keys: PublicKeys;
  readonly roots: Roots;
  readonly remembered: Remembered | null;
  readonly now: number;
  readonly report: Report;
  /** Compares a page of the chain with the rows that it names. */
  readonly checkRows: RowCheck;
  /** Called after each page, with how many positions were read. */
  readonly progress: (positions: number) => void;
};

/** Where the walk stands: all of its memory. */
export type Walk = {
  position: bigint;
  link: Buffer;
  at: string;
  /** The highest position that a seal bears out. */
  sealed: bigint;
  entries: number;
  readonly days: DayTrees;
};

const page = 2_000;

/** Walks the whole chain in order, a page at a time: numbering, links, times, seals, days, and each entry's own row. */
export async function walkChain(parts: WalkParts): Promise<Walk> {
  const walk: Walk = {
    position: 0n,
    link: nothingBefore,
    at: '',
    sealed: 0n,
    entries: 0,
    days: new DayTrees(parts.roots, parts.report),
  };
  for (;;) {
    const rows = await readChain(parts.client, walk.position, page);
    const first = rows[0];
    const last = rows.at(-1);
    if (first === undefined || last === undefined) break;
    for (const row of rows) step(walk, row, parts);
    await checkSeals(walk, rows, parts);
    await parts.checkRows(rows);
    parts.progress(walk.entries);
  }
  return walk;
}

function step(walk: Walk, row: ChainRow, { report, remembered, now }: WalkParts): void {
  const position = BigInt(row.position);
  const expected = walk.position + 1n;
  if (position !== expected) {
    const last = position - 1n;
    const which = last === expected ? `Position ${expected} is` : `Positions ${expected} to ${last} are`;
    report('missing', `${which} missing from the chain.`);
  } else if (!row.previous.equals(walk.link)) {
    report(
      'reordered',
      `Position ${position} does not follow position ${walk.position}: it names another link before it.`,
    );
  }
  if (!linkOf(row).equals(row.link))
    report('altered', `Position ${position} does not have the link that follows from its fields.`);
  if (walk.at !== '' && row.at < walk.at)
    report('back-dated', `Position ${position} is dated ${row.at}, before position ${walk.position}.`);
  if (millisOf(row.at) > now + toleranceMillis)
    report('back-dated', `Position ${position} is dated ${row.at}, in the future.`);
  if (row.position === remembered?.position && row.link.toString('hex') !== remembered.link)
    report('altered', `Position ${position} has another link than the one that this machine signed.`);
  walk.days.add(row, hashLeaf(row.link));
  walk.position = position;
  walk.link = row.link;
  if (row.at > walk.at) walk.at = row.at;
  walk.entries += 1;
}

async function checkSeals(
  walk: Walk,
  rows: readonly ChainRow[],
  { client, keys, report }: WalkParts,
): Promise<void> {
  const links = new Map(rows.map(({ position, link }) => [position, link]));
  const seals = await listSeals(client, rows[0]?.position ?? '0', String(walk.position));
  for (const { position, key, signature } of seals) {
    const link = links.get(position);
    // A position that is gone has been reported as missing.
    if (link === undefined) continue;
    const fault = faultOfSignature(keys, key, headStatement(position, link), signature);
    if (fault !== null) report('altered', `The chain’s end at position ${position} ${fault}.`);
    else walk.sealed = BigInt(position);
  }
}

/** After the walk: that the chain goes as far as it should. */
export function checkEnd(walk: Walk, { remembered, now, report }: WalkParts): void {
  if (remembered !== null && BigInt(remembered.position) > walk.position)
    report(
      'missing',
      `The chain ends at position ${walk.position}, and this machine has signed up to ${remembered.position}: positions are missing at its end.`,
    );
  if (walk.sealed < walk.position && now - millisOf(walk.at) > toleranceMillis)
    report('unsigned', `No signature bears out positions ${walk.sealed + 1n} to ${walk.position}.`);
}
