import {
  type CaseloadImport,
  type CaseloadPlan,
  type caseloadExport,
  type caseloadImportBegin,
  type caseloadImportList,
  type caseloadPart,
  mostRecordsByRequest,
} from '@attend/contracts/caseload';
import { toldView } from '@attend/contracts/told';
import { type Failure, fail, formatInstant, type Result, say, succeed, type Told } from '@attend/kernel';
import type { z } from 'zod';
import type { CaseloadContext } from '../../caseload/context.ts';
import { exportCaseload } from '../../caseload/export.ts';
import { checkImport, commitImport, forgetImport, type ImportPlan } from '../../caseload/run.ts';
import { addPart, beginImport, giveUp } from '../../caseload/staging.ts';
import { type ImportRow, listImports, lockImport } from '../../database/repositories/caseload-imports.ts';
import { isTaken } from '../../database/repositories/savepoint.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';

const listed = 20;

/** `seen`: gathers whom the request has told more of than that their record gets longer. */
async function caseloadOf(
  context: StaffContext,
  seen: Set<string>,
  purpose?: string,
): Promise<CaseloadContext> {
  const { client, services, programme, actor, requestId, record, now } = context;
  return {
    ...{ client, keyring: services.keyring, timezone: programme.timezone, now: now() },
    author: { programmeId: programme.id, staffId: actor.staffId, operator: null, requestId },
    reach: await context.reach(),
    look: async (participants) => {
      for (const id of participants) seen.add(id);
      await record.list(participants, purpose);
    },
    passOver: (participants) => record.passOver(participants),
  };
}

const viewOf = ({
  id,
  kind,
  name,
  state,
  characters,
  records,
  begunAt,
  endedAt,
  counts,
}: ImportRow): CaseloadImport => ({
  ...{ id, kind, name, state, characters, records, begunAt: formatInstant(begunAt) },
  ...{ endedAt: instantText(endedAt), counts },
});
const planOf = (plan: ImportPlan, row: ImportRow, seen: ReadonlySet<string>): CaseloadPlan => ({
  ...{ import: viewOf(row), plan: plan.plan, counts: plan.counts, faultCount: plan.faultCount },
  faults: plan.faults.map(({ line, column, code, value = null, ...told }) => ({
    ...{ line, column, code, value },
    ...toldView(told as Told),
  })),
  steps: plan.steps.map(({ line, kind, about, fields }) => ({ line, kind, about, fields: [...fields] })),
  participants: [...seen],
});

export async function readImports({
  client,
  programme,
}: StaffContext): Promise<Result<z.output<typeof caseloadImportList>>> {
  return succeed({ imports: (await listImports(client, programme.id, listed)).map(viewOf) });
}

export async function begin(
  context: StaffContext,
  file: z.output<typeof caseloadImportBegin>,
): Promise<Result<CaseloadImport>> {
  return succeed(viewOf(await beginImport(await caseloadOf(context, new Set()), file)));
}

export async function add(
  context: StaffContext,
  id: string,
  part: z.output<typeof caseloadPart>,
): Promise<Result<CaseloadImport>> {
  const added = await addPart(await caseloadOf(context, new Set()), id, part);
  return added.ok ? succeed(viewOf(added.value)) : added;
}

export async function giveUpOn(context: StaffContext, id: string): Promise<Result<CaseloadImport>> {
  const { services, afterCommit } = context;
  const given = await giveUp(await caseloadOf(context, new Set()), id);
  if (!given.ok) return given;
  afterCommit(async () => forgetImport(services, id));
  return succeed(viewOf(given.value));
}

export async function check(context: StaffContext, id: string): Promise<Result<CaseloadPlan>> {
  const seen = new Set<string>();
  const checked = await checkImport(await caseloadOf(context, seen), id);
  return checked.ok ? succeed(planOf(checked.value, checked.value.row, seen)) : checked;
}

const tooMany: Failure = {
  code: 'too-many',
  ...say('A file of more than {most} records goes in on the machine itself, with attend import-caseload.', {
    most: mostRecordsByRequest,
  }),
};
/** IMP-4: beyond the sender's reach somebody has a number of the file: whose it is, is not said. */
const taken: Failure = {
  code: 'conflict',
  message: 'A number in this file is taken beyond what you may see. Nothing was written.',
};

export async function commit(context: StaffContext, id: string, plan: string): Promise<Result<CaseloadPlan>> {
  const { client, services, afterCommit } = context;
  const standing = await lockImport(client, id);
  if (standing !== null && standing.records > mostRecordsByRequest) return fail(tooMany);
  const seen = new Set<string>();
  try {
    const done = await commitImport(await caseloadOf(context, seen), id, plan);
    if (!done.ok) return done;
    afterCommit(async () => forgetImport(services, id));
    const row = await lockImport(client, id);
    return succeed(planOf(done.value, row ?? done.value.row, seen));
  } catch (thrown) {
    if (isTaken(thrown)) return fail(taken);
    throw thrown;
  }
}

export async function exportPage(
  context: StaffContext,
  kind: CaseloadImport['kind'],
  { purpose, after }: { readonly purpose: string; readonly after?: string | undefined },
): Promise<Result<z.output<typeof caseloadExport>>> {
  const seen = new Set<string>();
  const page = await exportCaseload(await caseloadOf(context, seen, purpose), kind, after ?? null);
  return succeed({ text: page.text, next: page.next, participants: [...seen] });
}
