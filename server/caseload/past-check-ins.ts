import { randomUUIDv7 } from 'node:crypto';
import { dayOf } from '@attend/casework';
import {
  type CaseloadPastCheckIn,
  pastCheckInKeyOf,
  readPastCheckIn,
} from '@attend/casework/caseload/past-check-ins';
import { writeChanges } from '../audit/changes.ts';
import {
  type CaseloadCheckInRow,
  decideCaseloadCheckIns,
  insertCaseloadCheckIns,
  loadCaseloadCheckIns,
} from '../database/repositories/caseload-past-check-ins.ts';
import { type CaseloadOfficeRow, loadCaseloadOffices } from '../database/repositories/caseload-standing.ts';
import type { CaseloadContext } from './context.ts';
import { defineKind, eachRecord } from './kind.ts';
import { type Decision, madeOf, type OwnedStep, planOwned, refuse, sayable } from './owned.ts';

type Made = { readonly id: string; readonly officeId: string };

async function prepare(context: CaseloadContext, participants: readonly string[]) {
  const { client, keyring, author } = context;
  const offices = await loadCaseloadOffices(client, author.programmeId);
  const rows = await loadCaseloadCheckIns(client, keyring, participants, true);
  const standing = new Map(rows.map((row) => [pastCheckInKeyOf(row.participantId, row), row]));
  return (item: CaseloadPastCheckIn, { id: person }: { readonly id: string }): Decision<Made> =>
    decide(context, item, offices.get(item.office), standing.get(pastCheckInKeyOf(person, item)));
}

function decide(
  { now, pending }: CaseloadContext,
  item: CaseloadPastCheckIn,
  office: CaseloadOfficeRow | undefined,
  row: CaseloadCheckInRow | undefined,
): Decision<Made> {
  if (office === undefined)
    return pending?.offices.has(item.office)
      ? { kind: 'new', made: null }
      : refuse('office', 'unknown-office', 'There is no such office: the file of offices goes in first.');
  if (item.dueOn > dayOf(now, office.timezone))
    return refuse('due_on', 'future', 'This day is still to come: nobody knows what comes of it.');
  if (item.decided > now)
    return refuse('decided', 'future', 'This is still to come: nobody has said it yet.');
  if (row === undefined) return { kind: 'new', made: { id: randomUUIDv7(), officeId: office.id } };
  const stands = `${row.id} ${row.version}`;
  if (row.status === 'due')
    return { kind: 'changed', fields: ['outcome'], stands, made: { id: row.id, officeId: office.id } };
  return { kind: isSame(row, item) ? 'same' : 'settled', stands, made: null };
}

/** What the file leaves empty is what stands; when it was said is the affair of who said it. */
const isSame = (row: CaseloadCheckInRow, item: CaseloadPastCheckIn): boolean =>
  row.status === item.outcome &&
  row.reason === item.reason &&
  (item.contactsConfirmed === null || row.contactsConfirmed === item.contactsConfirmed) &&
  (item.note === null || row.note === item.note);

async function write(
  { client, keyring, author }: CaseloadContext,
  steps: readonly OwnedStep<CaseloadPastCheckIn, Made>[],
): Promise<void> {
  const written = (kind: 'new' | 'changed') =>
    madeOf(steps, kind).map(({ item, participantId, made }) => ({ ...item, ...made, participantId, item }));
  const made = written('new');
  const decided = written('changed');
  await insertCaseloadCheckIns(client, keyring, author.programmeId, made);
  await decideCaseloadCheckIns(client, keyring, decided);
  await writeChanges(
    client,
    keyring,
    author,
    [...made, ...decided].map(({ id, participantId: participant, item }) => ({
      ...{ action: 'check-in.imported', entity: 'check_in', entityId: id, participant },
      after: sayable(item),
    })),
  );
}

export const importPastCheckIns = defineKind<CaseloadPastCheckIn, OwnedStep<CaseloadPastCheckIn, Made>>({
  items: eachRecord(readPastCheckIn),
  keysOf: (item) => [pastCheckInKeyOf(item.participant, item)],
  plan: (context, items) => planOwned(context, items, (ids) => prepare(context, ids)),
  write,
});
