import { randomUUID } from 'node:crypto';
import type { RetentionHold, retentionHoldCreate } from '@attend/contracts/retention';
import { fail, type Result, succeed } from '@attend/kernel';
import { z } from 'zod';
import {
  endHold,
  type HoldRow,
  insertHold,
  listHolds,
  lockHold,
  participantExists,
} from '../../database/repositories/holds.ts';
import { nameOf, openPerson } from '../../database/repositories/people.ts';
import { sealJson, unsealJson } from '../../keys/seal.ts';
import type { StaffContext } from '../context.ts';

const reasonForm = z.object({ reason: z.string() });
const identityOf = (id: string, column: 'sealed' | 'sealed_end'): string => `retention_hold/${id}/${column}`;
const most = 500;

export async function readHolds({
  client,
  services,
  record,
  now,
}: StaffContext): Promise<{ holds: RetentionHold[] }> {
  const rows = await listHolds(client, most);
  await record.list(rows.map(({ participant_id }) => participant_id));
  const holds = rows.flatMap((row): RetentionHold[] => {
    const key = services.keyring.find(row.participant_id);
    // The person's key was destroyed: nothing of them is left to hold.
    if (key === null) return [];
    const reasonOf = (sealed: Buffer, column: 'sealed' | 'sealed_end'): string =>
      reasonForm.parse(unsealJson(key, identityOf(row.id, column), sealed)).reason;
    const { ended_at, ended_by, sealed_end } = row;
    return [
      {
        id: row.id,
        participant: {
          id: row.participant_id,
          reference: row.reference,
          name: nameOf(openPerson(services.keyring, row.participant_id, row.name)),
        },
        reason: reasonOf(row.sealed, 'sealed'),
        placed: row.placed_at.toISOString(),
        by: row.placed_by,
        until: row.until_at.toISOString(),
        ended:
          ended_at === null || sealed_end === null
            ? null
            : { at: ended_at.toISOString(), by: ended_by ?? '', reason: reasonOf(sealed_end, 'sealed_end') },
        standing: isStanding(row, now()),
      },
    ];
  });
  return { holds };
}

const isStanding = ({ ended_at, until_at }: HoldRow, at: number): boolean =>
  ended_at === null && until_at.getTime() > at;

/** A held person's data ends by nobody's schedule until then. */
export async function placeHold(
  { client, programme, actor, services, record, audit, now }: StaffContext,
  { participant, reason, until }: z.output<typeof retentionHoldCreate>,
): Promise<Result<{ id: string; participant: string }>> {
  if (!(await participantExists(client, participant)))
    return fail({
      code: 'not-found',
      message: 'There is no such person here.',
      path: ['body', 'participant'],
    });
  if (Date.parse(until) <= now())
    return fail({ code: 'ends-before-now', message: 'A hold ends in the future.', path: ['body', 'until'] });
  await record.open(participant, `hold: ${reason}`.slice(0, 200));
  const id = randomUUID();
  const sealed = sealJson(services.keyring.create(participant), identityOf(id, 'sealed'), { reason });
  await insertHold(client, {
    ...{ id, programmeId: programme.id, participantId: participant, staffId: actor.staffId },
    ...{ until: new Date(until), sealed },
  });
  await audit({
    ...{ action: 'retention.held', entity: 'retention_hold', entityId: id, participant },
    after: { reason, until },
  });
  return succeed({ id, participant });
}

export async function releaseHold(
  { client, actor, services, record, audit, now }: StaffContext,
  id: string,
  reason: string,
): Promise<Result<{ id: string; participant: string }>> {
  const row = await lockHold(client, id);
  if (row === null) return fail({ code: 'not-found', message: 'There is no such hold here.' });
  if (!isStanding(row, now())) return fail({ code: 'changed', message: 'This hold has ended already.' });
  const participant = row.participant_id;
  await record.open(participant, `end of a hold: ${reason}`.slice(0, 200));
  await endHold(
    client,
    id,
    actor.staffId,
    sealJson(services.keyring.create(participant), identityOf(id, 'sealed_end'), { reason }),
  );
  await audit({
    ...{ action: 'retention.released', entity: 'retention_hold', entityId: id, participant },
    before: { until: row.until_at.toISOString() },
    after: { reason },
  });
  return succeed({ id, participant });
}
