import type { AuditRoot } from '@attend/contracts/audit';
import { listRoots, type StoredRoot } from '../../database/repositories/audit-chain.ts';
import type { Queryable } from '../../database/repositories/queryable.ts';
import { nothingBefore, rootStatement, sha256 } from '../canonical.ts';
import { readRoot } from '../roots-file.ts';
import { faultOfSignature, type PublicKeys } from '../signing.ts';
import { millisOf, nextDay, type Report, toleranceMillis } from './finding.ts';

/** A day's root as the walk through the chain needs it: some 300 bytes a day. */
export type Roots = {
  readonly byDay: ReadonlyMap<string, StoredRoot>;
  readonly first: string | null;
  readonly last: StoredRoot | null;
};

const page = 1_000;

/** Signatures, the chain from day to day, and that every deposited root is there as it was deposited. */
export async function checkRoots(
  client: Queryable,
  keys: PublicKeys,
  deposited: readonly AuditRoot[],
  now: number,
  report: Report,
): Promise<Roots> {
  const byDay = new Map<string, StoredRoot>();
  let last: StoredRoot | null = null;
  for (;;) {
    const rows = await listRoots(client, last?.day ?? null, page);
    for (const row of rows) {
      checkOne(row, last, keys, now, report);
      byDay.set(row.day, row);
      last = row;
    }
    if (rows.length < page) break;
  }
  for (const root of deposited) checkDeposited(root, byDay, keys, report);
  const [first] = byDay.keys();
  return { byDay, first: first ?? null, last };
}

function checkOne(
  row: StoredRoot,
  before: StoredRoot | null,
  keys: PublicKeys,
  now: number,
  report: Report,
): void {
  const { day, key, signature } = row;
  if (key === null || signature === null) {
    if (now - millisOf(row.made_at) > toleranceMillis)
      report('unsigned', `The root of ${day} bears no signature.`);
  } else {
    const fault = faultOfSignature(keys, key, rootStatement(row), signature);
    if (fault !== null) report('altered', `The root of ${day} ${fault}.`);
  }
  if (before !== null && nextDay(before.day) !== day)
    report('missing', `Between the roots of ${before.day} and ${day} days are missing.`);
  const expected = before === null ? nothingBefore : sha256(rootStatement(before));
  if (!row.previous.equals(expected))
    report(
      before === null ? 'missing' : 'altered',
      before === null
        ? `The root of ${day} is not the first one: those before it are missing.`
        : `The root of ${day} does not name that of ${before.day} as the one before it.`,
    );
}

function checkDeposited(
  root: AuditRoot,
  byDay: ReadonlyMap<string, StoredRoot>,
  keys: PublicKeys,
  report: Report,
): void {
  const statement = rootStatement(readRoot(root));
  const fault = faultOfSignature(keys, root.key, statement, Buffer.from(root.signature, 'base64'));
  if (fault !== null) report('altered', `In the deposited file, the root of ${root.day} ${fault}.`);
  const stored = byDay.get(root.day);
  if (stored === undefined)
    report('missing', `The root of ${root.day} was deposited and is no longer in the database.`);
  else if (!rootStatement(stored).equals(statement))
    report('altered', `The root of ${root.day} is not the one that was deposited.`);
}
