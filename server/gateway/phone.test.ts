import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { limits } from './limits.ts';
import { ReportLimits } from './report-limits.ts';
import { type ScenePerson, withScene } from './testing/scene.ts';

const scene = await withScene();
const owner = scene.database.pool('owner');
const gateway = await scene.begin({ answerWithin: 300 });
const now = Math.floor(Date.now() / 1000);

const phone = (id: string): Promise<ScenePerson> =>
  scene.person({
    device: { id, protocol: 'osmand' },
    case: { device: { id, technology: 'phone', fixEvery: 600, uploadEvery: 600 } },
  });
const urlOf = ({ identifier }: ScenePerson, stamp: number): string =>
  `http://127.0.0.1:${gateway.ports.osmand}/?id=${identifier}&timestamp=${stamp}&lat=25.5&lon=-80.4`;
const report = (who: ScenePerson, stamp: number, more: RequestInit = {}): Promise<Response> =>
  fetch(urlOf(who, stamp), { method: 'POST', headers: { authorization: `Bearer ${who.token}` }, ...more });

test('GTW-11 while the database stands still a phone is told in time to come again; what it sent once is stored once', async () => {
  const who = await phone('standing-still');
  const holder = await owner.connect();
  await holder.query('begin; lock table assignment_state in access exclusive mode');
  const told = await report(who, now - 60);
  expect(told.status).toBe(503);
  expect(told.headers.get('retry-after')).toBe('30');
  await holder.query('rollback');
  holder.release();
  await expect.poll(async () => (await report(who, now - 60)).status).toBe(200);
  expect(await scene.stored(who)).toHaveLength(1);
});

test('GTW-16 one phone’s reports are bounded at a time, and another’s are taken meanwhile', async () => {
  const [eager, other] = [await phone('eager'), await phone('other')];
  expect((await report(eager, now - 5_000)).status).toBe(200);
  const holder = await owner.connect();
  await holder.query('begin; lock table assignment_state in access exclusive mode');
  const answers = await Promise.all(
    Array.from({ length: limits.perPhone.inHand + 10 }, (_, n) => report(eager, now - 1_000 - n)),
  );
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 429)).toHaveLength(10);
  expect(answers.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('1');
  await holder.query('rollback');
  holder.release();
  await expect.poll(async () => (await report(other, now - 60)).status).toBe(200);
  expect((await report(eager, now - 60)).status).toBe(200);
});

test('GTW-16 a phone that never stops gets its share and no more', () => {
  const { inHand, burst, perSecond } = limits.perPhone;
  const reports = new ReportLimits();
  const takenAt = (at: number): number => {
    let taken = 0;
    while (reports.begin('one', at) === 0) {
      reports.done('one');
      taken += 1;
    }
    return taken;
  };
  expect(takenAt(0)).toBe(burst);
  expect(takenAt(10_000)).toBe(10 * perSecond);
  // A clock that was set back gives nothing and takes nothing.
  expect(takenAt(5_000)).toBe(0);
  expect(takenAt(6_000)).toBe(perSecond);
  reports.sweep(10_000_000);
  for (let n = 0; n < inHand; n += 1) expect(reports.begin('one', 10_000_000)).toBe(0);
  expect(reports.begin('one', 10_000_000)).toBeGreaterThan(0);
  expect(reports.begin('two', 10_000_000)).toBe(0);
});

test('a compressed or too long report is refused by its own name, unread', async () => {
  const who = await phone('large');
  const compressed = { authorization: `Bearer ${who.token}`, 'content-encoding': 'gzip' };
  expect((await report(who, now, { headers: compressed, body: gzipSync('{}') })).status).toBe(415);
  expect((await report(who, now, { body: 'x'.repeat(limits.body + 1) })).status).toBe(413);
  expect(await scene.stored(who)).toEqual([]);
});
