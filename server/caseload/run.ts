import { createHash } from 'node:crypto';
import type {
  CaseloadFault,
  CaseloadKind,
  CaseloadRecord,
  CaseloadStepKind,
} from '@attend/casework/caseload/forms';
import { shownValue } from '@attend/casework/caseload/shown-value';
import { fail, type Result, say, succeed, within } from '@attend/kernel';
import { programmeKey } from '../audit/audit.ts';
import { writeOwnChanges } from '../audit/changes.ts';
import {
  endImport,
  giveUpOld,
  type ImportRow,
  lockCaseload,
  lockImport,
} from '../database/repositories/caseload-imports.ts';
import type { Queryable } from '../database/repositories/queryable.ts';
import type { Keyring } from '../keys/keyring.ts';
import { importAssignments } from './assignments.ts';
import { importConditions } from './conditions.ts';
import { importContacts } from './contacts.ts';
import type { CaseloadContext } from './context.ts';
import { importCourtCases } from './court-cases.ts';
import { importDevices } from './devices.ts';
import { importExceptions } from './exceptions.ts';
import { importHearings } from './hearings.ts';
import type { Runner, Step } from './kind.ts';
import { importLog } from './log.ts';
import { importOffices } from './offices.ts';
import { importOrders } from './orders.ts';
import { importPastCheckIns } from './past-check-ins.ts';
import { importPeople } from './people.ts';
import { importProviders } from './providers.ts';
import { importAddresses, importAttorneys, importEmergencyContacts } from './register.ts';
import { importSchedules } from './schedules.ts';
import { importKey, noSuchImport, readStaged } from './staging.ts';

const runners: Readonly<Record<CaseloadKind, Runner>> = {
  offices: importOffices,
  people: importPeople,
  orders: importOrders,
  'court-cases': importCourtCases,
  conditions: importConditions,
  exceptions: importExceptions,
  'check-ins': importSchedules,
  'past-check-ins': importPastCheckIns,
  hearings: importHearings,
  contacts: importContacts,
  addresses: importAddresses,
  'emergency-contacts': importEmergencyContacts,
  attorneys: importAttorneys,
  providers: importProviders,
  devices: importDevices,
  assignments: importAssignments,
  log: importLog,
};

export type Counts = Readonly<Record<CaseloadStepKind, number>>;
export type ImportPlan = {
  readonly row: ImportRow;
  /** Names what would be done, and to which version of what: the same name means the same writes. */
  readonly plan: string;
  readonly counts: Counts;
  /** The first ones of each kind, by line. */
  readonly steps: readonly Step[];
  readonly faultCount: number;
  readonly faults: readonly CaseloadFault[];
};

const mostSteps = 100;
const mostFaults = 500;

/** IMP-3: what a staged file would do, line by line. Nothing is written. */
export async function checkImport(context: CaseloadContext, id: string): Promise<Result<ImportPlan>> {
  const row = await lockImport(context.client, id);
  if (row === null) return fail(noSuchImport);
  const ready = readiness(row);
  return ready.ok ? succeed(await runAll(context, row, false)) : ready;
}

function readiness(row: ImportRow): Result<null> {
  if (row.endedAt !== null)
    return fail({ code: 'already-decided', message: 'This file is in already, or was given up.' });
  return row.state === 'staged'
    ? succeed(null)
    : fail({ code: 'not-whole', message: 'Not all of this file is here yet: send the rest of it first.' });
}

/** IMP-3: does what the check has shown, all of the file in one transaction, or nothing. */
export async function commitImport(
  context: CaseloadContext,
  id: string,
  plan: string,
): Promise<Result<ImportPlan>> {
  const { client, author } = context;
  await lockCaseload(client, author.programmeId);
  const row = await lockImport(client, id);
  if (row === null) return fail(noSuchImport);
  const ready = readiness(row);
  if (!ready.ok) return ready;
  const done = await runAll(context, row, true);
  const [fault] = done.faults;
  if (fault !== undefined)
    return fail({
      code: 'file-at-fault',
      ...say('Line {line}: {fault} Nothing was written.', { line: fault.line, fault: within(fault) }),
    });
  if (done.plan !== plan)
    return fail({
      code: 'changed',
      message: 'What is on record has changed since the check. Check the file again; nothing was written.',
    });
  await endImport(client, id, 'committed', done.counts);
  await writeOwnChanges(client, context.keyring.create(programmeKey(author.programmeId)), author, [
    {
      ...{ action: 'caseload.imported', entity: 'caseload_import', entityId: id },
      after: { kind: row.kind, name: row.name, counts: done.counts },
    },
  ]);
  return succeed(done);
}

/** Once it is in, or given up, nobody reads what was staged of it: not in a backup either. */
export const forgetImport = ({ keyring }: Pick<CaseloadContext, 'keyring'>, id: string): void =>
  keyring.destroy(importKey(id));

/** A file that was begun and forgotten is about people all the same. */
const longestStaged = 30 * 86_400_000;

/** IMP-10: as the owner's role. */
export async function giveUpOldImports(client: Queryable, keyring: Keyring, now: number): Promise<number> {
  const ids = await giveUpOld(client, now - longestStaged);
  for (const id of ids) forgetImport({ keyring }, id);
  return ids.length;
}

async function runAll(context: CaseloadContext, row: ImportRow, writes: boolean): Promise<ImportPlan> {
  const counts = { new: 0, changed: 0, same: 0, settled: 0 };
  const digest = createHash('sha256');
  const steps: Step[] = [];
  const faults: CaseloadFault[] = [];
  const sink = {
    step: ({ line, kind, about, participant, fields, stands }: Step) => {
      counts[kind] += 1;
      digest.update(JSON.stringify([line, kind, about, fields, stands]));
      if (counts[kind] <= mostSteps) steps.push({ line, kind, about, participant, fields, stands });
    },
    fault: (fault: CaseloadFault) => {
      faults.push(fault);
    },
    isFaultless: () => faults.length === 0,
  };
  async function* records(): AsyncGenerator<CaseloadRecord> {
    for await (const part of readStaged(context, row.id)) {
      for (const fault of part.faults) sink.fault(fault);
      yield* part.records;
    }
  }
  await runners[row.kind](context, records(), sink, writes);
  const first = faults.sort((a, b) => a.line - b.line).slice(0, mostFaults);
  return {
    ...{ row, plan: digest.digest('base64url'), counts, steps: steps.sort((a, b) => a.line - b.line) },
    ...{ faultCount: faults.length, faults: await withValues(context, row, first) },
  };
}

/** WRD-4: with what stands there. The file is read once more for it: nearly all files have nothing at fault, and pay nothing. */
async function withValues(
  context: CaseloadContext,
  row: ImportRow,
  faults: readonly CaseloadFault[],
): Promise<CaseloadFault[]> {
  const lines = new Set(faults.filter(({ column }) => column !== null).map(({ line }) => line));
  const found = new Map<number, CaseloadRecord>();
  if (lines.size > 0)
    for await (const { records } of readStaged(context, row.id))
      for (const record of records) if (lines.has(record.line)) found.set(record.line, record);
  return faults.map((fault) => {
    const { line, column } = fault;
    return { ...fault, value: column === null ? null : shownValue(found.get(line)?.values[column]) };
  });
}
