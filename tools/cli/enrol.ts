import { constants, createReadStream } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { enrolForm, readEnrolment } from '@attend/contracts/enrol';
import { faultOf, fieldOf } from '@attend/contracts/fault';
import type { Failure } from '@attend/kernel';
import type { EnrolEntry, EnrolOutcome } from '@attend/server/api/enrolment/enrol';
import { enrolBatch, findProgramme } from '@attend/server/operator/enrol';
import type { Operator } from '@attend/server/operator/operator';
import type { Command } from 'commander';
import { inputLines } from './input-lines.ts';
import { addPlaceOptions, operate, writeLines } from './operate.ts';
import { Refusal } from './refusal.ts';

type EnrolOptions = { readonly programme?: string };
type Numbered = { readonly number: number; readonly entry: EnrolEntry };

/** Lines of one transaction: enough that its statements cost little, few enough that a refusal repeats little. */
const batchSize = 500;

type Parsed = { readonly entry: EnrolEntry } | { readonly problem: string };

function parse(text: string): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'is not JSON' };
  }
  const read = enrolForm.safeParse(value);
  if (read.success) return { entry: readEnrolment(read.data) };
  return { problem: faultOf(read.error) };
}

type Tally = { enrolled: number; unchanged: number; programmeId: string | null };

const describe = (failure: Failure): string => {
  const field = fieldOf(failure.path ?? []);
  return field === '' ? failure.message : `field ${field}: ${failure.message}`;
};

/** Enrols what was gathered; answers the sentence of the first refusal, or null. */
async function enrolGathered(
  operator: Operator,
  options: EnrolOptions,
  tally: Tally,
  batch: readonly Numbered[],
): Promise<string | null> {
  const [first] = batch;
  if (first === undefined) return null;
  if (tally.programmeId === null) {
    const programme = await findProgramme(
      operator,
      options.programme ?? null,
      first.entry.line.case.timezone,
    );
    if (!programme.ok) return programme.error.message;
    tally.programmeId = programme.value;
  }
  const outcomes = await enrolBatch(
    operator,
    tally.programmeId,
    batch.map(({ entry }) => entry),
  );
  return report(tally, batch, outcomes);
}

/** Counts, prints the tokens that were made (this once), and answers the sentence of a refusal. */
async function report(
  tally: Tally,
  batch: readonly Numbered[],
  outcomes: readonly EnrolOutcome[],
): Promise<string | null> {
  const tokens: string[] = [];
  for (const [index, outcome] of outcomes.entries()) {
    const one = batch[index];
    if (outcome.kind === 'refused') {
      await writeLines(tokens);
      return `line ${one?.number ?? '?'}, ${describe(outcome.failure)}`;
    }
    tally[outcome.kind] += 1;
    if (outcome.kind === 'enrolled' && outcome.token !== null && one !== undefined) {
      const { participant, device } = one.entry.line;
      tokens.push(JSON.stringify({ participant: participant.id, device: device.id, token: outcome.token }));
    }
  }
  await writeLines(tokens);
  return null;
}

async function enrolFile(operator: Operator, file: string, options: EnrolOptions): Promise<void> {
  const tally: Tally = { enrolled: 0, unchanged: 0, programmeId: null };
  let batch: Numbered[] = [];
  let problem: string | null = null;
  const flush = async (): Promise<void> => {
    const refused = await enrolGathered(operator, options, tally, batch);
    // A refusal of an earlier line comes before whatever was wrong with a later one.
    if (refused !== null) problem = refused;
    batch = [];
  };
  for await (const line of inputLines(file === '-' ? process.stdin : createReadStream(file))) {
    if (!line.ok) {
      problem = line.error.message;
      break;
    }
    if (line.value.text.trim() === '') continue;
    const parsed = parse(line.value.text);
    if ('problem' in parsed) {
      problem = `line ${line.value.number}, ${parsed.problem}`;
      break;
    }
    batch.push({ number: line.value.number, entry: parsed.entry });
    if (batch.length >= batchSize) await flush();
    if (problem !== null) break;
  }
  await flush();
  process.stderr.write(`enrolled ${tally.enrolled}, unchanged ${tally.unchanged}\n`);
  if (problem !== null) throw new Refusal(`${file}: ${problem}`);
}

/** `attend enrol FILE.ndjson` */
export function registerEnrol(program: Command): void {
  addPlaceOptions(
    program
      .command('enrol')
      .description(
        'enrol people, one {"participant":{"id","name"},"device":{"id","protocol"},"case":CASE} a line; the same line again changes nothing',
      )
      .argument('<file>', 'NDJSON; - for standard input')
      .option('--programme <name>', 'which programme, where there are several; made where there is none yet'),
  ).action(async (file: string, options: EnrolOptions) => {
    // Before a database is started for it.
    if (file !== '-') await readableFile(file);
    await operate(options, (operator) => enrolFile(operator, file, options));
  });
}

async function readableFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found?.isDirectory()) throw new Refusal(`${file} is a folder`);
  await access(file, constants.R_OK).catch(() => {
    throw new Refusal(`${file} cannot be read`);
  });
}
