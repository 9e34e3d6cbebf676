import { afterEach, expect, test, vi } from 'vitest';
import { openSite } from './site.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** The gateway's clock, as if somebody had set the machine's; the database's stays. */
function step(by: number): void {
  vi.restoreAllMocks();
  const real = Date.now.bind(Date);
  vi.spyOn(Date, 'now').mockImplementation(() => real() + by);
}
const hour = 3_600_000;

test('FLT-4 the clock steps back and forth: every frame is answered and stored once, and nothing is held against anybody', async () => {
  const site = await openSite();
  const line = site.line();
  let sent = 0;
  for (const by of [0, -hour, 26 * hour, -2 * hour, 0]) {
    step(by);
    line.send(site.frame(86_400 - sent * 60), site.frame(86_340 - sent * 60));
    sent += 2;
    await line.answered(sent);
  }
  // The same again changes nothing, whatever the clock.
  for (const by of [hour, -hour]) {
    step(by);
    line.send(site.frame(86_400), site.frame(86_340));
    sent += 2;
    await line.answered(sent);
  }
  vi.restoreAllMocks();
  const { rows } = await site.owner.query(
    `select count(*)::integer as alerts from alert where kind not in ('silent', 'no-position')`,
  );
  expect(rows[0].alerts).toBe(0);
  expect(site.gateway.meter).toMatchObject({ resent: expect.any(Number), faults: 0 });
  expect(site.gateway.meter.resent).toBeGreaterThanOrEqual(4);
}, 120_000);

test('FLT-5 a clock that is months off makes no day of its own: nothing is answered until it is right', async () => {
  const site = await openSite();
  const line = site.line();
  line.send(site.frame(600));
  await line.answered(1);
  step(100 * 24 * hour);
  line.send(site.frame(540));
  await expect.poll(() => site.gateway.meter.stalled, { timeout: 30_000 }).toBe(true);
  expect(line.answers).toHaveLength(1);
  vi.restoreAllMocks();
  await line.answered(2);
  const { rows } = await site.owner.query(
    `select count(*)::integer as days from pg_inherits where inhparent = 'attend.upload_standard'::regclass`,
  );
  // Today, and at midnight yesterday.
  expect(rows[0].days).toBeLessThanOrEqual(2);
}, 120_000);
