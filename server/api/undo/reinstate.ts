import { randomUUID } from 'node:crypto';
import { permitReinstating } from '@attend/casework';
import type { reinstated, TakeBack } from '@attend/contracts/undo';
import { fail, formatInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { copyContactPoint, lockContactPoint } from '../../database/repositories/contact-points.ts';
import { openRow, sealRow } from '../../database/repositories/sealed.ts';
import type { StaffContext } from '../context.ts';
import { noSuchPoint, standsAlready } from '../messages/contact-points.ts';

/**
 * FRM-11: the one that ended stays ended, and another one with the same address, consent and STOP stands in its place. Consent is not
 * given anew by this: it is the one that was given then, to whoever asked then.
 */
export async function reinstateContactPoint(
  context: StaffContext,
  id: string,
  { version, reason }: TakeBack,
): Promise<Result<z.output<typeof reinstated>>> {
  const { client, record, services, actor, audit, now } = context;
  const row = await lockContactPoint(client, id);
  if (row === null) return fail(noSuchPoint);
  const { participantId: participant, kind, endedAt } = row;
  await record.open(participant);
  if (row.version !== version)
    return fail({ code: 'version-changed', message: 'Somebody has changed this contact point meanwhile.' });
  const permitted = permitReinstating(endedAt, now());
  if (!permitted.ok) return permitted;
  const key = services.keyring.create(participant);
  const said = openRow(key, 'contact_point', id, row.sealed);
  const taken = await standsAlready(context, participant, kind, said.address);
  if (taken !== null) return fail(taken);
  const next = randomUUID();
  const sealed = sealRow(key, 'contact_point', next, said);
  await copyContactPoint(client, { from: id, to: next, sealed, by: actor.staffId });
  await audit({
    ...{ action: 'contact-point.reinstated', entity: 'contact_point', entityId: next, participant },
    before: { contactPoint: id, endedAt: formatInstant(permitted.value) },
    after: { kind, ...said, preference: row.preference, reason },
  });
  return succeed({ participant, id: next });
}
