import { createWriteStream, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { caseloadKinds } from '@attend/casework/caseload/forms';
import { writeCase } from '@attend/contracts/case';
import { writeReading } from '@attend/contracts/reading';
import { formatInstant, type Millis, parseInstant } from '@attend/kernel';
import { simulateCaseload } from '@attend/simulator/caseload';
import { timezone } from '@attend/simulator/city/denver';
import { enrolLineOf, referenceOf } from '@attend/simulator/demo/people';
import { simulateOne, type WearerDays } from '@attend/simulator/wearer/days';
import type { Command } from 'commander';
import { Refusal } from './refusal.ts';
import { writeYear } from './simulate-year.ts';

type SimulateOptions = {
  readonly people: string;
  readonly days: string;
  readonly seed: string;
  readonly from: string;
  readonly often: string;
  readonly caseload?: true;
  readonly year?: true;
  readonly out?: string;
};

/** Fixed, so that the same arguments give the same files on any day. Midnight in the simulated city. */
const usualFrom = '2026-03-02T07:00:00Z';
/** By it a folder is known as one of ours, which may be written anew. */
const aboutFile = 'about.json';

function wholeFrom(flag: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < least || value > most)
    throw new Refusal(`${flag} is ${text}; it is a whole number from ${least} to ${most}`);
  return value;
}

function prepareFolder(out: string, parts: readonly string[]): void {
  if (existsSync(out)) {
    let entries: string[];
    try {
      entries = readdirSync(out);
    } catch {
      throw new Refusal(`--out ${out} is no folder`);
    }
    if (entries.length > 0 && !entries.includes(aboutFile))
      throw new Refusal(`--out ${out} holds other files; nothing was written`);
    for (const part of parts) rmSync(join(out, part), { recursive: true, force: true });
  }
  for (const part of ['', ...parts]) mkdirSync(join(out, part), { recursive: true });
}

const lines = (values: Iterable<object>): Readable =>
  Readable.from(
    (function* () {
      for (const value of values) yield `${JSON.stringify(value)}\n`;
    })(),
  );

function* labelsOf(reference: string, { truths, case: subject }: WearerDays) {
  for (const { kind, condition, from, to, depth, passing } of truths) {
    yield {
      participant: reference,
      device: subject.device.id,
      kind,
      condition,
      from: formatInstant(from),
      to: to === null ? null : formatInstant(to),
      depth,
      passing,
    };
  }
}

async function writePerson(out: string, index: number, days: WearerDays): Promise<object[]> {
  const reference = referenceOf(index);
  writeFileSync(
    join(out, 'cases', `${reference}.json`),
    `${JSON.stringify(writeCase(days.case), null, 1)}\n`,
  );
  const target = createWriteStream(join(out, 'readings', `${reference}.ndjson`));
  await pipeline(lines(days.readings.values().map(writeReading)), target);
  return [...labelsOf(reference, days)];
}

export type SimulateOrder = {
  readonly people: number;
  readonly days: number;
  readonly seed: number;
  readonly from: Millis;
  readonly often: number;
  readonly out: string;
};

/** Writes the programme's files; a person at a time, so that many people need no more memory than one. */
export async function writeProgramme(order: SimulateOrder): Promise<{ readings: number; labels: number }> {
  const { people, days, seed, from, often, out } = order;
  prepareFolder(out, ['cases', 'readings']);
  const enrolled = createWriteStream(join(out, 'people.ndjson'));
  const labelled = createWriteStream(join(out, 'labels.ndjson'));
  const count = { readings: 0, labels: 0 };
  for (let index = 0; index < people; index += 1) {
    const person = simulateOne(seed, index, { from, days, often });
    enrolled.write(`${JSON.stringify(enrolLineOf(person.supervised, { officer: null }))}\n`);
    const labels = await writePerson(out, index, person);
    for (const label of labels) labelled.write(`${JSON.stringify(label)}\n`);
    count.readings += person.readings.length;
    count.labels += labels.length;
  }
  await Promise.all([enrolled, labelled].map((file) => new Promise((done) => file.end(done))));
  const about = { simulated: true, timezone, seed, people, days, from: formatInstant(from), often, ...count };
  writeFileSync(join(out, aboutFile), `${JSON.stringify(about, null, 2)}\n`);
  return count;
}

/** The files of `attend import-caseload`, a line at a time: no tracks, so that a hundred thousand people take seconds. */
async function writeCaseload({
  people,
  seed,
  from,
  out,
}: Omit<SimulateOrder, 'days' | 'often'>): Promise<void> {
  prepareFolder(out, []);
  for (const kind of caseloadKinds) {
    const text = Readable.from(simulateCaseload(kind, { people, seed, from }), { objectMode: true });
    await pipeline(text, createWriteStream(join(out, `${kind}.csv`)));
  }
  const about = { simulated: true, timezone, seed, people, from: formatInstant(from), caseload: true };
  writeFileSync(join(out, aboutFile), `${JSON.stringify(about, null, 2)}\n`);
}

const help = `
Writes to DIR, the same for the same arguments:
  people.ndjson           a line of attend enrol for each person
  cases/PERSON.json       the case, and
  readings/PERSON.ndjson  the readings in order of arrival, for attend replay
  labels.ndjson           what truly happened: kind and condition of the alert that should say so, from and to

With --caseload: the files of attend import-caseload instead (offices, people, orders, check-ins, hearings, contacts), and no tracks. The
orders last two years from --from on: for a caseload of today give today.

With --year: year.ndjson instead, a line a person: what they wore, their check-ins, hearings, alerts and reviews, in the year that ends
with --from. A programme in which N people stand at its end needs N times 8/7: one in eight has left by then.

All of it is simulated: nobody in it exists.`;

export function registerSimulate(program: Command): void {
  program
    .command('simulate')
    .description('make a synthetic programme: people, orders, tracks, labelled true events')
    .option('--people <n>', 'how many people', '20')
    .option('--days <n>', 'how many days of each', '7')
    .option('--seed <n>', 'another number makes other people', '7')
    .option('--from <time>', 'the first instant, RFC 3339 with offset', usualFrom)
    .option('--often <factor>', 'how much more often than usual true events happen', '1')
    .option('--caseload', 'CSV files of a caseload without tracks, for attend import-caseload')
    .option('--year', 'what happened to each in a year, without tracks')
    .requiredOption('--out <dir>', 'folder to write to')
    .addHelpText('after', help)
    .action(async (options: SimulateOptions) => {
      const from = parseInstant(options.from);
      if (from === null) throw new Refusal(`--from ${options.from} is no instant (RFC 3339 with offset)`);
      const often = Number(options.often);
      if (!(often >= 0 && often <= 1_000))
        throw new Refusal(`--often is ${options.often}; it is a number from 0 to 1000`);
      const people = wholeFrom('--people', options.people, 1, 1_000_000);
      if (options.caseload) {
        const seed = wholeFrom('--seed', options.seed, 0, 1e9);
        await writeCaseload({ people, seed, from, out: resolve(options.out ?? '') });
        process.stderr.write(`a caseload of ${people} people in ${options.out}\n`);
        return;
      }
      if (options.year) {
        const out = resolve(options.out ?? '');
        prepareFolder(out, []);
        await writeYear({ people, seed: wholeFrom('--seed', options.seed, 0, 1e9), until: from, out });
        process.stderr.write(`the year of ${people} people in ${options.out}\n`);
        return;
      }
      const { readings, labels } = await writeProgramme({
        people,
        days: wholeFrom('--days', options.days, 1, 3_660),
        seed: wholeFrom('--seed', options.seed, 0, 1e9),
        from,
        often,
        out: resolve(options.out ?? ''),
      });
      process.stderr.write(
        `${options.people} people, ${readings} readings, ${labels} labels in ${options.out}\n`,
      );
    });
}
