import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { confirmByOperator } from '@attend/server/operator/confirm';
import { openOperator } from '@attend/server/operator/operator';
import { codeOf, type DemoMemory, readMemory } from '@attend/simulator/demo/memory';
import { startDemo } from '@attend/simulator/demo/run';
import { readTracksFolder } from '@attend/simulator/tracks/folder';
import type { Command } from 'commander';
import { Refusal } from './refusal.ts';
import { addServerOptions, type Defaults, keyPlaceOf, readSettings, type Settings } from './settings.ts';

const demoData = './data/demo';
const anyPorts = { laipac: 0, megastek: 0, r16h: 0, watch: 0, owntracks: 0, osmand: 0 };

/** Apart from a server of the same machine: its own folder, free ports, reached from this machine alone. */
const defaults: Defaults = {
  data: demoData,
  gatewayHost: '127.0.0.1',
  gateway: anyPorts,
  logLevel: 'warn',
};

type DemoFlags = Readonly<Record<string, unknown>> & {
  readonly people: string;
  readonly seed: string;
  readonly speed: string;
  readonly tracks?: string;
};

function numberFrom(flag: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < least || value > most)
    throw new Refusal(`the flag ${flag} is ${text}; it is a number from ${least} to ${most}`);
  return value;
}

/** How to sign in, in plain words. `keyboard`: somebody may press Enter here. */
function signInText(url: string, { accounts }: DemoMemory, command: string, keyboard: boolean): string {
  const wide = Math.max(...accounts.map(({ name }) => name.length)) + 1;
  const lines = accounts.map(
    ({ name, email, password }) => `  ${name.padEnd(wide)} ${email.padEnd(34)} ${password}`,
  );
  return `
Open ${url} and sign in. All people in it are simulated.

  ${'who'.padEnd(wide)} e-mail                             password
${lines.join('\n')}

Then a six-digit code is asked for. It changes every half minute and each opens once. To see it,
${keyboard ? 'press Enter here, or ' : ''}run this in the same folder${keyboard ? ' in another terminal' : ''}:

  ${command}
`;
}

export function codeText({ accounts }: DemoMemory, at: number): string {
  return accounts
    .flatMap((account) => {
      const found = codeOf(account, at);
      return found === null
        ? []
        : `  ${account.email.padEnd(34)} ${found.code}  (for ${found.seconds} more seconds)`;
    })
    .join('\n');
}

/** The operator's word on the demo's supervisor: whoever starts the demo runs the machine. */
const confirmAs = (settings: Settings) => async (email: string) => {
  const { dataDir, databaseUrl } = settings;
  const operator = await openOperator({ dataDir, databaseUrl, keys: keyPlaceOf(settings) });
  try {
    return await confirmByOperator(operator, email);
  } finally {
    await operator.close();
  }
};

async function runDemo(flags: DemoFlags): Promise<void> {
  const settings = readSettings(flags, process.env, defaults);
  const people = Math.round(numberFrom('--people', flags.people, 1, 5_000));
  const seed = Math.round(numberFrom('--seed', flags.seed, 0, 1e9));
  const often = numberFrom('--speed', flags.speed, 0.01, 100);
  const tracks = flags.tracks === undefined ? null : readTracksFolder(resolve(flags.tracks));
  if (tracks?.ok === false) throw new Refusal(tracks.error.message);
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const { startUp, untilAskedToStop } = await import('./up.ts');
  const asked = untilAskedToStop();
  say('starting the database, the gateway and the API');
  const running = await startUp({ ...settings, gateway: { ...anyPorts, ...settings.gateway } });
  try {
    const demo = await startDemo(
      { ...running, gatewayHost: '127.0.0.1', confirm: confirmAs(settings) },
      {
        seed,
        people,
        often,
        tracks: tracks === null ? null : { folder: resolve(flags.tracks ?? ''), people: tracks.value },
        tell: say,
      },
    );
    if (!demo.ok) throw new Refusal(demo.error.message);
    const keyboard = process.stdin.isTTY === true;
    const elsewhere = settings.dataDir === resolve(demoData) ? '' : ` --data ${settings.dataDir}`;
    say(signInText(running.url, demo.value.memory, `npx attend demo-code${elsewhere}`, keyboard));
    say(`ready ${running.url}`);
    const terminal = keyboard ? createInterface({ input: process.stdin }) : null;
    terminal?.on('line', () => say(codeText(demo.value.memory, Date.now())));
    // Read as lines, Ctrl-C comes to the reader and not as a signal.
    terminal?.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    await asked;
    say('stopping; everything is kept');
    terminal?.close();
    demo.value.stop();
  } finally {
    await running.stop();
  }
}

export function registerDemo(program: Command): void {
  addServerOptions(
    program
      .command('demo')
      .description(
        'start everything with a simulated programme whose devices send real protocol bytes to the gateway',
      )
      .option('--people <n>', 'how many simulated people', '150')
      .option(
        '--tracks <dir>',
        'play real tracks (DIR/person/*.plt, as GeoLife has them) instead of simulated people',
      )
      .option('--seed <n>', 'another number makes other people', '7')
      .option('--speed <factor>', 'how much more often than usual things happen', '1'),
    defaults,
  )
    .addHelpText(
      'after',
      `\nIts data are kept apart, in ${demoData} unless --data says otherwise, and a second start goes on with them.`,
    )
    .action(runDemo);
}

export function registerDemoCode(program: Command): void {
  program
    .command('demo-code')
    .description('the second-factor codes with which the demo is signed in to just now')
    .option('--data <dir>', 'the demo’s folder', demoData)
    .action(({ data }: { readonly data: string }) => {
      const memory = readMemory(resolve(data));
      if (memory === null) throw new Refusal(`no demo has run in ${resolve(data)}`);
      process.stdout.write(`${codeText(memory, Date.now())}\n`);
    });
}
