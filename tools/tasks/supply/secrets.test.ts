import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../run.ts';
import { findSecrets, type SecretFound } from './secrets.ts';

/** What looks like a secret and is none, by what stands there, and why. */
const none: readonly { readonly text: string; readonly why: string }[] = [
  { text: 'postgresql://account:password@', why: 'the form of an address in the manual' },
  { text: 'postgresql://user:password@', why: 'the form of an address in a comment' },
  { text: 'smtps://user:password@', why: 'the form of an address in the manual' },
  { text: 'smtp://user:password@', why: 'the form of an address in a comment' },
  { text: "token: 'phonetoken5f6e7d8c9b0a'", why: 'made up, to be looked for on the disk afterwards' },
  { text: "Token = 'wrongtoken1a2b3c4d5e6f'", why: 'made up, to be looked for on the disk afterwards' },
  { text: "token: 'a-token-of-16-letters'", why: 'made up, for a simulated phone' },
];
const isNone = ({ text }: SecretFound): boolean => none.some((one) => one.text === text);

const mebibyte = 1_048_576;
const git = (options: readonly string[], cwd: string = root): Buffer =>
  execFileSync('git', [...options], { cwd, maxBuffer: 1024 * mebibyte, stdio: 'pipe' });
/**
 * Every message, and every line that ever came into a file: of a merge, what stood in neither side. Whole versions of files would be more
 * than a string can hold by now, and hold nothing that did not come in once.
 */
const readHistory = (cwd: string): string => {
  const options = ['-p', '-U0', '--text', '--no-color', '--no-ext-diff', '--no-textconv', '--diff-merges=cc'];
  return git(['log', ...options, '--format=%an %ae%n%B', 'HEAD'], cwd).toString('latin1');
};
/** A release's archive has no history, and its files are those that were tracked. */
const hasHistory = existsSync(`${root}/.git`);
const say = ({ path, form, text }: SecretFound): string => `${path}: ${form} ${text.slice(0, 12)}…`;

describe.skipIf(!hasHistory)('the repository', () => {
  test('SUP-4 no file that is tracked holds a secret, nor is one', () => {
    const paths = git(['ls-files', '-z']).toString().split('\0').filter(Boolean);
    expect(paths.length).toBeGreaterThan(500);
    const found = paths
      .filter((path) => existsSync(`${root}/${path}`))
      .flatMap((path) => findSecrets(path, readFileSync(`${root}/${path}`, 'latin1')));
    expect(found.filter((one) => !isNone(one)).map(say)).toEqual([]);
    // An exception that nothing needs any more would hide the next one.
    expect(none.filter(({ text }) => !found.some((one) => one.text === text))).toEqual([]);
  });

  test('SUP-4 nor does anything in the history, where what was taken out again still stands', () => {
    const objects = git(['rev-list', '--objects', 'HEAD']).toString().trim().split('\n');
    const named = objects.filter((line) => line.length > 41).map((line) => line.slice(41));
    const all = readHistory(root);
    expect(all.length).toBeGreaterThan(mebibyte);
    const found = [...named.flatMap((path) => findSecrets(path, '')), ...findSecrets('history', all)];
    expect([...new Set(found.filter((one) => !isNone(one)).map(say))]).toEqual([]);
  });
});

describe('the search finds what was planted', () => {
  const letters = (length: number): string => randomBytes(length).toString('hex').slice(0, length);
  const pem = (passphrase?: string): string =>
    generateKeyPairSync('ed25519', {
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: {
        ...{ type: 'pkcs8', format: 'pem' },
        ...(passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase }),
      },
    }).privateKey;
  const jwk = JSON.stringify(
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
  );
  const encoded = (of: object): string => Buffer.from(JSON.stringify(of)).toString('base64url');

  test.each<readonly [string, string]>([
    ['private key (PEM)', pem()],
    ['private key (PEM)', pem('a passphrase of the test')],
    ['private key (JWK)', jwk],
    ['access key of a cloud', `key: AKIA${letters(16).toUpperCase()}`],
    ['token of a code host', `ghp_${letters(36)}`],
    ['token of a registry', `npm_${letters(36)}`],
    ['token of a registry', `//example.org/:_authToken=${letters(20)}`],
    ['token of a service', `sk_live_${letters(24)}`],
    [
      'signed token (JWT)',
      `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded({ sub: 'somebody' })}.${letters(43)}`,
    ],
    ['password in an address', `DATABASE_URL=postgresql://attend:${letters(16)}@db.example.org/attend`],
    ['key of 32 bytes in base64', `1:${randomBytes(32).toString('base64')},2:…`],
    ['secret given a value', `const clientSecret = '${letters(12)}a1${letters(12)}';`],
    ['secret given a value', `"client_secret": "${letters(12)}a1${letters(12)}"`],
  ])('SUP-4 %s', (form, text) => {
    expect(findSecrets('planted.ts', `// before\n${text}\n// after`).map((one) => one.form)).toContain(form);
  });

  test('SUP-4 in the history: what was taken out again, what a merge alone brought, and what a message says', () => {
    const folder = mkdtempSync(join(tmpdir(), 'attend-history-'));
    const run = (...options: string[]) =>
      git(
        ['-c', 'user.name=x', '-c', 'user.email=x@example.org', '-c', 'commit.gpgsign=false', ...options],
        folder,
      );
    const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
    const [gone, merged, told] = [1, 2, 3].map(() => `ghp_${letters(36)}`);
    try {
      run('init', '-q', '-b', 'main');
      write('a', `one\n${gone}\n`);
      run('add', '-A');
      run('commit', '-qm', 'a');
      write('a', 'one\n');
      run('commit', '-qam', 'taken out');
      run('checkout', '-qb', 'side');
      write('b', 'side\n');
      run('add', '-A');
      run('commit', '-qm', 'side');
      run('checkout', '-q', 'main');
      write('c', 'main\n');
      run('add', '-A');
      run('commit', '-qm', 'main');
      run('merge', '-q', '--no-commit', 'side');
      write('b', `side\n${merged}\n`);
      run('commit', '-qam', `a merge with ${told}`);
      const found = new Set(findSecrets('history', readHistory(folder)).map(({ text }) => text));
      expect(found).toEqual(new Set([gone, merged, told]));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test.each([
    'data/keyring/key-encryption-key.2',
    'keyring.sqlite',
    'deploy/.env.production',
    'server/tls.key',
    'id_ed25519',
  ])('SUP-4 a file of keys: %s', (path) => {
    expect(findSecrets(path, '').map(({ form }) => form)).toEqual(['file of keys']);
  });

  test('and leaves alone what is none', () => {
    for (const text of [
      '"integrity": "sha512-iqvbVmkYIK5ioMlgjQim7A2MUTMqRgNrEDw6bRs0sIx2j7/R9dLC4358Eh5g8NOs4jSMtLCO+vl/+A0nO24sPA=="',
      "const secret = 'a long enough secret of the test';",
      '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA',
      '/-----BEGIN PRIVATE KEY-----[^-]+/',
      'https://user@example.org/a:b@c',
    ])
      expect(findSecrets('page.md', text), text).toEqual([]);
  });
});
