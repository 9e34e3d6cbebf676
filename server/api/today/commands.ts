import type { checkInFollowUp, needSeenTo, replyAnswered } from '@attend/contracts/today';
import { fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { lockCheckIn } from '../../database/repositories/check-ins.ts';
import { lockHearing } from '../../database/repositories/hearings.ts';
import {
  insertConfirmation,
  lockReply,
  markAnswered,
  markFollowedUp,
} from '../../database/repositories/today.ts';
import type { StaffContext } from '../context.ts';

type SeenTo = Result<z.output<typeof needSeenTo>>;
const done = (id: string, participant: string): SeenTo => succeed({ id, participant });

/** TDY-4: somebody has read what the person wrote, and seen to it. */
export async function answerReply(
  { client, record, actor, audit }: StaffContext,
  id: string,
  { note }: z.output<typeof replyAnswered>,
): Promise<SeenTo> {
  const row = await lockReply(client, id);
  if (row === null) return fail({ code: 'not-found', message: 'There is no such reply here.' });
  const participant = row.participantId;
  await record.open(participant);
  if (row.answeredAt !== null)
    return fail({ code: 'already-decided', message: 'Somebody has seen to this reply.' });
  await markAnswered(client, id, actor.staffId);
  const entity = { entity: 'message_reply', entityId: id, participant };
  await audit({ action: 'message-reply.answered', ...entity, after: { note } });
  return done(id, participant);
}

/** TDY-3: the person said, to somebody of the staff, that they will be there. */
export async function confirmHearing(
  { client, record, programme, actor, audit, now }: StaffContext,
  id: string,
): Promise<SeenTo> {
  const row = await lockHearing(client, id);
  if (row === null) return fail({ code: 'not-found', message: 'There is no such hearing here.' });
  const participant = row.participantId;
  await record.open(participant);
  if (row.status !== 'scheduled' || row.at <= now())
    return fail({ code: 'changed', message: 'This hearing is not to come any more.' });
  const of = { hearingId: id, programmeId: programme.id, participantId: participant, staffId: actor.staffId };
  if (!(await insertConfirmation(client, of)))
    return fail({ code: 'already-decided', message: 'This hearing is confirmed already.' });
  await audit({
    ...{ action: 'hearing.confirmed', entity: 'hearing', entityId: id, participant },
    after: { at: row.at },
  });
  return done(id, participant);
}

/** TDY-4: what was done about a missed check-in. It stays missed, and may be excused later. */
export async function followUp(
  { client, record, services, actor, audit }: StaffContext,
  id: string,
  { version, note }: z.output<typeof checkInFollowUp>,
): Promise<SeenTo> {
  const row = await lockCheckIn(client, services.keyring, id);
  if (row === null) return fail({ code: 'not-found', message: 'There is no such check-in here.' });
  const participant = row.participantId;
  await record.open(participant);
  if (row.version !== version)
    return fail({ code: 'version-changed', message: 'Somebody changed this check-in meanwhile.' });
  if (row.status !== 'missed')
    return fail({ code: 'changed', message: 'Only a missed check-in is followed up.' });
  await markFollowedUp(client, id, actor.staffId);
  const entity = { entity: 'check_in', entityId: id, participant };
  await audit({ action: 'check-in.followed-up', ...entity, after: { note } });
  return done(id, participant);
}
