import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { withTestDatabase } from '../../server/database/testing.ts';
import { searchFolder } from './folder.ts';
import { needlesOf } from './needles.ts';
import { Searcher } from './search.ts';

const place = { name: 'home', lat: 61.483712, lon: -149.238651 };
const name = 'Zdenka Überwasser';
const secret = randomBytes(32);
const searcher = new Searcher(
  needlesOf({
    places: [place],
    texts: [
      { name: 'name', text: name },
      { name: 'token', text: 'tok_5f6e7d8c9b' },
    ],
    secrets: [{ name: 'key', bytes: secret }],
  }),
);

const noise = (seed: number): Buffer =>
  Buffer.from(Array.from({ length: 400 }, (_, n) => (n * 167 + seed * 31) % 251));
const planted = (bytes: Uint8Array): Buffer => Buffer.concat([noise(1), bytes, noise(2)]);
const found = (bytes: Uint8Array): string[] => searcher.search(planted(bytes)).map(({ what }) => what);

function bytesOf(write: (view: DataView) => void, length: number): Buffer {
  const view = new DataView(new ArrayBuffer(length));
  write(view);
  return Buffer.from(view.buffer);
}
const each = [place.lat, place.lon];
const ends = [true, false];
const ints = ends.flatMap((little) =>
  [1e5, 1e6, 1e7].map((scale) => ({
    form: `i32 × ${scale} ${little ? 'little' : 'big'} endian, cut`,
    bytes: bytesOf((view) => {
      for (const [n, value] of each.entries()) view.setInt32(n * 4, Math.trunc(value * scale), little);
    }, 8),
  })),
);
const longs = ends.flatMap((little) =>
  [1e5, 1e6, 1e7].map((scale) => ({
    form: `i64 × ${scale} ${little ? 'little' : 'big'} endian`,
    bytes: bytesOf((view) => view.setBigInt64(0, BigInt(Math.round(place.lon * scale)), little), 8),
  })),
);
const reals = ends.flatMap((little) => [
  { form: `double ${little}`, bytes: bytesOf((view) => view.setFloat64(0, place.lat, little), 8) },
  {
    form: `floats ${little}`,
    bytes: bytesOf((view) => {
      for (const [n, value] of each.entries()) view.setFloat32(n * 4, value, little);
    }, 8),
  },
]);
const texts = [
  '61.483',
  '"lat":61.4837',
  'lat=61,4837',
  'lon -149.239',
  '-149.2386510',
  '$GPRMC,120000,A,6129.0227,N,14914.3191,W',
  '14914.319',
  'x=614837120',
  '-1492386510',
].map((text) => ({ form: text, bytes: Buffer.from(text) }));
const wrapped = [
  { form: 'base64 of text', bytes: Buffer.from(Buffer.from('{"a":61.4837,"b":1}').toString('base64')) },
  { form: 'base64 shifted', bytes: Buffer.from(Buffer.from('{"xx":61.4837,"b":1}').toString('base64')) },
  { form: 'base64url again', bytes: Buffer.from(Buffer.from('{"xyz":61.4837,"b":1}').toString('base64url')) },
  { form: 'hex of text', bytes: Buffer.from(Buffer.from('at 61.4837').toString('hex')) },
  { form: 'UTF-16', bytes: Buffer.from('at 61.4837', 'utf16le') },
];

test.each([...ints, ...longs, ...reals, ...texts, ...wrapped])(
  'a place planted as $form is found',
  ({ bytes }) => {
    expect(found(bytes).some((what) => what.startsWith('home'))).toBe(true);
  },
);

test.each([
  ['zlib', (bytes: Buffer) => deflateSync(bytes)],
  ['zlib without compression', (bytes: Buffer) => deflateSync(bytes, { level: 0 })],
  ['gzip', (bytes: Buffer) => gzipSync(bytes)],
  ['zstd', (bytes: Buffer) => zstdCompressSync(bytes)],
  ['gzip in zlib', (bytes: Buffer) => deflateSync(gzipSync(bytes))],
  [
    'gzip, cut off',
    (bytes: Buffer) => gzipSync(Buffer.concat([bytes, randomBytes(4_000)])).subarray(0, 3_000),
  ],
])('a place and a name planted in %s are found', (_form, pack) => {
  const text = `${'something else '.repeat(20)}61.483712 ${name} ${'something else '.repeat(20)}`;
  const all = found(pack(Buffer.from(text)));
  expect(all).toContain('home lat');
  expect(all).toContain('name');
});

test.each([
  ['as text', name],
  ['in a URL', `/people?q=${encodeURIComponent(name)}`],
  ['in a query', new URLSearchParams({ q: name }).toString()],
  ['escaped in JSON', '"Zdenka \\u00dcberwasser"'],
  ['in base64', Buffer.from(`xx${name}`).toString('base64')],
  ['in hex', Buffer.from(name).toString('hex').toUpperCase()],
])('a name planted %s is found', (_how, text) => {
  expect(found(Buffer.from(text))).toContain('name');
});

test.each([
  ['its bytes', secret],
  ['hex', Buffer.from(secret.toString('hex'))],
  ['base64', Buffer.from(secret.toString('base64'))],
  ['base64url', Buffer.from(secret.toString('base64url'))],
])('a key planted as %s is found, a token too', (_how, bytes) => {
  expect(found(bytes)).toContain('key');
  expect(found(Buffer.from('authorization: Bearer tok_5f6e7d8c9b'))).toContain('token');
});

test('nothing is found where nothing was planted, in ten million bytes of chance', () => {
  for (let n = 0; n < 10; n += 1) expect(searcher.search(randomBytes(1_000_000))).toEqual([]);
  expect(found(Buffer.from('61.482 -149.237 6129.121 Zdenka Unterwasser'))).toEqual([]);
});

const folder = mkdtempSync(join(tmpdir(), 'attend-traces-'));
afterAll(() => rmSync(folder, { recursive: true }));
const database = await withTestDatabase();

test('a place in a value that PostgreSQL compressed is found in its bytes, in the row and out of line', async () => {
  // As superuser: the files themselves are read.
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const long = `${'the same words again '.repeat(60)} x61.4y 61.483712 ${'the same words again '.repeat(200)}`;
  // The earlier «61.4» is copied from, so that the digits do not stand in the bytes as they are.
  const far = `x61.4y 61.483712 ${Array.from({ length: 40_000 }, (_, n) => (n * n * 7919) % 9973).join(' ')}`;
  await client.query('create table public.planted (id integer, body text compression pglz)');
  await client.query('insert into public.planted values (1, $1), (2, $2)', [long, far]);
  await client.query('checkpoint');
  const { rows } = await client.query(
    `select pg_column_compression(body) as how,
      pg_read_binary_file(pg_relation_filepath('public.planted')) as heap,
      pg_read_binary_file(pg_relation_filepath((select reltoastrelid from pg_class where oid = 'public.planted'::regclass)::regclass)) as toast
    from public.planted`,
  );
  await client.end();
  expect(rows).toMatchObject([{ how: 'pglz' }, { how: 'pglz' }]);
  const [{ heap, toast }] = rows;
  for (const bytes of [heap, toast]) {
    expect(bytes.includes('61.483')).toBe(false);
    const [trace] = searcher.search(bytes);
    expect(trace).toMatchObject({ what: 'home lat', within: [expect.stringMatching(/^pglz at \d+$/)] });
  }
});

test('a folder is searched file by file, and what may hold a key is left out by name', () => {
  writeFileSync(join(folder, 'one.log'), planted(Buffer.from('61.483712')));
  writeFileSync(join(folder, 'key-encryption-key'), secret);
  expect(searchFolder(searcher, folder).map(({ file, what }) => `${file} ${what}`)).toEqual([
    'key-encryption-key key',
    'one.log home lat',
  ]);
  const leaveOut = (file: string) => file.startsWith('key-encryption-key');
  expect(searchFolder(searcher, folder, leaveOut).map(({ file }) => file)).toEqual(['one.log']);
});
