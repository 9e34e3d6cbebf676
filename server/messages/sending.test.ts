import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { enrol, lineOf } from '../api/enrolment/testing.ts';
import { transaction } from '../database/connect.ts';
import { withTestDatabase } from '../database/testing.ts';
import { insertSuspensionOf } from '../database/testing-life.ts';
import { insertProgramme, insertStaff } from '../database/testing-records.ts';
import { openKeyring } from '../keys/keyring.ts';
import { createIntake } from './intake.ts';
import { cancelMessages, type Plan, planMessage } from './plan-message.ts';
import { sendMessages } from './send-messages.ts';
import type { Senders } from './sender.ts';
import { isSigned, signBody } from './signature.ts';
import { createSmsGateway } from './sms-gateway.ts';
import { closedPort, withGateway } from './testing/gateway.ts';
import { insertPoint } from './testing/points.ts';

const database = await withTestDatabase();
const pool = database.pool('owner');
const folder = mkdtempSync(join(tmpdir(), 'attend-messages-'));
const keyring = openKeyring(folder);
afterAll(() => {
  keyring.close();
  rmSync(folder, { recursive: true });
});
const gateway = await withGateway();
const secret = 'a secret of the gateway';
const noon = Date.parse('2026-12-01T17:00:00Z');
const minute = 60_000;

const programmeId = await insertProgramme(database, 'Miami Programme');
const staffId = await insertStaff(database, programmeId, 'Ana Officer');
let person = '';
let number = 0;
let phone = '';
let point = '';

beforeEach(async () => {
  number += 1;
  await pool.query(`update message set status = 'cancelled' where status in ('planned', 'sending')`);
  const line = lineOf(`M-${number}`, { participant: { languages: ['es'], office: 'Here' } });
  const [outcome] = await enrol(database, keyring, programmeId, line);
  if (outcome?.kind !== 'enrolled') throw new Error(JSON.stringify(outcome));
  const { rows } = await pool.query('select id from participant where reference = $1', [`M-${number}`]);
  person = rows[0].id;
  phone = `+1305555${1000 + number}`;
  point = await insertPoint(pool, keyring, { programmeId, participantId: person, staffId, address: phone });
  gateway.answer(200);
});

const planOf = (key: string, over: Partial<Plan> = {}): Plan => ({
  ...{
    programmeId,
    participantId: person,
    template: 'free-text',
    values: { text: key },
    dueAt: noon,
    key,
    now: noon,
  },
  ...over,
});
const plan = (key: string, over: Partial<Plan> = {}): Promise<boolean> =>
  transaction(pool, {}, (client) => planMessage(client, keyring, planOf(key, over)));
const bySms = (): Senders => ({ phone: createSmsGateway({ url: gateway.url, secret }) });
const run = (now = noon, senders: Senders = bySms()) =>
  sendMessages({ pool, keyring, senders, now: () => now });
const rowOf = async (key: string) =>
  (await pool.query('select * from message where key = $1', [key])).rows[0];
const sentWith = (key: string) => gateway.received.filter(({ body }) => body.includes(key));

test('MSG-6 a message is planned with the caller’s transaction or not at all, and once for a key', async () => {
  const rolledBack = transaction(pool, {}, async (client) => {
    await planMessage(client, keyring, planOf('rolled-back'));
    throw new Error('the hearing was not kept');
  });
  await expect(rolledBack).rejects.toThrow('not kept');
  expect(await rowOf('rolled-back')).toBeUndefined();
  expect(await plan('once')).toBe(true);
  expect(await plan('once', { values: { text: 'another text' } })).toBe(false);
  const row = await rowOf('once');
  expect(row.status).toBe('planned');
  expect(row.sealed.toString('latin1')).not.toContain('once');
});

test('LIF-5 nothing that was planned goes to who is suspended, and after it what is still useful does', async () => {
  await plan('before', { usefulUntil: noon + 600 * minute, createdBy: staffId });
  const suspension = await insertSuspensionOf(pool, person);
  await plan('by itself', { usefulUntil: noon + 600 * minute });
  await plan('by hand', { createdBy: staffId });
  await run();
  expect(sentWith('by hand')).toHaveLength(1);
  for (const key of ['before', 'by itself'])
    expect(await rowOf(key)).toMatchObject({ status: 'planned', reason: 'suspended' });
  await pool.query('update suspension set to_at = now() where id = $1', [suspension]);
  await run(noon + 10 * minute);
  for (const key of ['before', 'by itself']) expect(sentWith(key), key).toHaveLength(1);
});

test('LIF-5 to who has died nothing is sent, and nothing planned', async () => {
  await plan('planned before');
  await insertSuspensionOf(pool, person, 'death');
  expect(await plan('by hand', { createdBy: staffId })).toBe(false);
  await run();
  expect(await rowOf('planned before')).toMatchObject({ status: 'cancelled', reason: 'suspended' });
  expect(gateway.received.filter(({ body }) => body.includes(phone))).toEqual([]);
});

test('MSG-6 what was cancelled before it was begun is not sent; what begins otherwise is', async () => {
  await plan('hearing_1/a');
  await plan('hearing_1/b');
  await plan('hearingX1/c');
  expect(await cancelMessages(pool, 'hearing_1/')).toBe(2);
  await run();
  expect(sentWith('hearing_1/')).toEqual([]);
  expect(sentWith('hearingX1/c')).toHaveLength(1);
  expect(await cancelMessages(pool, 'hearingX1/')).toBe(0);
});

test('MSG-7 MSG-10 a message leaves once, in the person’s language, signed, with a key of its own', async () => {
  await plan('leaves-once');
  await run();
  await run();
  const [received, ...more] = sentWith('leaves-once');
  expect(more).toEqual([]);
  const row = await rowOf('leaves-once');
  expect(row).toMatchObject({
    status: 'sent',
    attempts: 1,
    provider_ref: 'provider-1',
    contact_point_id: point,
  });
  const body = JSON.parse(received?.body ?? '');
  expect(body).toEqual({
    kind: 'message',
    to: phone,
    text: expect.stringContaining('ALTO'),
    reference: `${row.id}.1.${point}`,
  });
  expect(received?.headers['idempotency-key']).toBe(body.reference);
  const signature = String(received?.headers['attend-signature']);
  expect(isSigned(secret, received?.body ?? '', signature, Date.now())).toBe(true);
  expect(isSigned('another secret 1', received?.body ?? '', signature, Date.now())).toBe(false);
});

test('MSG-3 in quiet hours it waits until eight of that morning, by the recipient’s clock', async () => {
  const night = Date.parse('2026-12-02T03:00:00Z');
  await plan('at-night', { dueAt: night, now: night });
  expect((await rowOf('at-night')).due_at.toISOString()).toBe('2026-12-02T13:00:00.000Z');
  // Due by day, and nobody sent it until night.
  await plan('late', { dueAt: noon });
  await run(night);
  expect(await rowOf('late')).toMatchObject({ status: 'planned', try_at: new Date('2026-12-02T13:00:00Z') });
  await run(Date.parse('2026-12-02T13:00:00Z'));
  expect(sentWith('at-night')).toHaveLength(1);
  expect(sentWith('late')).toHaveLength(1);
});

test.each([
  'consent_at = null, consent_asked_by = null',
  'consent_withdrawn_at = now()',
  'stopped_at = now()',
  'bounced_at = now()',
])('MSG-5 nothing is sent where %s', async (how) => {
  await pool.query(`update contact_point set ${how} where id = $1`, [point]);
  const key = `unreachable-${number}`;
  await plan(key);
  await run();
  expect(await rowOf(key)).toMatchObject({ status: 'planned', reason: 'no-contact-point' });
  await run(noon + 25 * 60 * minute);
  expect(await rowOf(key)).toMatchObject({ status: 'failed', reason: 'no-contact-point' });
  expect(sentWith(key)).toEqual([]);
});

test('MSG-9 without a provider it stays in sight, says so, and leaves once there is one', async () => {
  await plan('no-provider');
  await run(noon, {});
  expect(await rowOf('no-provider')).toMatchObject({ status: 'planned', reason: 'no-provider', attempts: 0 });
  await run(noon + 5 * minute);
  expect(await rowOf('no-provider')).toMatchObject({ status: 'sent', reason: null });
});

test('MSG-8 what the provider did not take is tried again, later each time, under the same key, until that is over', async () => {
  await plan('not-now');
  gateway.answer(503);
  let now = noon;
  for (let attempt = 1; attempt <= 6; attempt += 1) {
    await run(now);
    const row = await rowOf('not-now');
    expect(row.attempts).toBe(attempt);
    await run(now);
    expect((await rowOf('not-now')).attempts).toBe(attempt);
    now = row.try_at.getTime();
  }
  expect(await rowOf('not-now')).toMatchObject({ status: 'failed', reason: 'not-reached' });
  expect(new Set(sentWith('not-now').map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
});

test.each([401, 403, 404, 307])(
  'MSG-8 a gateway that answers %i was set up wrongly: no message fails by that, and each leaves once it is set right',
  async (status) => {
    const key = `set-up-${status}`;
    await plan(key);
    gateway.answer(status);
    await run(noon);
    expect(await rowOf(key)).toMatchObject({ status: 'planned', reason: 'not-reached', attempts: 1 });
    gateway.answer(200);
    await run(noon + 5 * minute);
    expect(await rowOf(key)).toMatchObject({ status: 'sent', reason: null });
  },
);

test('MSG-8 where nothing listens it is tried again; what is no longer so is not sent', async () => {
  await plan('nobody-listens', { usefulUntil: noon + 30 * minute });
  const nowhere = { phone: createSmsGateway({ url: await closedPort(), secret }) };
  await run(noon, nowhere);
  expect(await rowOf('nobody-listens')).toMatchObject({ status: 'planned', reason: 'not-reached' });
  await run(noon + 31 * minute);
  expect(await rowOf('nobody-listens')).toMatchObject({ status: 'failed', reason: 'not-reached' });
  expect(sentWith('nobody-listens')).toEqual([]);
});

test('MSG-7 an answer that tells nothing leaves it unknown, and it is not sent again', async () => {
  await plan('who-knows');
  gateway.answer(500);
  await run();
  expect(await rowOf('who-knows')).toMatchObject({ status: 'unknown', reason: 'no-answer' });
  gateway.answer(200);
  await run(noon + 60 * minute);
  expect(sentWith('who-knows')).toHaveLength(1);
});

test('MSG-12 a number that is none is tried no more, and the next contact point is', async () => {
  const other = `+1786555${1000 + number}`;
  const second = await insertPoint(pool, keyring, {
    programmeId,
    participantId: person,
    staffId,
    address: other,
    preference: 2,
  });
  await plan('next-one');
  gateway.answer(404, { code: 'no-such-number' });
  const answering = { ...bySms() };
  let count = 0;
  const counted: Senders = {
    phone: {
      send: async (message) => {
        count += 1;
        if (count === 2) gateway.answer(200);
        return (await answering.phone?.send(message)) ?? { kind: 'unknown' };
      },
    },
  };
  await run(noon, counted);
  expect(sentWith('next-one').map(({ body }) => JSON.parse(body).to)).toEqual([phone, other]);
  expect(await rowOf('next-one')).toMatchObject({ status: 'sent', contact_point_id: second });
  const { rows } = await pool.query('select bounced_at from contact_point where id = $1', [point]);
  expect(rows[0].bounced_at).toBeInstanceOf(Date);
});

test('MSG-7 killed between sending and noting it: unknown, in sight, and nothing is sent again by itself', async () => {
  await plan('killed');
  gateway.answer(null);
  const program = fileURLToPath(new URL('./testing/send-once.ts', import.meta.url));
  const given = { database: database.owner, keyring: folder, url: gateway.url, secret, now: noon };
  const before = gateway.received.length;
  const child = spawn(process.execPath, [program, JSON.stringify(given)], { stdio: 'ignore' });
  const ended = new Promise<NodeJS.Signals | null>((settle) =>
    child.once('exit', (_, signal) => settle(signal)),
  );
  await gateway.until(before + 1);
  // The provider has it, and its intent is committed: another connection sees it.
  expect(await rowOf('killed')).toMatchObject({ status: 'sending', attempts: 1 });
  child.kill('SIGKILL');
  expect(await ended).toBe('SIGKILL');
  gateway.answer(200);
  // The dead one's connection, and with it its lock, goes once the server has noticed.
  let next = await run(noon + minute);
  while (next === null) next = await run(noon + minute);
  expect(next.interrupted).toBe(1);
  expect(await rowOf('killed')).toMatchObject({ status: 'unknown', reason: 'crashed', attempts: 1 });
  await run(noon + 60 * minute);
  expect(sentWith('killed')).toHaveLength(1);
}, 60_000);

test('MSG-7 two senders at once: one of them works', async () => {
  const keys = Array.from({ length: 20 }, (_, n) => `both-${n}-`);
  for (const key of keys) await plan(key);
  const runs = await Promise.all([run(), run()]);
  expect(runs.some((one) => one !== null)).toBe(true);
  await run();
  for (const key of keys) expect(sentWith(key)).toHaveLength(1);
});

const intake = createIntake({ pool, keyring, secret, now: () => noon });
const bring = (what: object) => {
  const body = JSON.stringify(what);
  return intake.receive(body, signBody(secret, body, noon));
};

test('MSG-10 what is not signed by the gateway, or long ago, changes nothing', async () => {
  const body = JSON.stringify({ kind: 'reply', id: 'r-0', from: phone, text: 'STOP' });
  const wrong = [
    null,
    '',
    't=1,v1=00',
    signBody('another secret 1', body, noon),
    signBody(secret, `${body} `, noon),
    signBody(secret, body, noon - 6 * minute),
    signBody(secret, body, noon + 6 * minute),
  ];
  for (const signature of wrong)
    expect(await intake.receive(body, signature)).toMatchObject({
      ok: false,
      error: { code: 'wrong-signature' },
    });
  const { rows } = await pool.query('select stopped_at from contact_point where id = $1', [point]);
  expect(rows[0].stopped_at).toBeNull();
});

test('MSG-11 STOP holds at once for everybody who has the number; a resend after new consent stops nothing', async () => {
  await plan('before-stop');
  await plan('after-stop', { dueAt: noon + 10 * minute });
  await run();
  const stop = { kind: 'reply', id: `stop-${number}`, from: phone.replace('+1', ''), text: 'Alto.' };
  expect((await bring(stop)).ok).toBe(true);
  await run(noon + 10 * minute);
  expect(sentWith('before-stop')).toHaveLength(1);
  expect(sentWith('after-stop')).toEqual([]);
  const replies = await pool.query(
    'select r.*, m.key from message_reply r left join message m on m.id = r.message_id where r.participant_id = $1',
    [person],
  );
  expect(replies.rows).toMatchObject([{ meaning: 'stop', key: 'before-stop' }]);
  expect(replies.rows[0].sealed.toString('latin1')).not.toContain('Alto');
  await pool.query('update contact_point set stopped_at = null where id = $1', [point]);
  await bring(stop);
  const { rows } = await pool.query('select stopped_at from contact_point where id = $1', [point]);
  expect(rows[0].stopped_at).toBeNull();
});

test('MSG-11 of a number that nobody has, nothing is kept', async () => {
  const before = await pool.query('select count(*) from message_reply');
  expect((await bring({ kind: 'reply', id: 'r-x', from: '+13055550000', text: 'who is this' })).ok).toBe(
    true,
  );
  expect((await pool.query('select count(*) from message_reply')).rows).toEqual(before.rows);
});

test('MSG-12 a report settles what was unknown; one of failure shows', async () => {
  await plan('report-a');
  await plan('report-b');
  gateway.answer(500);
  await run();
  const reference = async (key: string) => `${(await rowOf(key)).id}.1.${point}`;
  await bring({ kind: 'report', reference: await reference('report-a'), status: 'delivered' });
  expect(await rowOf('report-a')).toMatchObject({ status: 'sent', delivered_at: expect.any(Date) });
  await bring({ kind: 'report', reference: await reference('report-b'), status: 'no-such-number' });
  expect(await rowOf('report-b')).toMatchObject({ status: 'failed', reason: 'undelivered' });
  const { rows } = await pool.query('select bounced_at from contact_point where id = $1', [point]);
  expect(rows[0].bounced_at).toBeInstanceOf(Date);
  expect((await bring({ kind: 'report', reference: 'of somebody else', status: 'delivered' })).ok).toBe(true);
});

test('MSG-5 a person whose key was destroyed is not written to', async () => {
  await plan('destroyed');
  keyring.destroy(person);
  await run();
  expect(await rowOf('destroyed')).toMatchObject({ status: 'failed', reason: 'key-destroyed' });
  expect(sentWith('destroyed')).toEqual([]);
  expect(await plan('after-the-end')).toBe(false);
});
