import { createHash } from 'node:crypto';
import { shownValue } from '@attend/casework/caseload/shown-value';
import {
  type ImportPlan,
  type ImportStep,
  type importStepKinds,
  type KnownHearing,
  planImport,
} from '@attend/casework/hearings/import-plan';
import type { ImportFault } from '@attend/casework/hearings/import-record';
import type {
  HearingImportPlan,
  hearingImport,
  hearingImportCheck,
  hearingImportDone,
  ImportStepView,
} from '@attend/contracts/hearings';
import { toldView } from '@attend/contracts/told';
import { fail, formatInstant, type Result, say, succeed, type Told, within } from '@attend/kernel';
import type { z } from 'zod';
import { type HearingRow, listHearingsOf, lockImports } from '../../database/repositories/hearings.ts';
import { nameOf, openPerson } from '../../database/repositories/people.ts';
import type { StaffContext } from '../context.ts';
import { type Person, readFile } from './read-file.ts';
import { openHearing } from './view.ts';
import { type OpenedHearing, wordsOf, writeNew, writeNext } from './write.ts';

type Considered = {
  readonly plan: ImportPlan;
  readonly people: ReadonlyMap<string, Person>;
  readonly known: ReadonlyMap<string, OpenedHearing>;
};

const knownOf = (row: OpenedHearing): KnownHearing => ({
  ...{ id: row.id, version: row.version, status: row.status, participant: row.reference },
  ...{ at: row.at, timezone: row.timezone, kind: row.kind, court: row.court, uid: row.words.uid },
  ...wordsOf(row.words),
});

/** A file beside what is on record: what it would do. Nothing is written. */
async function consider(
  context: StaffContext,
  given: z.output<typeof hearingImportCheck>,
): Promise<Considered> {
  const { client, services, record } = context;
  const { hearings, faults, people } = await readFile(context, given);
  const named = new Set(hearings.map(({ participant }) => participant));
  const meant = [...people.values()].filter(({ reference }) => named.has(reference));
  const destroyed = new Set(
    meant.filter(({ id }) => services.keyring.isDestroyed(id)).map((one) => one.reference),
  );
  record.passOver([...people.values()].filter(({ reference }) => !named.has(reference)).map(({ id }) => id));
  await record.list(meant.map(({ id }) => id));
  const rows: HearingRow[] = await listHearingsOf(
    client,
    meant.map(({ id }) => id),
  );
  // What was entered in error never was: a file that says it anew enters it anew.
  const opened = rows
    .filter(({ inError }) => !inError)
    .map((row) => ({ ...row, words: openHearing(services.keyring, row) }));
  const planned = planImport(
    hearings.filter(({ participant }) => !destroyed.has(participant)),
    opened.map(knownOf),
  );
  const ended = hearings
    .filter(({ participant }) => destroyed.has(participant))
    .map(
      ({ line, participant }): ImportFault => ({
        ...{ line, column: 'participant', code: 'person-destroyed', value: shownValue(participant) },
        message: 'The key of this person was destroyed.',
      }),
    );
  const all = [...faults, ...planned.faults, ...ended].toSorted((a, b) => a.line - b.line);
  return {
    plan: { steps: planned.steps, faults: all },
    people,
    known: new Map(opened.map((row) => [row.id, row])),
  };
}

/** Names what would be done, and to which version of what: the same name means the same writes. */
function nameOfPlan({ steps, faults }: ImportPlan): string {
  const said = steps.map(({ kind, line, hearing, ...step }) => [
    kind,
    line,
    hearing,
    'known' in step ? [step.known?.id, step.known?.version] : null,
  ]);
  return createHash('sha256')
    .update(JSON.stringify([said, faults]))
    .digest('base64url');
}

function countsOf(steps: readonly ImportStep[]): HearingImportPlan['counts'] {
  const counts = { new: 0, changed: 0, moved: 0, cancelled: 0, same: 0, settled: 0 };
  for (const { kind } of steps) counts[kind] += 1;
  return counts satisfies Record<(typeof importStepKinds)[number], number>;
}

const faultView = ({ line, column, code, value = null, ...told }: ImportFault) => ({
  ...{ line, column, code, value },
  ...toldView(told as Told),
});

export async function checkImport(
  context: StaffContext,
  given: z.output<typeof hearingImportCheck>,
): Promise<Result<HearingImportPlan>> {
  const { plan, people } = await consider(context, given);
  const { keyring } = context.services;
  const steps = plan.steps.map((step): ImportStepView => {
    const { hearing } = step;
    const person = people.get(hearing.participant);
    return {
      line: step.line,
      kind: step.kind,
      participant: {
        id: person?.id ?? '',
        reference: hearing.participant,
        name: person === undefined ? '' : nameOf(openPerson(keyring, person.id, person.sealed)),
      },
      at: formatInstant(hearing.at),
      was: step.kind === 'moved' ? formatInstant(step.known.at) : null,
      timezone: hearing.timezone,
      court: hearing.court,
      caseNumber: hearing.caseNumber,
      fields: 'fields' in step ? [...step.fields] : [],
    };
  });
  return succeed({
    plan: nameOfPlan(plan),
    counts: countsOf(plan.steps),
    steps,
    faults: plan.faults.map(faultView),
  });
}

/** All of it or nothing, and only what the check has shown. */
export async function importHearings(
  context: StaffContext,
  given: z.output<typeof hearingImport>,
): Promise<Result<z.output<typeof hearingImportDone>>> {
  await lockImports(context.client, context.programme.id);
  const { plan, people, known } = await consider(context, given);
  if (nameOfPlan(plan) !== given.plan)
    return fail({
      code: 'changed',
      message: 'What is on record has changed since the check. Check the file again; nothing was written.',
    });
  const [fault] = plan.faults;
  if (fault !== undefined)
    return fail({
      code: 'file-at-fault',
      ...say('Line {line}: {fault} Nothing was written.', { line: fault.line, fault: within(fault) }),
      path: ['body', 'text'],
    });
  for (const step of plan.steps) await apply(context, step, people, known);
  const participants = plan.steps.map(({ hearing }) => people.get(hearing.participant)?.id ?? '');
  return succeed({ counts: countsOf(plan.steps), participants: [...new Set(participants)] });
}

const reason = 'import';

async function apply(
  context: StaffContext,
  step: ImportStep,
  people: Considered['people'],
  opened: Considered['known'],
): Promise<void> {
  const { hearing } = step;
  const participant = people.get(hearing.participant)?.id;
  if (participant === undefined) throw new Error('a step of nobody');
  const { at, timezone, kind, court, uid } = hearing;
  const place = { at, timezone, kind, court, ...wordsOf(hearing) };
  if (step.kind === 'new') {
    await writeNew(context, participant, place, { uid });
    return;
  }
  const of = step.known === null ? undefined : opened.get(step.known.id);
  if (of === undefined) return;
  if (step.kind === 'changed') {
    const { fields } = step;
    await writeNext(context, { action: 'hearing.changed', fields }, of, { place, words: { uid } });
  } else if (step.kind === 'moved') {
    const movedTo = await writeNew(context, participant, place, { uid, instead: of.id });
    const edit = { status: 'moved', movedTo, words: { reason } } as const;
    await writeNext(context, { action: 'hearing.moved', fields: ['status'] }, of, edit);
  } else if (step.kind === 'cancelled') {
    const edit = { status: 'cancelled', words: { reason } } as const;
    await writeNext(context, { action: 'hearing.cancelled', fields: ['status'] }, of, edit);
  }
}
