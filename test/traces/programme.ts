import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Client, createClient } from '../../server/api/testing/client.ts';
import { totpOf } from '../../server/api/testing/totp.ts';

const program = fileURLToPath(new URL('../../tools/cli/attend.js', import.meta.url));
const hook = new URL('./throw-on-signal.ts', import.meta.url).href;

/** `attend up` as an operator runs it, everything it leaves in one folder: data, what it said, temporary files, working folder. */
export type Programme = {
  readonly url: string;
  readonly firstRunKey: string | null;
  readonly ports: Readonly<Record<string, number>>;
  /** Of the gateways that run now. */
  readonly gateways: () => readonly number[];
  /** Ends the process by an error that nobody catches. */
  readonly crash: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** `quoted`: what the uncaught errors quote. */
export async function startProgramme(folder: string, quoted: string): Promise<Programme> {
  for (const name of ['data', 'tmp', 'work', 'logs']) mkdirSync(join(folder, name), { recursive: true });
  const log = createWriteStream(join(folder, 'logs', 'up.log'), { flags: 'a' });
  const args = ['--import', hook, program, 'up', '--data', join(folder, 'data'), '--http', '0'];
  const child = spawn(process.execPath, [...args, '--gateway', 'laipac=0,osmand=0', '--log-level', 'debug'], {
    cwd: join(folder, 'work'),
    env: {
      PATH: process.env.PATH ?? '',
      TMPDIR: join(folder, 'tmp'),
      ATTEND_TEST_QUOTED: quoted,
      ATTEND_GATEWAY_NODE: `--import ${hook}`,
    } as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.pipe(log, { end: false });
  child.stdout.pipe(log, { end: false });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  while (!/^ready /m.test(said)) {
    const [what] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
    if (child.exitCode !== null) throw new Error(`attend up ended (${child.exitCode}) after ${what}`);
  }
  const ports = (/^gateway (.*)$/m.exec(said)?.[1] ?? '').split(',').map((pair) => pair.split('='));
  const ended = once(child, 'exit');
  return {
    url: /^ready (.*)$/m.exec(said)?.[1] ?? '',
    firstRunKey: /this key: (\S+)/.exec(said)?.[1] ?? null,
    ports: Object.fromEntries(ports.map(([name, port]) => [name, Number(port)])),
    gateways: () => childrenOf(child),
    crash: async () => {
      child.kill('SIGUSR2');
      await ended;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      log.end();
    },
  };
}

/** Linux alone tells a process' children. */
function childrenOf({ pid }: ChildProcess): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text
    .split(' ')
    .map(Number)
    .filter(
      (child) => child > 0 && readFileSync(`/proc/${child}/cmdline`, 'latin1').includes('gateway/process'),
    );
}

export const password = 'a password for the run';

/** An administrator who also works cases; the authenticator's secret comes along, to be searched for. */
export async function signIn(programme: Programme): Promise<{ client: Client; secret: string }> {
  const client = createClient(programme.url);
  await client.post('/api/first-run', {
    key: programme.firstRunKey,
    programme: { name: 'Traces', timezone: 'America/Anchorage', simulated: true },
    administrator: { name: 'Ada Admin', email: 'ada@example.org', password },
  });
  const enrolment = await client.post('/api/second-factor/enrol', { password });
  await client.post('/api/second-factor/confirm', { code: totpOf(enrolment.body.uri) });
  const { body } = await client.get('/api/staff');
  const changed = await client.send('PUT', `/api/staff/${body.staff[0].id}/roles`, {
    roles: ['administrator', 'case-officer', 'supervisor'],
  });
  if (changed.status !== 200) throw new Error(JSON.stringify(changed.body));
  return { client, secret: new URL(enrolment.body.uri).searchParams.get('secret') ?? '' };
}
