import type {
  BreakGlassLook,
  breakGlassAsk,
  breakGlassList,
  breakGlassOpened,
  breakGlassReview,
} from '@attend/contracts/break-glass';
import { fail, formatInstant, type Result, say, succeed, word } from '@attend/kernel';
import type { z } from 'zod';
import {
  type BreakGlassRow,
  beginBreakGlass,
  giveReason,
  listBreakGlass,
  lockBreakGlass,
  saveReview,
} from '../../database/repositories/break-glass.ts';
import { nameOf, openPerson } from '../../database/repositories/people.ts';
import { isSamePerson } from '../../database/repositories/second-person.ts';
import { besides } from '../account-requests/same-person.ts';
import { staffOf } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';

/** ACC-20: reason, look and audit stand in the transaction that opens the record: without them it stays shut. */
export async function askForRecord(
  { client, services, record, audit }: StaffContext,
  { reference, reason, minutes }: z.output<typeof breakGlassAsk>,
): Promise<Result<z.output<typeof breakGlassOpened>>> {
  const begun = await beginBreakGlass(client, reference, minutes);
  if (begun === null)
    return fail({ code: 'not-found', message: 'Nobody has this number here.', path: ['body', 'reference'] });
  const until = formatInstant(await giveReason(client, services.keyring, begun, reason));
  await record.open(begun.participantId, `break-glass: ${reason}`.slice(0, 200));
  await audit({
    action: 'break-glass.opened',
    entity: 'break_glass',
    entityId: begun.id,
    participant: begun.participantId,
    after: { reason, until },
  });
  return succeed({ id: begun.id, participant: begun.participantId, until });
}

type Asker = Pick<StaffContext, 'actor' | 'services'>;

function lookView({ actor, services }: Asker, row: BreakGlassRow): BreakGlassLook {
  const { decision, reviewedAt } = row;
  const by = staffOf(row.reviewerId, row.reviewer);
  return {
    id: row.id,
    person: {
      id: row.participantId,
      reference: row.reference,
      name: nameOf(openPerson(services.keyring, row.participantId, row.person)),
    },
    staff: { id: row.staffId, name: row.staff },
    at: formatInstant(row.at),
    until: formatInstant(row.until),
    reason: row.reason,
    review:
      decision === null || reviewedAt === null || by === null
        ? null
        : { decision, by, at: formatInstant(reviewedAt), note: row.note },
    mayReview:
      decision === null && row.staffId !== actor.staffId && actor.permissions.has('break-glass.review'),
  };
}

/** ACC-21: the notice to the person's officer and to supervisors. */
export async function listLooks(context: StaffContext): Promise<Result<z.output<typeof breakGlassList>>> {
  const { client, services, record, reach } = context;
  const rows = await listBreakGlass(client, services.keyring, await reach());
  await record.list(rows.map((row) => row.participantId));
  const looks = rows.map((row) => lookView(context, row));
  return succeed({ looks, toReview: looks.filter((look) => look.mayReview).length });
}

/** ACC-22: by somebody else than who looked, once. */
export async function reviewLook(
  context: StaffContext,
  id: string,
  { decision, note }: z.output<typeof breakGlassReview>,
): Promise<Result<BreakGlassLook>> {
  const { client, services, actor, record, audit, programme } = context;
  const found = await lockBreakGlass(client, services.keyring, programme.id, id);
  if (found === null) return fail({ code: 'not-found', message: 'There is no such look here.' });
  if (await isSamePerson(client, actor.staffId, found.staffId))
    return fail({
      code: 'own-look',
      ...say('Somebody else reviews what you looked at {note}.', { note: besides }),
    });
  await record.open(found.participantId);
  if (found.decision !== null)
    return fail({
      code: 'reviewed',
      ...say('{name} has reviewed this already.', { name: found.reviewer ?? word('Somebody') }),
    });
  await saveReview(client, services.keyring, found, { staffId: actor.staffId, decision, note });
  await audit({
    action: 'break-glass.reviewed',
    entity: 'break_glass',
    entityId: id,
    participant: found.participantId,
    before: { decision: null },
    after: { decision, note },
  });
  const reviewed = await lockBreakGlass(client, services.keyring, programme.id, id);
  return reviewed === null
    ? fail({ code: 'not-found', message: 'There is no such look here.' })
    : succeed(lookView(context, reviewed));
}
