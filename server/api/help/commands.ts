import { permitArrange, permitAsk, permitCarry, permitSettle } from '@attend/casework';
import type { HelpArrange, HelpSettle, helpAsk, helpCarry, helpChanged } from '@attend/contracts/help';
import { type Failure, fail, parseInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { readsProtected, refuseTrying, seesProtected } from '../../access/protected-addresses.ts';
import {
  type FoundTarget,
  type HelpRow,
  insertHelp,
  lockHelp,
  lockHelpTarget,
  openHelp,
  targetOf,
  writeArrangement,
  writeSettled,
} from '../../database/repositories/arranged-help.ts';
import { answerReplyOf } from '../../database/repositories/help-replies.ts';
import { findPerson } from '../../database/repositories/people.ts';
import { isTaken, withSavepoint } from '../../database/repositories/savepoint.ts';
import { cancelRemindersOf } from '../../messages/cancel-reminders.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';
import { keyFault } from '../hearings/write.ts';

type Changed = Result<z.output<typeof helpChanged>>;
const missing: Failure = { code: 'not-found', message: 'There is no such help here.' };
const noTarget: Failure = {
  code: 'unknown-target',
  message: 'They have no such hearing or check-in.',
  path: ['body', 'for'],
};
const doubled: Failure = {
  code: 'asked-already',
  message: 'The same help is asked for or arranged already for this hearing or check-in.',
};
const inBody = (failure: Failure): Failure =>
  failure.path === undefined ? failure : { ...failure, path: ['body', ...failure.path] };

/** HLP-5: only the place is kept from others, so nothing else tells it. */
function refuseAddress(
  isProtected: (text: string) => boolean,
  fields: Readonly<Record<string, string | null>>,
): Failure | null {
  for (const [name, text] of Object.entries(fields))
    if (text !== null && isProtected(text))
      return {
        code: 'protected-address',
        message: 'This names a place that is protected: only the field for the place is kept from others.',
        path: ['body', name],
      };
  return null;
}

export async function askForHelp(
  context: StaffContext,
  participant: string,
  given: z.output<typeof helpAsk>,
): Promise<Changed> {
  const { client, record, services, programme, actor, audit, now } = context;
  if ((await findPerson(client, participant)) === null)
    return fail({ code: 'not-found', message: 'There is no such person here.' });
  await record.open(participant);
  const key = keyFault(context, participant);
  if (!key.ok) return key;
  const target = await lockHelpTarget(client, given.for);
  if (target === null || target.participantId !== participant) return fail(noTarget);
  const askedAt = given.askedAt === undefined ? now() : (parseInstant(given.askedAt) ?? now());
  const permitted = permitAsk(targetOf(target), { at: askedAt }, now());
  if (!permitted.ok) return fail(inBody(permitted.error));
  const { kind, way, note } = given;
  const kept = note === null ? null : await refuseTrying(context, participant);
  if (kept !== null) return fail(kept);
  const named = refuseAddress(await readsProtected(context, participant), { note });
  if (named !== null) return fail(named);
  const id = await insertHelp(client, services.keyring, {
    ...{ programmeId: programme.id, participantId: participant, for: given.for, kind, way, askedAt, note },
    ...{ askedBy: actor.staffId, replyId: null, carriedFrom: null },
  });
  if (id === null) return fail(doubled);
  await audit({
    ...{ action: 'help.asked', entity: 'arranged_help', entityId: id, participant },
    after: { for: given.for, kind, way, askedAt: instantText(askedAt), note },
  });
  return succeed({ id, participant, version: 1 });
}

/** Locked, its look on record, in the version that was seen. */
async function take(context: StaffContext, id: string, version: number): Promise<Result<HelpRow>> {
  const row = await lockHelp(context.client, id);
  if (row === null) return fail(missing);
  await context.record.open(row.participantId);
  const key = keyFault(context, row.participantId);
  if (!key.ok) return key;
  return row.version === version
    ? succeed(row)
    : fail({ code: 'version-changed', message: 'Somebody changed this help meanwhile.' });
}

const sayable = (row: HelpRow, words: ReturnType<typeof openHelp>): object => ({
  ...{ status: row.status, kind: row.kind, mode: row.mode, placeProtected: row.placeProtected, ...words },
  ...{ from: instantText(row.from), to: instantText(row.to) },
});

/** Who helps, when and where; also in the place of another arrangement. */
export async function arrangeHelp(context: StaffContext, id: string, given: HelpArrange): Promise<Changed> {
  const { client, services, actor, audit } = context;
  const taken = await take(context, id, given.version);
  if (!taken.ok) return taken;
  const row = taken.value;
  const target = targetOf(row);
  const participant = row.participantId;
  const from = given.from === null ? null : parseInstant(given.from);
  const to = given.to === null ? null : parseInstant(given.to);
  const { kind, mode, language, supplier, phone, told } = given;
  // PPL-30: with whom and where is words, of which a refusal would say whether they name the place.
  const kept = await refuseTrying(context, participant);
  if (kept !== null) return fail(kept);
  // HLP-5: who may not see a protected place would else write it away; it stays as it stands.
  const withheld = row.placeProtected && !(await seesProtected(context, participant));
  if (withheld)
    return fail({
      code: 'protected-place',
      message: 'Only who works with the person changes help to a protected place.',
    });
  const place = given.place?.text ?? null;
  const permitted = permitArrange(row, target, { kind, from, to, mode, language, place });
  if (!permitted.ok) return fail(inBody(permitted.error));
  const isProtected = await readsProtected(context, participant);
  const named = refuseAddress(isProtected, { supplier, told, phone });
  if (named !== null) return fail(named);
  const written = {
    ...{ kind, from, to, mode, by: actor.staffId },
    forAt: target.kind === 'check-in' ? target.at : null,
    words: { ...openHelp(services.keyring, row), supplier, phone, language, told, reason: null },
    place:
      place === null
        ? null
        : { text: place, protected: given.place?.protected === true || isProtected(place) },
  };
  try {
    await withSavepoint(client, () => writeArrangement(client, services.keyring, row, written));
  } catch (thrown) {
    if (!isTaken(thrown)) throw thrown;
    return fail({ ...doubled, path: ['body', 'kind'] });
  }
  if (row.replyId !== null) await answerReplyOf(client, row.replyId, actor.staffId);
  await cancelRemindersOf(client, row);
  await audit({
    ...{ action: 'help.arranged', entity: 'arranged_help', entityId: id, participant },
    before: sayable(row, openHelp(services.keyring, row)),
    // Of a protected place the audit says that there is one: an auditor does not work with the person.
    after: {
      ...{ status: 'arranged', kind, mode, from: given.from, to: given.to, ...written.words },
      place: written.place?.protected === true ? { protected: true } : place,
    },
  });
  return succeed({ id, participant, version: row.version + 1 });
}

/** What came of it. */
export async function settleHelp(context: StaffContext, id: string, given: HelpSettle): Promise<Changed> {
  const { now } = context;
  const taken = await take(context, id, given.version);
  if (!taken.ok) return taken;
  const permitted = permitSettle(taken.value, targetOf(taken.value), given.as, now());
  if (!permitted.ok) return fail(inBody(permitted.error));
  const { reason } = given;
  const kept = reason === null ? null : await refuseTrying(context, taken.value.participantId);
  if (kept !== null) return fail(kept);
  const named = refuseAddress(await readsProtected(context, taken.value.participantId), { reason });
  return named === null ? settle(context, taken.value, given.as, reason) : fail(named);
}

async function settle(
  context: StaffContext,
  row: HelpRow,
  as: HelpSettle['as'],
  reason: string | null,
): Promise<Changed> {
  const { client, services, actor, audit } = context;
  const { id, participantId: participant } = row;
  await writeSettled(client, services.keyring, row, { as, reason, by: actor.staffId });
  if (row.replyId !== null) await answerReplyOf(client, row.replyId, actor.staffId);
  await cancelRemindersOf(client, row);
  await audit({
    ...{ action: `help.${as}`, entity: 'arranged_help', entityId: id, participant },
    before: { status: row.status },
    after: { status: as, reason },
  });
  return succeed({ id, participant, version: row.version + 1 });
}

/** The hearing that stands at the end of its moves; null: none. A hearing only moves to a later row, so there is an end. */
async function lockLastOf(
  client: StaffContext['client'],
  movedTo: string | null,
): Promise<FoundTarget | null> {
  let next: string | null = movedTo;
  let last: FoundTarget | null = null;
  while (next !== null) {
    last = await lockHelpTarget(client, { kind: 'hearing', id: next });
    next = last?.movedTo ?? null;
  }
  return last;
}

/** HLP-4: for the hearing in whose place another one stands, it is asked for again, and has to be arranged again. */
export async function carryHelp(
  context: StaffContext,
  id: string,
  { version }: z.output<typeof helpCarry>,
): Promise<Changed> {
  const { client, services, programme, actor, audit, now } = context;
  const taken = await take(context, id, version);
  if (!taken.ok) return taken;
  const row = taken.value;
  const permitted = permitCarry(row, targetOf(row));
  if (!permitted.ok) return permitted;
  const participant = row.participantId;
  const next = await lockLastOf(client, row.movedTo);
  if (next === null) return fail({ ...noTarget, path: [] });
  const of = { kind: 'hearing', id: next.targetId } as const;
  const may = permitAsk(targetOf(next), { at: now() }, now());
  if (!may.ok) return fail({ ...may.error, path: [] });
  const { note } = openHelp(services.keyring, row);
  const settled = await settle(context, row, 'not-needed', 'The hearing was moved.');
  if (!settled.ok) return settled;
  const made = await insertHelp(client, services.keyring, {
    ...{ programmeId: programme.id, participantId: participant, for: of, kind: row.kind, note },
    ...{ way: row.way, askedAt: row.askedAt, askedBy: actor.staffId, replyId: null, carriedFrom: id },
  });
  if (made === null) return fail(doubled);
  await audit({
    ...{ action: 'help.asked', entity: 'arranged_help', entityId: made, participant },
    after: { for: of, kind: row.kind, carriedFrom: id },
  });
  return succeed({ id: made, participant, version: 1 });
}
