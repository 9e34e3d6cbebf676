import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { lineOf } from '../../server/api/enrolment/testing.ts';
import type { Client } from '../../server/api/testing/client.ts';
import { pdfOf, photoOf } from '../../server/files/testing/pictures.ts';
import { frameOf, readingOf, TestLine } from '../../server/gateway/testing/line.ts';
import { openKeyring } from '../../server/keys/keyring.ts';
import { searchFolder } from './folder.ts';
import { type Known, type KnownPlace, needlesOf } from './needles.ts';
import { type Programme, password, signIn, startProgramme } from './programme.ts';
import { Searcher } from './search.ts';

const folder = mkdtempSync(join(tmpdir(), 'attend-leaks-'));
chmodSync(folder, 0o711);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const people = [
  { reference: 'L-1', name: 'Zdenka Überwasser', level: 'trail', lat: 61.483712, lon: -149.238651 },
  { reference: 'L-2', name: 'Quillon Abernethy', level: 'zones', lat: 61.917384, lon: -149.761942 },
  { reference: 'L-3', name: 'Wolfram Tchaikowsky', level: 'status', lat: 61.352869, lon: -148.927153 },
] as const;
const deviceOf = (index: number): string => String(81_000_000 + index);
const phone = { device: 'phone-81', token: 'phonetoken5f6e7d8c9b0a' };
const wrongToken = 'wrongtoken1a2b3c4d5e6f';
const note = 'Ottilie Bruckmoser answered the telephone';
/** What the errors that nobody catches quote. */
const quoted = `{"name":"${people[0].name}","lat":${people[0].lat},"lon":${people[0].lon}, oops`;
const now = Math.floor(Date.now() / 1000) * 1000;

const fixAt = ({ lat, lon }: { lat: number; lon: number }) => ({
  lat,
  lon,
  source: 'gnss' as const,
  accuracy: null,
  time: null,
  speed: 1,
  course: 90,
  altitude: null,
  satellites: null,
});

/** Everybody with a zone around where they are; the first one's phone too. */
async function enrolAll(client: Client): Promise<string[]> {
  const lines = people.map(({ reference, name, level, lat, lon }, index) =>
    lineOf(reference, {
      participant: { name },
      device: { id: deviceOf(index) },
      case: {
        timezone: 'America/Anchorage',
        authority: [{ location: level, from: '2026-01-01T00:00:00Z', to: null }],
        conditions: [
          {
            id: 'z1',
            kind: 'exclusion-zone',
            area: { center: [lon, lat], radius: 250 },
            from: '2026-01-01T00:00:00Z',
            to: null,
          },
        ],
      },
    }),
  );
  const { level: _level, ...first } = people[0];
  const ofPhone = lineOf('L-4', {
    participant: { name: first.name },
    device: { id: phone.device, protocol: 'osmand', token: phone.token },
    case: {
      device: { id: phone.device, technology: 'phone', fixEvery: 60, uploadEvery: 600 },
      conditions: [],
    },
  });
  for (const line of [...lines, ofPhone]) {
    const answer = await client.post('/api/enrolments', line, {
      'idempotency-key': `enrol-${Math.random()}`,
    });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  }
  const list = await client.get('/api/people');
  return list.body.people.map(({ id }: { id: string }) => id);
}

async function report(programme: Programme, ago: readonly number[]): Promise<void> {
  for (const [index, person] of people.entries()) {
    const line = new TestLine(programme.ports.laipac ?? 0);
    const frames = ago.map((minutes) =>
      frameOf(readingOf(deviceOf(index), now - minutes * 60_000, { fix: fixAt(person) })),
    );
    line.send(...frames);
    await line.answered(frames.length);
    line.end();
  }
}

const byPhone = (programme: Programme, token: string, more: Record<string, string> = {}): Promise<number> => {
  const query = new URLSearchParams({
    id: phone.device,
    lat: String(people[0].lat),
    lon: String(people[0].lon),
    timestamp: String((now - 60_000) / 1000),
    ...more,
  });
  return fetch(`http://127.0.0.1:${programme.ports.osmand}/?${query}`, {
    headers: { authorization: `Bearer ${token}` },
  }).then(({ status }) => status);
};

/** Whatever a device, a phone or a browser can do wrong, each with somebody's place or name in it. */
async function provoke(programme: Programme, client: Client, ids: readonly string[]): Promise<void> {
  const [person] = people;
  const good = frameOf(readingOf(deviceOf(0), now - 30_000, { fix: fixAt(person) }));
  const damaged = Buffer.from(good);
  damaged[damaged.length - 3] = damaged[damaged.length - 3] === 0x30 ? 0x31 : 0x30;
  const strange = frameOf(readingOf('99999999', now, { fix: fixAt(person) }));
  for (const bytes of [damaged, strange, Buffer.from(`${quoted}\r\n`.repeat(40))]) {
    const line = new TestLine(programme.ports.laipac ?? 0);
    line.send(bytes, good);
    await Promise.race([line.answered(1).catch(() => undefined), line.ended()]);
    line.end();
  }
  expect(await byPhone(programme, wrongToken)).toBe(401);
  expect(await byPhone(programme, phone.token, { lat: '961.483712' })).toBeGreaterThanOrEqual(200);
  const [id] = ids;
  const q = new URLSearchParams({ q: person.name, lat: String(person.lat), lon: String(person.lon) });
  for (const path of [
    `/api/people?${q}`,
    `/api/nothing?${q}`,
    `/nothing?${q}`,
    `/api/people/${encodeURIComponent(person.name)}`,
  ])
    await client.get(path);
  const refused = lineOf('L-1', {
    participant: { name: `${person.name} again` },
    device: { id: deviceOf(0) },
  });
  expect((await client.post('/api/enrolments', refused)).status).toBeGreaterThanOrEqual(400);
  expect((await client.post('/api/enrolments', quoted)).status).toBe(400);
  const nul = lineOf(`${person.name}\u0000`, { device: { id: '81000099' } });
  expect((await client.post('/api/enrolments', nul)).status).toBeGreaterThanOrEqual(400);
  const looked = new URLSearchParams({
    from: new Date(now - 3_600_000).toISOString(),
    to: new Date(now).toISOString(),
    purpose: 'a test',
  });
  for (const one of ids) await client.get(`/api/people/${one}/movement?${looked}`);
  await client.get(
    `/api/people/${id}/movement?${new URLSearchParams({ from: String(person.lat), to: 'x', purpose: 'y' })}`,
  );
  for (const alert of (await client.get('/api/alerts')).body.alerts) {
    await client.get(`/api/alerts/${alert.id}`);
    await client.post(`/api/alerts/${alert.id}/note`, { note }, { 'idempotency-key': `note-${alert.id}` });
  }
  // A photo with a name in it, a paper with one, and what is refused.
  for (const file of [await photoOf(), pdfOf(note), Buffer.from(quoted)]) {
    const { status, body } = await client.post(`/api/people/${id}/files`, file);
    expect(status).toBe(file.includes('%PDF') || file[0] === 0xff ? 201 : 415);
    if (status !== 201) continue;
    const made = { file: body.file, kind: 'letter', title: note, fileName: `${person.name}.pdf` };
    const { body: added } = await client.post(`/api/people/${id}/documents`, made);
    await client.get(`/api/documents/${added.document}/file?${new URLSearchParams({ purpose: 'a test' })}`);
  }
  await client.post('/api/sign-in', { email: 'ada@example.org', password: `${password} wrong` });
}

/** A process of the database or a gateway ends without warning; everything comes back by itself. */
async function endAndComeBack(programme: Programme, end: () => void): Promise<void> {
  end();
  await expect
    .poll(
      () =>
        report(programme, [Math.random()]).then(
          () => 'answered',
          () => 'not yet',
        ),
      { timeout: 60_000 },
    )
    .toBe('answered');
}

const postmaster = (): number =>
  Number(readFileSync(join(folder, 'data', 'database', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);

test.skipIf(process.platform !== 'linux')(
  'KEY-17 no place, name, token or key in anything that a run with errors and crashes leaves on disk',
  { timeout: 240_000 },
  async () => {
    const programme = await startProgramme(folder, quoted);
    const { client, secret } = await signIn(programme);
    const ids = await enrolAll(client);
    await report(programme, [9, 8, 7, 6, 5]);
    expect(await byPhone(programme, phone.token)).toBe(200);
    await provoke(programme, client, ids);
    await endAndComeBack(programme, () => process.kill(postmaster(), 'SIGKILL'));
    const [gateway] = programme.gateways();
    if (gateway === undefined) throw new Error('no gateway runs');
    await endAndComeBack(programme, () => process.kill(gateway, 'SIGUSR2'));
    await provoke(programme, client, ids);
    const cookie = decodeURIComponent(client.cookies().split('=')[1] ?? '');
    await programme.crash();
    // The program that crashed left its database; the next start takes it over and ends it in order.
    const again = await startProgramme(folder, quoted);
    await again.stop();

    const log = readFileSync(join(folder, 'logs', 'up.log'), 'utf8');
    expect(log.match(/ended by an error that nobody caught/g)).toHaveLength(2);
    const known = knownWith(ids, { secret, cookie });
    const searcher = new Searcher(needlesOf(known));
    const isKeyFile = (file: string): boolean => file.startsWith('data/keyring/key-encryption-key');
    expect(searchFolder(searcher, folder, isKeyFile)).toEqual([]);
    // The same search finds what stands where it may stand, and what is planted.
    const keyFile = searchFolder(searcher, join(folder, 'data', 'keyring'));
    expect(keyFile.map(({ what }) => what)).toContain('key-encryption key');
    writeFileSync(join(folder, 'tmp', 'planted'), quoted);
    const found = searchFolder(searcher, join(folder, 'tmp'));
    expect(found.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['L-1 lat', 'L-1 lon', 'name of L-1']),
    );
  },
);

function knownWith(ids: readonly string[], { secret, cookie }: { secret: string; cookie: string }): Known {
  const directory = join(folder, 'data', 'keyring');
  const keyring = openKeyring(directory);
  const keys = ids.flatMap((id) => keyring.find(id) ?? []);
  keyring.close();
  expect(keys).toHaveLength(people.length + 1);
  expect(cookie.length).toBeGreaterThan(40);
  expect(secret.length).toBeGreaterThan(15);
  const places: KnownPlace[] = people.map(({ reference, lat, lon }) => ({ name: reference, lat, lon }));
  return {
    places,
    texts: [
      ...people.map(({ reference, name }) => ({ name: `name of ${reference}`, text: name })),
      ...people.map(({ reference, name }) => ({
        name: `family name of ${reference}`,
        text: name.split(' ')[1] ?? '',
      })),
      { name: 'note', text: note.slice(0, 18) },
      { name: 'token of a phone', text: phone.token },
      { name: 'wrong token', text: wrongToken },
      { name: 'password', text: password },
      { name: 'authenticator', text: secret },
      { name: 'session', text: cookie },
    ],
    secrets: [
      { name: 'key-encryption key', bytes: readFileSync(join(directory, 'key-encryption-key')) },
      ...keys.map((key, index) => ({ name: `key ${index}`, bytes: key.export() })),
    ],
  };
}
