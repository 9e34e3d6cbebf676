import { randomUUID } from 'node:crypto';
import type { CaseloadFault, CaseloadStepKind } from '@attend/casework/caseload/forms';
import { type CaseloadHearing, readCaseloadHearing } from '@attend/casework/caseload/hearings';
import type { HearingPlace, HearingWords } from '@attend/casework/hearings/hearing';
import { type ImportStep, type KnownHearing, planImport } from '@attend/casework/hearings/import-plan';
import { formatInstant } from '@attend/kernel';
import { writeChanges } from '../audit/changes.ts';
import { insertCaseloadHearings } from '../database/repositories/caseload-hearings.ts';
import {
  type HearingRow,
  listHearingsOf,
  updateHearing,
  type WrittenHearing,
} from '../database/repositories/hearings.ts';
import { openRow, type SealedForm, sealRow } from '../database/repositories/sealed.ts';
import type { Keyring } from '../keys/keyring.ts';
import { cancelMessages } from '../messages/plan-message.ts';
import { reminderKeyOf } from '../messages/plan-reminders.ts';
import type { CaseloadContext } from './context.ts';
import { defineKind, eachRecord, type Planned, type Step } from './kind.ts';
import { findOwners } from './known-people.ts';

type Opened = HearingRow & { readonly words: SealedForm<'hearing'> };
type HearingStep = Step & {
  readonly given: CaseloadHearing;
  readonly participantId: string;
  readonly does: ImportStep | null;
  readonly known: Opened | null;
};

const wordsOf = (given: HearingWords): HearingWords => ({
  ...{ caseNumber: given.caseNumber, matter: given.matter, room: given.room },
  ...{ address: given.address, link: given.link, directions: given.directions },
});

function openHearing(keyring: Keyring, row: HearingRow): Opened[] {
  const key = keyring.find(row.participantId);
  return key === null ? [] : [{ ...row, words: openRow(key, 'hearing', row.id, row.sealed) }];
}

const knownOf = (row: Opened): KnownHearing => ({
  ...{ id: row.id, version: row.version, status: row.status, participant: row.reference },
  ...{ at: row.at, timezone: row.timezone, kind: row.kind, court: row.court, uid: row.words.uid },
  ...wordsOf(row.words),
});

/** As a file of hearings alone (HRG-11, HRG-12); what came of one that was held stands, or comes with a new one. */
async function plan(
  context: CaseloadContext,
  given: readonly CaseloadHearing[],
): Promise<Planned<HearingStep>> {
  const { client, keyring } = context;
  const owners = await findOwners(context, given, ({ hearing }) => hearing.participant);
  const ids = new Map(
    owners.items.flatMap(({ person }) => (person === null ? [] : [[person.reference, person.id] as const])),
  );
  const rows = (await listHearingsOf(client, [...ids.values()])).flatMap((row) => openHearing(keyring, row));
  const opened = new Map(rows.map((row) => [row.id, row]));
  const lineOf = new Map(owners.items.map(({ item }) => [item.line, item]));
  const planned = planImport(
    owners.items.map(({ item }) => item.hearing),
    rows.map(knownOf),
  );
  const steps = planned.steps.flatMap((does): HearingStep[] => {
    const item = lineOf.get(does.line);
    if (item === undefined) return [];
    const known = 'known' in does && does.known !== null ? (opened.get(does.known.id) ?? null) : null;
    return [
      {
        ...{ line: does.line, about: item.hearing.participant, kind: kindOf(does, item, known) },
        ...{ fields: 'fields' in does ? does.fields : [], given: item, does, known },
        stands: known === null ? null : `${known.id} ${known.version}`,
        participantId: ids.get(item.hearing.participant) ?? '',
        participant: ids.get(item.hearing.participant) ?? null,
      },
    ];
  });
  const faults: CaseloadFault[] = [...owners.faults, ...planned.faults];
  return { steps, faults };
}

function kindOf(does: ImportStep, item: CaseloadHearing, known: Opened | null): CaseloadStepKind {
  if (does.kind === 'new') return 'new';
  // What came of a hearing that stands is a person's to say.
  if (item.appearance !== null && known?.appearance !== item.appearance) return 'settled';
  if (does.kind === 'moved' || does.kind === 'cancelled' || does.kind === 'changed') return 'changed';
  return does.kind;
}

const sayable = ({
  line: _line,
  participant: _participant,
  cancelled: _cancelled,
  ...hearing
}: CaseloadHearing['hearing']) => ({
  ...hearing,
  at: formatInstant(hearing.at),
});
const placeOf = (given: HearingPlace): HearingPlace => ({
  ...{ at: given.at, timezone: given.timezone, kind: given.kind, court: given.court },
  ...wordsOf(given),
});
const reason = 'import';

async function write(context: CaseloadContext, steps: readonly HearingStep[]): Promise<void> {
  await writeNew(
    context,
    steps.filter(({ kind }) => kind === 'new'),
  );
  for (const step of steps) if (step.kind === 'changed') await writeChanged(context, step);
}

function madeOf({ keyring }: CaseloadContext, { given, participantId, does }: HearingStep): WrittenHearing {
  const id = randomUUID();
  const hearing = does?.hearing ?? given.hearing;
  const words = { ...wordsOf(hearing), uid: hearing.uid };
  return {
    ...{ id, at: hearing.at, timezone: hearing.timezone, kind: hearing.kind, court: hearing.court },
    status: given.appearance === null ? 'scheduled' : 'held',
    ...{ appearance: given.appearance, excuse: given.excuse, movedTo: null },
    sealed: sealRow(keyring.create(participantId), 'hearing', id, words),
  };
}

async function writeNew(context: CaseloadContext, steps: readonly HearingStep[]): Promise<void> {
  if (steps.length === 0) return;
  const made = steps.map((step) => ({ ...madeOf(context, step), participantId: step.participantId, step }));
  await insertCaseloadHearings(context.client, context.author, made);
  await writeChanges(
    context.client,
    context.keyring,
    context.author,
    made.map(({ id, participantId: participant, status, appearance, excuse, step: { given } }) => ({
      ...{ action: 'hearing.imported', entity: 'hearing', entityId: id, participant },
      after: { ...sayable(given.hearing), status, appearance, excuse },
    })),
  );
}

/** The next version of one that stands; a moved one names the one in its place. */
async function writeChanged(context: CaseloadContext, step: HearingStep): Promise<void> {
  const { client, keyring, author } = context;
  const { known, does, participantId } = step;
  if (known === null || does === null) return;
  const isMoved = does.kind === 'moved';
  const instead = isMoved ? madeOf(context, step) : null;
  if (instead !== null) await insertCaseloadHearings(client, author, [{ ...instead, participantId }]);
  const place = placeOf(isMoved || does.kind === 'cancelled' ? { ...known, ...known.words } : does.hearing);
  const words =
    does.kind === 'changed'
      ? { ...known.words, ...wordsOf(does.hearing), uid: does.hearing.uid }
      : { ...known.words, reason };
  // HRG-14: what was about to be told of it is told anew from what stands now, or not at all.
  await cancelMessages(client, reminderKeyOf(known.id));
  await updateHearing(
    client,
    { programmeId: author.programmeId, participantId, staffId: author.staffId },
    {
      ...{ id: known.id, at: place.at, timezone: place.timezone, kind: place.kind, court: place.court },
      status: isMoved ? 'moved' : does.kind === 'cancelled' ? 'cancelled' : known.status,
      ...{ appearance: known.appearance, excuse: known.excuse, movedTo: instead?.id ?? known.movedTo },
      ...{
        sealed: sealRow(keyring.create(participantId), 'hearing', known.id, words),
        version: known.version + 1,
      },
    },
    step.fields.length > 0 ? step.fields : ['status'],
  );
  await writeChanges(client, keyring, author, [
    {
      ...{
        action: `hearing.${does.kind}`,
        entity: 'hearing',
        entityId: known.id,
        participant: participantId,
      },
      before: { ...placeOf({ ...known, ...known.words }), at: formatInstant(known.at) },
      after: { ...sayable(does.hearing), instead: instead?.id ?? null },
    },
  ]);
}

export const importHearings = defineKind<CaseloadHearing, HearingStep>({
  items: eachRecord(readCaseloadHearing),
  // As a file of hearings is planned: by its own name for it, or by whose, where and when.
  keysOf: ({ hearing: { participant, uid, caseNumber, court, at } }) => [
    ...(uid === null ? [] : [JSON.stringify(['uid', participant, uid])]),
    JSON.stringify(
      caseNumber === null ? ['court', participant, court, at] : ['case', participant, caseNumber, at],
    ),
  ],
  plan,
  write,
});
