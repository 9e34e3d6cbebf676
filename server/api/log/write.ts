import { permitEntry } from '@attend/casework';
import type { entryCreate, logChanged } from '@attend/contracts/contact-log';
import { fail, parseInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { insertEntry } from '../../database/repositories/contact-entries.ts';
import { findPerson } from '../../database/repositories/people.ts';
import type { StaffContext } from '../context.ts';

type Changed = Result<z.output<typeof logChanged>>;

/** LOG-3: what was done with a person outside of the program. */
export async function enterContact(
  context: StaffContext,
  participant: string,
  { text, ...given }: z.output<typeof entryCreate>,
): Promise<Changed> {
  const { client, record, services, programme, actor, audit, now } = context;
  if ((await findPerson(client, participant)) === null)
    return fail({ code: 'not-found', message: 'There is no such person here.' });
  await record.open(participant);
  if (services.keyring.isDestroyed(participant))
    return fail({ code: 'person-destroyed', message: 'The key of this person was destroyed.' });
  const permitted = permitEntry({ ...given, at: parseInstant(given.at) ?? Number.NaN }, now());
  if (!permitted.ok) return fail({ ...permitted.error, path: ['body', ...(permitted.error.path ?? [])] });
  const id = await insertEntry(client, services.keyring, {
    ...permitted.value,
    ...{ programmeId: programme.id, participantId: participant, by: actor.staffId, text },
  });
  await audit({
    ...{ action: 'contact-entry.entered', entity: 'contact_entry', entityId: id, participant },
    after: { ...given, text },
  });
  return succeed({ participant, id });
}
