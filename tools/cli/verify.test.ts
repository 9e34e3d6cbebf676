import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openSigner } from '@attend/server/audit/signing';
import { withTestDatabase } from '@attend/server/database/testing';
import { makeScene, tellStory } from '@attend/server/database/testing-audit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const program = fileURLToPath(new URL('./attend.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'attend-verify-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const data = join(folder, 'data');
const directory = join(data, 'keyring');
const database = await withTestDatabase();
const owner = database.pool('owner');

type Ran = { readonly code: number | null; readonly out: string; readonly err: string };
function attend(...args: string[]): Promise<Ran> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env.PATH, DATABASE_URL: database.url } as NodeJS.ProcessEnv,
    cwd: folder,
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    err += text;
  });
  return new Promise((settle) => child.once('close', (code) => settle({ code, out, err })));
}
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

let roots: string;
let key: string;
beforeAll(async () => {
  await tellStory(await makeScene({ database, signer: openSigner(directory), directory }));
  roots = file('roots.json', (await attend('audit', 'roots', '--data', data)).out);
  key = file('key.pem', (await attend('audit', 'key', '--data', data)).out);
});

describe('attend verify audit', () => {
  test('AUD-10 says what holds, with the folder’s key, a given one, and that of the deposited file', async () => {
    const holds = {
      code: 0,
      err: '',
      out: 'The audit holds: 29 entries, 42 uploads, 2 daily roots; 0 commits wait for the chain.\n',
    };
    expect(await attend('verify', 'audit', '--data', data)).toEqual(holds);
    expect(await attend('verify', 'audit', '--data', data, '--roots', roots, '--public-key', key)).toEqual(
      holds,
    );
    expect(await attend('verify', 'audit', '--data', join(folder, 'elsewhere'), '--roots', roots)).toEqual(
      holds,
    );
  });

  test('AUD-10 says in a sentence each what does not, and exits 1', async () => {
    await owner.query('alter table audit_entry disable trigger user');
    await owner.query(`update audit_entry set action = 'alert.closed' where id = 1`);
    const told = await attend('verify', 'audit', '--data', data);
    expect(told.code).toBe(1);
    expect(told.out).toMatch(
      /^At position \d+, change 1 \(alert\.closed of alert alert-0, .+\) is not what was put there\.\n$/,
    );
    expect(told.err).toMatch(/^attend verify: the audit does not hold: 1 things are wrong, in .+\.\n$/);
    await owner.query(`update audit_entry set action = 'alert.acknowledged' where id = 1`);
    await owner.query('alter table audit_entry enable always trigger append_only');
    expect((await attend('verify', 'audit', '--data', data)).code).toBe(0);
  });

  test('AUD-10 a deposited root that is another, or bears no good signature, is told by its day', async () => {
    const changed = JSON.parse(readFileSync(roots, 'utf8'));
    changed.roots[1].entries = '11';
    const told = await attend(
      'verify',
      'audit',
      '--data',
      data,
      '--roots',
      file('bad.json', JSON.stringify(changed)),
    );
    expect(told).toMatchObject({
      code: 1,
      out: expect.stringMatching(
        /In the deposited file, the root of .+ does not bear out its signature\.\nThe root of .+ is not the one that was deposited\.\n/,
      ),
    });
  });

  test('AUD-10 another key than the one that signed believes nothing', async () => {
    const other = openSigner(join(folder, 'other'));
    expect(other.key).not.toBe('');
    const told = await attend(
      'verify',
      'audit',
      '--data',
      data,
      '--public-key',
      join(folder, 'other', 'audit-public-keys.pem'),
    );
    expect(told.code).toBe(1);
    expect(told.out).toMatch(
      /The root of .+ is signed by the key [0-9a-f]{16}, which is none of those given\./,
    );
  });

  test.each([
    ['no such thing', ['verify', 'packet'], /evidence packets come with a later/],
    ['a file that is not there', ['verify', 'audit', '--roots', 'none.json'], /none\.json cannot be read/],
    ['a file that is no JSON', ['verify', 'audit', '--roots', 'attend.txt'], /attend\.txt is not JSON/],
    ['a file of another form', ['verify', 'audit', '--roots', 'form.json'], /form\.json: the field "roots/],
    ['no key in the file', ['verify', 'audit', '--public-key', 'attend.txt'], /holds no public key/],
    ['no key known', ['verify', 'audit', '--data', 'nowhere'], /no public key is known/],
    ['no position', ['audit', 'proof'], /name the position/],
    ['a position that is not there', ['audit', 'proof', '999', '--data', 'data'], /no position 999/],
    ['nothing that is published', ['audit', 'secrets'], /none of roots, key, proof/],
  ])('AUD-10 bad input exits 2 with one sentence: %s', async (_name, args, said) => {
    file('attend.txt', 'not JSON');
    file('form.json', '{"format":"attend-audit-roots/1","publicKeys":[]}');
    const told = await attend(...args);
    expect(told).toMatchObject({ code: 2, out: '', err: expect.stringMatching(said) });
    expect(told.err.trim().split('\n')).toHaveLength(1);
  });
});

describe('attend audit proof', () => {
  test('AUD-8 one entry stands under its day’s root, checked with no database', async () => {
    const proof = file('proof.json', (await attend('audit', 'proof', '5', '--data', data)).out);
    const told = await attend('verify', 'audit', '--proof', proof, '--public-key', key);
    expect(told).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/^The proof holds: \w+ \d+ stood at position 5 on /),
    });
    const changed = JSON.parse(readFileSync(proof, 'utf8'));
    changed.entry.content = 'ab'.repeat(32);
    const bad = await attend('verify', 'audit', '--proof', file('bad.json', JSON.stringify(changed)));
    expect(bad).toMatchObject({ code: 1, err: expect.stringContaining('does not stand under the root') });
  });
  test('AUD-8 of a day that runs there is no proof yet', async () => {
    const told = await attend('audit', 'proof', '28', '--data', data);
    expect(told).toMatchObject({ code: 2, err: expect.stringContaining('signed when the day is over') });
  });
});
