import { contactsHold } from '@attend/casework';
import type { ContactAnswer } from '@attend/contracts/check-ins';
import { fail, type Result, succeed } from '@attend/kernel';
import { listContactPoints } from '../../database/repositories/contact-points.ts';
import { mayOn } from '../access/may-on.ts';
import type { StaffContext } from '../context.ts';
import { commandContactPoint } from '../messages/contact-points.ts';
import { replaceContactPoint } from '../messages/replace.ts';

/**
 * CHK-16: what the person said of each contact point, written as if each had been asked about alone, with its date and who asked. In
 * the check-in's transaction: where one was changed meanwhile, nothing of it is written. Whether they hold; false: none was asked.
 */
export async function askContacts(
  context: StaffContext,
  participantId: string,
  answers: readonly ContactAnswer[],
): Promise<Result<boolean>> {
  if (answers.length === 0) return succeed(false);
  // The route's own permission is about check-ins: contact points have another.
  if (!(await mayOn(context, 'messages.write', participantId)))
    return fail({
      code: 'forbidden',
      message: 'Whoever asks about contact points must be one who may keep them.',
    });
  const inUse = (await listContactPoints(context.client, participantId)).filter(
    ({ endedAt }) => endedAt === null,
  );
  for (const answer of answers) {
    // Somebody else's, under whatever relation: as if there were none.
    if (!inUse.some(({ id }) => id === answer.id))
      return fail({ code: 'version-changed', message: 'A contact point of theirs has changed meanwhile.' });
    const written = await write(context, answer);
    if (!written.ok) return written;
  }
  return succeed(
    contactsHold(
      inUse.map(({ id }) => id),
      answers,
    ),
  );
}

const write = (context: StaffContext, answer: ContactAnswer): Promise<Result<unknown>> => {
  const { id, version } = answer;
  switch (answer.answer) {
    case 'right':
      return commandContactPoint(context, id, 'confirm', version);
    case 'wrong':
      return commandContactPoint(context, id, 'end', version);
    case 'changed':
      return replaceContactPoint(context, id, answer);
  }
};
