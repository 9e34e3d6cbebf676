import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openSigner, readPublicKeys } from '../audit/signing.ts';
import { withTestDatabase } from '../database/testing.ts';
import { hear, untilChained } from '../database/testing-audit.ts';
import { commitBatch } from './commit.ts';
import type { CommitEntry } from './commit-entry.ts';
import { makeAssignments, type TestAssignment } from './testing/assignments.ts';

const directory = mkdtempSync(join(tmpdir(), 'attend-uploads-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const database = await withTestDatabase();
const owner = database.pool('owner');
const gateway = database.pool('gateway');

const entryOf = (of: TestAssignment, version: number, upload: Buffer | null): CommitEntry => ({
  ...{ assignmentId: of.assignmentId, programmeId: of.programmeId, participantId: of.participantId },
  ...{ version, upload, findings: [], snapshot: null, due: undefined, rejections: [] },
  ...{ positions: [], withdrawn: [], health: null },
});

test('AUD-12 the sequencer hears of exactly the uploads that a commit wrote: not the losers’, not of none', async () => {
  const assignments = await makeAssignments(owner, 60);
  for (let version = 0; version < 3; version += 1) {
    // The same states from three gateways at once: two lose each, and their uploads are not there.
    const batch = assignments.map((one, n) =>
      entryOf(one, version, n % 5 === 0 ? null : Buffer.from(`upload ${n} ${version}`)),
    );
    await Promise.all([1, 2, 3].map(() => commitBatch(gateway, batch, Date.now())));
  }
  await untilChained({ database, signer: openSigner(directory), directory });
  const heard = await hear(owner, { keys: readPublicKeys(directory), now: Date.now() });
  expect(heard.said).toEqual([]);
  expect(heard.uploads).toBe(48 * 3);
  expect(Number((await owner.query('select count(*) from upload')).rows[0].count)).toBe(48 * 3);
});
