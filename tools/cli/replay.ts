import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { alertLine, compareAlerts } from '@attend/contracts/alert-line';
import { caseForm } from '@attend/contracts/case';
import { faultOf } from '@attend/contracts/fault';
import { readPolicies, writePolicy } from '@attend/contracts/policy';
import { type ReplayLine, readReplayLine } from '@attend/contracts/replay-line';
import { type Case, type Millis, parseInstant } from '@attend/kernel';
import { compilePlan, type Policy, standardPolicy } from '@attend/monitor';
import {
  alertsOf,
  type Replay,
  replayDown,
  replayReading,
  replayTick,
  startReplay,
} from '@attend/monitor/replay';
import type { Command } from 'commander';
import { inputLines } from './input-lines.ts';
import { Refusal } from './refusal.ts';

type ReplayOptions = { readonly policy?: string; readonly until?: string };

const reasonOf = (thrown: unknown): string => {
  if (!(thrown instanceof Error)) return String(thrown);
  if ('code' in thrown && thrown.code === 'ENOENT') return 'there is no such file';
  return thrown.message.split('\n')[0] ?? '';
};

/** A whole JSON file; the refusal names the file and, where the text is no JSON, the line. */
async function readJson(file: string): Promise<unknown> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (thrown) {
    throw new Refusal(
      thrown instanceof TypeError
        ? `${file} is not UTF-8 text`
        : `${file} cannot be read: ${reasonOf(thrown)}`,
    );
  }
  try {
    return JSON.parse(text);
  } catch (thrown) {
    const position = /position (\d+)/.exec(reasonOf(thrown))?.[1];
    const before = text.slice(0, position === undefined ? text.length : Number(position));
    throw new Refusal(`${file}, line ${before.split('\n').length}: is not JSON`);
  }
}

async function readCase(file: string): Promise<Case> {
  const read = caseForm.safeParse(await readJson(file));
  if (read.success) return read.data;
  throw new Refusal(`${file}, ${faultOf(read.error)}`);
}

async function readPolicyFile(file: string | undefined): Promise<readonly Policy[]> {
  if (file === undefined) return [standardPolicy];
  const read = readPolicies(await readJson(file));
  if (read.ok) return read.value;
  throw new Refusal(`${file}, ${read.error.message}`);
}

function readUntil(text: string | undefined): Millis | null {
  if (text === undefined) return null;
  const until = parseInstant(text);
  if (until === null) throw new Refusal(`--until ${text} is no instant (RFC 3339 with offset)`);
  return until;
}

/** When a line lets the clock stand; null where it does not move it. */
const clockOf = (line: ReplayLine): Millis | null =>
  line.kind === 'reading' ? line.receivedAt : line.kind === 'tick' ? line.at : null;

function takeLine(replay: Replay, line: ReplayLine): void {
  if (line.kind === 'reading') replayReading(replay, line.reading, line.receivedAt);
  else if (line.kind === 'tick') replayTick(replay, line.at);
  else replayDown(replay, line.from, line.to);
}

/** Reads the lines one after the other, none but the present one held; stops at the first after `until`. */
async function replayFile(replay: Replay, file: string, until: Millis | null): Promise<void> {
  const { id } = replay.plan.device;
  const input = file === '-' ? process.stdin : createReadStream(file);
  try {
    for await (const read of inputLines(input)) {
      if (!read.ok) throw new Refusal(`${file}: ${read.error.message}`);
      const { number, text } = read.value;
      if (text.trim() === '') continue;
      const line = readReplayLine(text, id);
      if (!line.ok) throw new Refusal(`${file}, line ${number}, ${line.error.message}`);
      const clock = clockOf(line.value);
      if (until !== null && clock !== null && clock > until) break;
      takeLine(replay, line.value);
    }
  } catch (thrown) {
    if (thrown instanceof Refusal) throw thrown;
    throw new Refusal(`${file} cannot be read: ${reasonOf(thrown)}`);
  }
  if (until !== null) replayTick(replay, until);
}

/** The alerts' lines of `attend replay`, by `from`. */
export async function replayFiles(
  caseFile: string,
  readingsFile: string,
  options: ReplayOptions,
): Promise<string[]> {
  const until = readUntil(options.until);
  const subject = await readCase(caseFile);
  const replay = startReplay(compilePlan(subject, await readPolicyFile(options.policy)));
  await replayFile(replay, readingsFile, until);
  return alertsOf(replay)
    .sort(compareAlerts)
    .map((facts) => JSON.stringify(alertLine(facts, subject.device.id)));
}

async function writeOut(lines: readonly string[]): Promise<void> {
  const { stdout } = process;
  for (const line of lines) {
    if (stdout.destroyed) return;
    if (stdout.write(`${line}\n`)) continue;
    await new Promise<void>((resolve) => {
      stdout.once('drain', resolve);
      stdout.once('close', resolve);
    });
  }
}

const help = `
CASE.json says device, authority and conditions. READINGS.ndjson holds readings in the order in which
they arrived, {"tick":TIME} to let the clock go on with no data, and {"down":{"from":TIME,"to":TIME}}
for when the server itself did not listen. READINGS may be - for standard input.

Writes a line for each alert, by the time it happened. The same lines in give the same lines out; the
machine's clock is never read.

  attend replay case.json readings.ndjson --until 2026-03-02T00:00:00Z`;

/** `attend replay CASE.json READINGS.ndjson` */
export function registerReplay(program: Command): void {
  program
    .command('replay')
    .description('readings and conditions to alerts, with no server: the same engine, deterministic')
    .argument('<case>', 'CASE.json')
    .argument('<readings>', 'READINGS.ndjson; - for standard input')
    .option('--policy <file>', 'another policy, in the form that attend policy prints')
    .option('--until <time>', 'a last tick; later lines are not read')
    .addHelpText('after', help)
    .action(async (caseFile: string, readingsFile: string, options: ReplayOptions) => {
      await writeOut(await replayFiles(caseFile, readingsFile, options));
    });
}

/** `attend policy` */
export function registerPolicy(program: Command): void {
  program
    .command('policy')
    .description('print the standard policy: every parameter with unit, bounds and reason')
    .action(async () => {
      await writeOut([JSON.stringify(writePolicy(standardPolicy), null, 2)]);
    });
}
