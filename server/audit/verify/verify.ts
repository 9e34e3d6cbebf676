import type { AuditRoot } from '@attend/contracts/audit';
import {
  listDropped,
  listUnchained,
  readHead,
  readWaiting,
  type UnchainedKind,
  unchainedKinds,
} from '../../database/repositories/audit-verify.ts';
import type { Queryable } from '../../database/repositories/queryable.ts';
import type { PublicKeys, Remembered } from '../signing.ts';
import { createRowCheck } from './entries.ts';
import { type Finding, millisOf, type Report, toleranceMillis } from './finding.ts';
import { listLawfulParts } from './removed.ts';
import { checkRoots } from './roots.ts';
import { UploadCheck } from './uploads.ts';
import { checkEnd, type WalkParts, walkChain } from './walk.ts';

export type VerifyParts = {
  /** As the owner's role, in a transaction that sees one snapshot (`beginSnapshot`). */
  readonly client: Queryable;
  readonly keys: PublicKeys;
  /** Roots that were deposited elsewhere. */
  readonly deposited: readonly AuditRoot[];
  readonly remembered: Remembered | null;
  readonly now: number;
  /** Each as soon as it is found: a chain torn to pieces must not fill the memory. */
  readonly found: (finding: Finding) => void;
  readonly progress?: (positions: number) => void;
};

export type Verified = {
  readonly entries: number;
  readonly uploads: number;
  readonly droppedUploads: number;
  readonly roots: number;
  readonly waiting: number;
  readonly findings: number;
};

const mostNamed = 1_000;

/** Recomputes everything the audit says, and tells each thing that does not hold. Reads only, a page at a time. */
export async function verifyAudit(parts: VerifyParts): Promise<Verified> {
  const { client, keys, deposited, remembered, now, found } = parts;
  let findings = 0;
  const report: Report = (kind, sentence) => {
    findings += 1;
    found({ kind, sentence });
  };
  const roots = await checkRoots(client, keys, deposited, now, report);
  const uploads = new UploadCheck(
    client,
    { days: await listDropped(client), parts: await listLawfulParts(client, now) },
    report,
  );
  const walkParts: WalkParts = {
    ...{ client, keys, roots, remembered, now, report },
    checkRows: createRowCheck(client, uploads, now, report),
    progress: parts.progress ?? (() => {}),
  };
  const walk = await walkChain(walkParts);
  checkEnd(walk, walkParts);
  walk.days.finish(await readHead(client));
  for (const kind of unchainedKinds) await nameUnchained(client, kind, report);
  await uploads.checkInserted();
  const waiting = await checkWaiting(client, walk.at, report);
  return {
    entries: walk.entries,
    uploads: uploads.uploads,
    droppedUploads: uploads.droppedUploads,
    roots: roots.byDay.size,
    waiting,
    findings,
  };
}

const words: Readonly<Record<UnchainedKind, string>> = {
  change: 'Change',
  look: 'Look',
  'look-total': 'The day’s total of look',
  uploads: 'Batch',
  removed: 'Removal',
};

async function nameUnchained(client: Queryable, kind: UnchainedKind, report: Report): Promise<void> {
  for (const { id, at, said } of await listUnchained(client, kind, mostNamed))
    report(
      'inserted',
      `${words[kind]} ${id} (${said}, ${at}) stands in its table and not in the chain: inserted past the audit, or removed from the chain.`,
    );
}

/** What waits was not passed over: nothing that was committed much later is in the chain already. */
async function checkWaiting(client: Queryable, chainAt: string, report: Report): Promise<number> {
  let after = '0';
  let waiting = 0;
  for (;;) {
    const rows = await readWaiting(client, after, 1_000);
    if (rows.length === 0) return waiting;
    for (const row of rows) {
      after = row.id;
      waiting += 1;
      if (chainAt !== '' && millisOf(row.at) < millisOf(chainAt) - toleranceMillis && waiting <= mostNamed)
        report(
          'back-dated',
          `What waits as ${row.kind} ${row.entry_id} is dated ${row.at}, and the chain has gone on to ${chainAt} without it.`,
        );
    }
  }
}
