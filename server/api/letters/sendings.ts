import { dayOf, letterForms, permitReturn, permitSending, spanOfDay } from '@attend/casework';
import type { addressSeenTo, sendingChanged, sendingCreate, sendingReturn } from '@attend/contracts/letters';
import { type Failure, fail, hour, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import {
  insertSending,
  lockSending,
  type SendingRow,
  writeReturn,
  writeSettled,
} from '../../database/repositories/letter-sendings.ts';
import { findLetter, type LetterRow } from '../../database/repositories/letters.ts';
import { mayOn } from '../access/may-on.ts';
import { tryByLetter } from '../check-ins/commands.ts';
import type { StaffContext } from '../context.ts';

type Changed = Result<z.output<typeof sendingChanged>>;
const noLetter: Failure = { code: 'not-found', message: 'There is no such letter here.' };
const noSending: Failure = { code: 'not-found', message: 'There is no such sending here.' };

/** LTR-6: how it went. Of a letter about a check-in that is asked after, it is the ladder's step as well (LTR-15). */
export async function recordSending(
  context: StaffContext,
  id: string,
  given: z.output<typeof sendingCreate>,
): Promise<Changed> {
  const { client, record, services, programme, actor, audit, now } = context;
  const letter = await findLetter(client, services.keyring, id);
  if (letter === null) return fail(noLetter);
  const participant = letter.participantId;
  await record.open(participant);
  const today = dayOf(now(), programme.timezone);
  const recipient = letterForms[letter.kind].recipient;
  const permitted = permitSending(given, { ...letter, recipient }, today);
  if (!permitted.ok) return permitted;
  const noon = spanOfDay(given.on, programme.timezone).from + 12 * hour;
  const sending = await insertSending(client, services.keyring, {
    ...{ programmeId: programme.id, participantId: participant, letterId: id, by: actor.staffId },
    ...{ ...given, at: given.on === today ? now() : noon },
  });
  const entity = { entity: 'letter_sending', entityId: sending, participant };
  await audit({ action: 'letter.sent', ...entity, after: { letter: id, ...given } });
  const attempt = await followLadder(context, letter);
  return succeed({ participant, letter: id, sending, attempt });
}

async function followLadder(context: StaffContext, letter: LetterRow): Promise<boolean> {
  if (letter.kind !== 'check-in-missed' || letter.checkInId === null) return false;
  if (!(await mayOn(context, 'check-ins.write', letter.participantId))) return false;
  return tryByLetter(context, letter.checkInId, letter.id);
}

async function take({ client, record, services }: StaffContext, id: string): Promise<Result<SendingRow>> {
  const row = await lockSending(client, services.keyring, id);
  if (row === null) return fail(noSending);
  await record.open(row.participantId);
  return succeed(row);
}

/** LTR-7: it came back undelivered. The address that it bore stands on Today until somebody has seen to it. */
export async function recordReturn(
  context: StaffContext,
  id: string,
  given: z.output<typeof sendingReturn>,
): Promise<Changed> {
  const { client, services, programme, actor, audit, now } = context;
  const taken = await take(context, id);
  if (!taken.ok) return taken;
  const row = taken.value;
  const sent = {
    ...{ way: row.way, on: row.on, inError: row.inErrorAt !== null },
    returned: row.returnedOn !== null,
  };
  const permitted = permitReturn(given.on, sent, dayOf(now(), programme.timezone));
  if (!permitted.ok) return permitted;
  await writeReturn(client, services.keyring, row, { ...given, by: actor.staffId });
  const entity = { entity: 'letter_sending', entityId: id, participant: row.participantId };
  await audit({ action: 'letter.returned', ...entity, before: { returned: null }, after: given });
  return succeed({ participant: row.participantId, letter: row.letterId, sending: id, attempt: false });
}

/** That an address was seen to which stays as it is: a changed one is off the list by itself. */
export async function seeToAddress(
  context: StaffContext,
  id: string,
  { note }: z.output<typeof addressSeenTo>,
): Promise<Changed> {
  const taken = await take(context, id);
  if (!taken.ok) return taken;
  const row = taken.value;
  if (row.returnedOn === null)
    return fail({ code: 'not-returned', message: 'This letter did not come back.' });
  if (row.settledAt !== null)
    return fail({ code: 'already-decided', message: 'Somebody has seen to this address already.' });
  await writeSettled(context.client, id, context.actor.staffId);
  const entity = { entity: 'letter_sending', entityId: id, participant: row.participantId };
  await context.audit({ action: 'letter.address-seen-to', ...entity, after: { note } });
  return succeed({ participant: row.participantId, letter: row.letterId, sending: id, attempt: false });
}
