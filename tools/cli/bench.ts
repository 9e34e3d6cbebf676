import type { AlertFigures } from '@attend/bench/alert';
import type { CostsFigures } from '@attend/bench/costs';
import type { CrashFigures } from '@attend/bench/crash';
import type { DecodeFigures } from '@attend/bench/decode';
import type { EnrolledFigures } from '@attend/bench/enrolled';
import type { IngestFigures } from '@attend/bench/ingest';
import type { RemindersFigures } from '@attend/bench/reminders';
import type { ReplayFigures } from '@attend/bench/replay';
import type { WallsFigures } from '@attend/bench/walls';
import type { YearFigures } from '@attend/bench/year';
import type { Command } from 'commander';
import { Refusal } from './refusal.ts';

type Figures =
  | IngestFigures
  | AlertFigures
  | DecodeFigures
  | ReplayFigures
  | CrashFigures
  | WallsFigures
  | RemindersFigures
  | CostsFigures
  | EnrolledFigures
  | YearFigures;
type Flags = {
  readonly seconds?: string;
  readonly devices?: string;
  readonly kills?: string;
  readonly data?: string;
  readonly json?: true;
};

const names = [
  'ingest',
  'alert',
  'decode',
  'replay',
  'crash',
  'walls',
  'enrolled',
  'reminders',
  'year',
  'costs',
] as const;
type Name = (typeof names)[number];

const isName = (name: string): name is Name => names.some((known) => known === name);

const mostCount = 100_000;

function countFrom(flag: string, text: string | undefined, usual: number, most = mostCount): number {
  if (text === undefined) return usual;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > most)
    throw new Refusal(`the flag ${flag} is ${text}; it is a whole number from 1 to ${most}`);
  return value;
}

async function measure(name: Name, flags: Flags, tell: (line: string) => void): Promise<Figures> {
  const seconds = (usual: number): number => countFrom('--seconds', flags.seconds, usual);
  const devices = (usual: number): number => countFrom('--devices', flags.devices, usual);
  switch (name) {
    case 'ingest':
      return (await import('@attend/bench/ingest')).benchIngest({
        seconds: seconds(5),
        devices: devices(2_000),
        tell,
      });
    case 'alert':
      return (await import('@attend/bench/alert')).benchAlert({
        seconds: seconds(10),
        devices: devices(1_000),
        tell,
      });
    case 'decode':
      return (await import('@attend/bench/decode')).benchDecode({ seconds: seconds(12) });
    case 'replay':
      return (await import('@attend/bench/replay')).benchReplay({ devices: devices(60), tell });
    case 'walls':
      return (await import('@attend/bench/walls')).benchWalls({
        seconds: seconds(3),
        devices: devices(20_000),
        tell,
      });
    case 'enrolled':
      return (await import('@attend/bench/enrolled')).benchEnrolled({
        people: countFrom('--devices', flags.devices, 4_500_000, 10_000_000),
        seconds: seconds(5),
        folder: flags.data,
        tell,
      });
    case 'year':
      return (await import('@attend/bench/year')).benchYear({
        people: countFrom('--devices', flags.devices, 183_000, 1_000_000),
        seconds: seconds(3),
        folder: flags.data,
        tell,
      });
    case 'reminders':
      return (await import('@attend/bench/reminders')).benchReminders({ people: devices(100_000), tell });
    case 'costs':
      return (await import('@attend/bench/costs')).benchCosts({
        people: countFrom('--devices', flags.devices, 183_000, 1_000_000),
        tell,
      });
    case 'crash': {
      // With a time alone, kills go on until it has passed.
      const kills = countFrom('--kills', flags.kills, flags.seconds === undefined ? 50 : mostCount);
      const within = flags.seconds === undefined ? {} : { seconds: seconds(60) };
      return (await import('@attend/bench/crash')).benchCrash({
        kills,
        devices: devices(30),
        tell,
        ...within,
      });
    }
  }
}

const number = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2);

/** A table of names and values; nested figures by their path. */
function rowsOf(value: unknown, path: string): string[] {
  if (typeof value === 'number') return [`  ${path.padEnd(34)} ${number(value)}`];
  if (value === null) return [`  ${path.padEnd(34)} not measured`];
  if (typeof value !== 'object') return [`  ${path.padEnd(34)} ${value}`];
  return Object.entries(value).flatMap(([key, inner]) => rowsOf(inner, path === '' ? key : `${path}.${key}`));
}

/** What must hold whatever the machine: nothing acknowledged is lost, nothing doubled. */
const holds = (figures: Figures): boolean =>
  figures.name !== 'crash' ||
  figures.readingsLost +
    figures.readingsDoubled +
    figures.alertsLost +
    figures.alertsDoubled +
    figures.alertsThatReplayDoesNotKnow ===
    0;

const help = `
  ingest  fixes a second from socket to durable, evaluated and acknowledged, in uploads of ten frames of one fix (inStep: one
          frame, then its answer); latency; stored bytes a fix; heap of idle connections, nine for each device
  alert   tampering on the wire to shown in the live feed, while ingest runs at half its maximum
  decode  frames a second, by protocol
  replay  readings a second through the engine; alerts a wearer-day beside naive rules; missed true events
  crash   kill -9 of gateway and database under load, again and again: what was lost or doubled
          (exit 1 where anything was)
  walls   the console's ten queries for three viewers, with and without row-level security and the access record, and the
          cipher's part; ingest with and without row-level security, cipher and the audit's note in each commit
  enrolled   the ten queries that the console makes most with so many people enrolled (--devices; 4,500,000 unless told, which
             needs some 50 GB), start-up and memory; --data keeps them, and asks them again where they stand
  year       the pages of devices, reviews, providers, costs, statistics and oversight, with the year of a programme in which so many
             stand (--devices; 183,000 unless told, which needs some 10 GB); --data keeps it, and asks it again where it stands
  reminders  a run of the job that plans reminders, one of each person due
  costs      a year of so many people's devices (--devices; 183,000 unless told) closed month by month, its invoice brought in and
             compared with the days worn, and the pages' queries

Each measures the product and, in the same run and on the same input, a bare lane with the least that could do the
durable part of the work. Quote ratios: a shared machine's absolute figures drift.`;

/** `attend bench NAME` */
export function registerBench(program: Command): void {
  program
    .command('bench')
    .description('measure the product beside the least that could do the durable part of its work')
    .argument('<name>', names.join(', '))
    .option(
      '--seconds <n>',
      'how long each part is measured; crash: kills for so long (replay takes as long as it takes)',
    )
    .option('--devices <n>', 'how many devices, or people (decode has one a protocol)')
    .option('--kills <n>', 'crash: how often; 50 unless --seconds says for how long')
    .option('--data <folder>', 'enrolled: a folder that is kept; filled where nobody is enrolled in it')
    .option('--json', 'one object instead of a table')
    .addHelpText('after', help)
    .action(async (name: string, flags: Flags) => {
      if (!isName(name)) throw new Refusal(`there is no bench ${name}; there are ${names.join(', ')}`);
      const figures = await measure(name, flags, (line) => process.stderr.write(`${line}\n`));
      process.stdout.write(
        flags.json ? `${JSON.stringify(figures)}\n` : `${rowsOf(figures, '').join('\n')}\n`,
      );
      if (!holds(figures)) process.exitCode = 1;
    });
}
