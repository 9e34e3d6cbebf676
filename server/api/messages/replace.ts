import { messageLanguages } from '@attend/casework';
import type { contactPointChanged, contactPointReplace } from '@attend/contracts/messages';
import { type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { openRow } from '../../database/repositories/sealed.ts';
import type { StaffContext } from '../context.ts';
import { addContactPoint, commandContactPoint, findStanding } from './contact-points.ts';

/** MSG-4: an address is never rewritten. Another one stands in its place, in the same order and language; the first has ended. */
export async function replaceContactPoint(
  context: StaffContext,
  id: string,
  { version, address, consent }: z.output<typeof contactPointReplace>,
): Promise<Result<z.output<typeof contactPointChanged>>> {
  const found = await findStanding(context, id, version);
  if (!found.ok) return found;
  const { participantId, kind, preference, sealed } = found.value;
  const key = context.services.keyring.create(participantId);
  const { language, note } = openRow(key, 'contact_point', id, sealed);
  const ended = await commandContactPoint(context, id, 'end', version);
  if (!ended.ok) return ended;
  const known = messageLanguages.find((one) => one === language) ?? null;
  const made = { kind, address, language: known, note, preference, consent };
  const added = await addContactPoint(context, participantId, made);
  return added.ok ? succeed(added.value) : added;
}
