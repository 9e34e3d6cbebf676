import { randomUUID } from 'node:crypto';
import { checkDates } from '@attend/casework';
import type { RegisterEntryGiven, registerEntryChanged } from '@attend/contracts/register-entries';
import { type Failure, fail, formatInstant, type Result, say, succeed, word } from '@attend/kernel';
import type { z } from 'zod';
import { protectPlaces } from '../../access/protect-places.ts';
import { seesProtected } from '../../access/protected-addresses.ts';
import { findPerson } from '../../database/repositories/people.ts';
import {
  insertEntry,
  lockEntry,
  noteEntryInError,
  type RegisterEntryRow,
  updateEntry,
  type WrittenEntry,
} from '../../database/repositories/register-entries.ts';
import { openRow, type SealedForm, sealRow } from '../../database/repositories/sealed.ts';
import type { StaffContext } from '../context.ts';
import { noSuchPerson } from '../messages/contact-points.ts';

type Changed = Result<z.output<typeof registerEntryChanged>>;
const noSuchEntry: Failure = { code: 'not-found', message: 'There is no such entry here.' };

/** What is sealed: everything but the dates, and whether it is protected. */
function sealedForm(given: RegisterEntryGiven): SealedForm<'register_entry'> {
  const { from: _, to: __, ...rest } = given;
  if (rest.kind !== 'address') return rest;
  const { protected: ___, ...address } = rest;
  return address;
}

const isProtected = (given: RegisterEntryGiven): boolean => given.kind === 'address' && given.protected;

function refuse(given: RegisterEntryGiven, inside: readonly string[]): Failure | null {
  const dates = checkDates(given);
  if (!dates.ok) return { ...dates.error, path: [...inside, ...(dates.error.path ?? [])] };
  if (given.kind === 'address' && given.protected && given.reason === null)
    return {
      code: 'reason-missing',
      message: 'Say why the address is protected.',
      path: [...inside, 'reason'],
    };
  return null;
}

const writtenOf = (
  { services }: StaffContext,
  participant: string,
  id: string,
  given: RegisterEntryGiven,
): WrittenEntry => ({
  ...{ id, kind: given.kind, from: given.from, to: given.to, protected: isProtected(given) },
  sealed: sealRow(services.keyring.create(participant), 'register_entry', id, sealedForm(given)),
});

const protectingOf = ({ client, services, programme, actor, requestId, record }: StaffContext) => ({
  ...{ client, keyring: services.keyring },
  author: { programmeId: programme.id, staffId: actor.staffId, operator: null, requestId },
  look: async (participants: readonly string[]) => {
    for (const one of participants) await record.open(one);
  },
  passOver: (participants: readonly string[]) => record.passOver(participants),
});

export async function addEntry(
  context: StaffContext,
  participant: string,
  given: RegisterEntryGiven,
): Promise<Changed> {
  const { client, record, programme, actor, audit } = context;
  if ((await findPerson(client, participant)) === null) return fail(noSuchPerson);
  await record.open(participant);
  const wrong = refuse(given, ['body']);
  if (wrong !== null) return fail(wrong);
  const id = randomUUID();
  const author = { programmeId: programme.id, participantId: participant, staffId: actor.staffId };
  await insertEntry(client, author, writtenOf(context, participant, id, given));
  await audit({
    ...{ action: 'register-entry.added', entity: 'register_entry', entityId: id, participant },
    after: auditable(given),
  });
  if (isProtected(given)) await protectPlaces(protectingOf(context), participant);
  return succeed({ id, participant, version: 1 });
}

/** PPL-17: of a protected address the audit says that it was written, and no word of it: an auditor does not work with the person. */
const auditable = (given: RegisterEntryGiven): object =>
  given.kind === 'address' && given.protected
    ? { kind: given.kind, protected: true, from: given.from, to: given.to }
    : given;

/** Found, its person recorded, still as it was read, and one's own to see. */
async function standing(context: StaffContext, id: string, seen: number): Promise<Result<RegisterEntryRow>> {
  const { client, record } = context;
  const row = await lockEntry(client, id);
  if (row === null) return fail(noSuchEntry);
  await record.open(row.participantId);
  if (row.protected && !(await seesProtected(context, row.participantId)))
    return fail({
      code: 'not-yours',
      message: 'Only who works with the person changes a protected address.',
    });
  if (row.inErrorAt !== null)
    return fail({ code: 'changed', message: 'This was marked as entered in error.' });
  if (row.version !== seen)
    return fail({
      code: 'version-changed',
      ...say('Changed since you read it ({who}, {at}).', {
        who: row.changedBy ?? word('a file'),
        at: { instant: formatInstant(row.changedAt) },
      }),
    });
  return succeed(row);
}

/** `kept`: also where it is protected from now on; the audit would else hold its words as what stood before. */
function givenOf({ services }: StaffContext, row: RegisterEntryRow, kept: boolean): object {
  const key = services.keyring.create(row.participantId);
  const { from, to } = row;
  if (kept) return { kind: row.kind, protected: true, from, to };
  return { ...openRow(key, 'register_entry', row.id, row.sealed), from, to };
}

/** The next version; the one before stands in the audit. */
export async function changeEntry(
  context: StaffContext,
  id: string,
  { version, entry }: { readonly version: number; readonly entry: RegisterEntryGiven },
): Promise<Changed> {
  const found = await standing(context, id, version);
  if (!found.ok) return found;
  const row = found.value;
  const { participantId: participant } = row;
  if (row.kind !== entry.kind)
    return fail({ code: 'kind-fixed', message: 'An entry keeps its kind.', path: ['body', 'entry', 'kind'] });
  const wrong = refuse(entry, ['body', 'entry']);
  if (wrong !== null) return fail(wrong);
  const before = givenOf(context, row, row.protected || isProtected(entry));
  await updateEntry(context.client, context.actor.staffId, writtenOf(context, participant, id, entry));
  await context.audit({
    ...{ action: 'register-entry.changed', entity: 'register_entry', entityId: id, participant },
    ...{ before, after: auditable(entry) },
  });
  if (isProtected(entry)) await protectPlaces(protectingOf(context), participant);
  return succeed({ id, participant, version: version + 1 });
}

/** It was never right. It stays on record, marked, and is no longer shown as if it held. */
export async function markInError(
  context: StaffContext,
  id: string,
  { version, reason }: { readonly version: number; readonly reason: string },
): Promise<Changed> {
  const found = await standing(context, id, version);
  if (!found.ok) return found;
  const { participantId: participant } = found.value;
  await noteEntryInError(context.client, id, context.actor.staffId);
  await context.audit({
    ...{ action: 'register-entry.in-error', entity: 'register_entry', entityId: id, participant },
    ...{ before: givenOf(context, found.value, found.value.protected), after: { reason } },
  });
  return succeed({ id, participant, version: version + 1 });
}
