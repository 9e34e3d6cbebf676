import { expect, test } from 'vitest';
import { isTest, readSources } from '../../tools/tasks/house/files.ts';

const code = readSources().filter(({ path }) => /^(server|tools)\/.*\.ts$/.test(path) && !isTest(path));

test('PPL-17 nothing but the register’s own repository reads its entries: no list, map, packet or export does', () => {
  const reads = code.filter(({ text }) => /\b(from|join|into|update)\s+register_entry\b/.test(text));
  expect(reads.map(({ path }) => path).sort()).toEqual([
    // Files: what comes in is compared with what stands; of what goes out none is protected (IMP-9).
    'server/database/repositories/caseload-register.ts',
    // Whether the address of a letter is protected by now, and no word of it.
    'server/database/repositories/documents.ts',
    'server/database/repositories/register-entries.ts',
  ]);
  const uses = code.filter(({ text }) => text.includes('repositories/register-entries.ts'));
  expect(uses.map(({ path }) => path).sort()).toEqual([
    // Whether a text tells one, and from whom they are kept.
    'server/access/protected-addresses.ts',
    // To whom a letter goes: a protected address is told to who may see it, for a letter to the participant alone (LTR-8).
    'server/api/letters/recipient.ts',
    'server/api/register/entries.ts',
    'server/api/register/read.ts',
  ]);
});
