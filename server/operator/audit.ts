import { join } from 'node:path';
import type { AuditProof, AuditRoot, AuditRootsFile } from '@attend/contracts/audit';
import { type Fault, fail, type Result, succeed } from '@attend/kernel';
import { proveEntry } from '../audit/prove.ts';
import { writeRoot } from '../audit/roots-file.ts';
import { type PublicKeys, readPublicKeys, readRemembered, writePublicKey } from '../audit/signing.ts';
import { dayOf, type Finding } from '../audit/verify/finding.ts';
import { type Verified, verifyAudit } from '../audit/verify/verify.ts';
import { borrowDatabase } from '../database/attach.ts';
import { type Pool, transaction, withPool } from '../database/connect.ts';
import { findRoot, listRoots } from '../database/repositories/audit-chain.ts';
import { beginSnapshot, readChain } from '../database/repositories/audit-verify.ts';
import type { OperatorPlace } from './operator.ts';

const keysIn = (place: OperatorPlace): string => join(place.dataDir, 'keyring');

/** Those that have signed on this data folder; empty where none is there. */
export const knownKeys = (place: OperatorPlace): PublicKeys => readPublicKeys(keysIn(place));

/** Without the keyring: what is verified is what is stored, sealed as it is, and nobody's values are opened. */
async function withOwner<T>(place: OperatorPlace, work: (pool: Pool) => Promise<T>): Promise<T> {
  const database = await borrowDatabase(place.dataDir, place.databaseUrl);
  try {
    return await withPool(database.owner, { name: 'operator audit', max: 1 }, work);
  } finally {
    await database.close();
  }
}

/** Verifies the whole audit in one read-only snapshot, beside a running server or alone. */
export const verifyHere = (
  place: OperatorPlace,
  parts: {
    readonly keys: PublicKeys;
    readonly deposited: readonly AuditRoot[];
    readonly found: (finding: Finding) => void;
  },
): Promise<Verified> =>
  withOwner(place, (pool) =>
    transaction(pool, {}, async (client) => {
      await beginSnapshot(client);
      return verifyAudit({ ...parts, client, remembered: readRemembered(keysIn(place)), now: Date.now() });
    }),
  );

/** Of days: more than a century. */
const most = 40_000;

export const exportRoots = (place: OperatorPlace): Promise<AuditRootsFile> =>
  withOwner(place, async (pool) => ({
    format: 'attend-audit-roots/1',
    publicKeys: [...knownKeys(place).values()].map(writePublicKey),
    roots: (await listRoots(pool, null, most)).flatMap((row) => writeRoot(row) ?? []),
  }));

/** The proof of whatever stands at a position of the chain. */
export const exportProof = (place: OperatorPlace, position: bigint): Promise<Result<AuditProof, Fault>> =>
  withOwner(place, async (pool) => {
    const [row] = await readChain(pool, position - 1n, 1);
    if (row === undefined || BigInt(row.position) !== position)
      return fail({ code: 'not-found', message: `the chain has no position ${position}` });
    const stored = await findRoot(pool, dayOf(row.at));
    const root = stored === null ? null : writeRoot(stored);
    if (root === null)
      return fail({
        code: 'not-rooted',
        message: `the root of ${dayOf(row.at)} is signed when the day is over (UTC): the proof comes then`,
      });
    return succeed(await proveEntry(pool, row, root, knownKeys(place)));
  });
