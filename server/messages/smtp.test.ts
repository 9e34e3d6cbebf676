import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { createSmtp } from './smtp.ts';

/** A mail server of a few lines (RFC 5321): answers each command with what is set for it, else with success. */
const answers = new Map<string, string>();
const mails: string[] = [];
const server = createServer((socket) => converse(socket));
await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
const { port } = server.address() as AddressInfo;
const mail = createSmtp({ url: `smtp://127.0.0.1:${port}`, from: 'Attend <attend@example.org>' });
afterAll(() => {
  mail.close();
  server.close();
});

function converse(socket: Socket): void {
  let buffered = '';
  let data: string | null = null;
  socket.on('error', () => {});
  socket.write('220 mail.example.org\r\n');
  socket.on('data', (part) => {
    buffered += part.toString();
    for (let end = buffered.indexOf('\r\n'); end >= 0; end = buffered.indexOf('\r\n')) {
      const line = buffered.slice(0, end);
      buffered = buffered.slice(end + 2);
      if (data !== null && line !== '.') {
        data += `${line}\n`;
        continue;
      }
      if (data !== null) {
        mails.push(data);
        data = null;
        if (answers.get('END') === 'cut') socket.destroy();
        else socket.write(answers.get('END') ?? '250 taken\r\n');
        continue;
      }
      const verb = line.split(' ')[0]?.toUpperCase() ?? '';
      if (answers.get(verb) === 'cut') {
        socket.destroy();
        return;
      }
      if (verb === 'DATA') data = '';
      socket.write(answers.get(verb) ?? (verb === 'DATA' ? '354 go on\r\n' : '250 ok\r\n'));
    }
  });
}

const outgoing = {
  kind: 'email',
  address: 'marisol@example.org',
  subject: 'Su audiencia',
  text: 'Programa: Mañana\nALTO',
  key: '0198c0de-0000-7000-8000-000000000001.1.x',
} as const;
const send = (set: Readonly<Record<string, string>> = {}) => {
  answers.clear();
  for (const [verb, answer] of Object.entries(set)) answers.set(verb, answer);
  return mail.send(outgoing);
};

test('MSG-7 an e-mail that the server took is sent, under the same number each time', async () => {
  expect(await send()).toMatchObject({ kind: 'accepted' });
  expect(await send()).toMatchObject({ kind: 'accepted' });
  const numbers = mails.map((text) => /^Message-ID: (.*)$/m.exec(text)?.[1]);
  expect(numbers).toEqual(Array(2).fill(`<${outgoing.key}@example.org>`));
  expect(mails[0]).toContain('Programa:');
  expect(mails[0]).toMatch(/^From: Attend <attend@example.org>$/m);
});

test.each([
  ['no mailbox of that name', { RCPT: '550 no such user\r\n' }, { kind: 'refused', bounced: true }],
  ['refused for its content', { END: '554 spam\r\n' }, { kind: 'refused', bounced: false }],
  ['not now', { RCPT: '451 later\r\n' }, { kind: 'not-taken' }],
  ['not now, after all of it', { END: '452 no room\r\n' }, { kind: 'not-taken' }],
  ['cut off before the data', { DATA: 'cut' }, { kind: 'unknown' }],
  ['cut off after all of it', { END: 'cut' }, { kind: 'unknown' }],
] as const)('MSG-8 MSG-12 what the server says: %s', async (_, set, outcome) => {
  expect(await send(set)).toEqual(outcome);
});

test('MSG-8 where nothing listens, nothing left', async () => {
  const nowhere = createServer();
  await new Promise<void>((settle) => nowhere.listen(0, '127.0.0.1', settle));
  const closed = (nowhere.address() as AddressInfo).port;
  await new Promise((settle) => nowhere.close(settle));
  const without = createSmtp({ url: `smtp://127.0.0.1:${closed}`, from: 'attend@example.org' });
  expect(await without.send(outgoing)).toEqual({ kind: 'not-taken' });
  without.close();
});
