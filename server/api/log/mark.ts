import { type Markable, permitMark } from '@attend/casework';
import type { marked } from '@attend/contracts/error-mark';
import { fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { insertMark } from '../../database/repositories/error-marks.ts';
import type { StaffContext } from '../context.ts';

/** LOG-5: one way for every kind of record. It is locked, and its person recorded as looked at, by whoever asks. */
export async function markRecord(
  { client, services, programme, actor, audit }: StaffContext,
  record: Markable & { readonly id: string; readonly participantId: string },
  reason: string,
): Promise<Result<z.output<typeof marked>>> {
  const { kind, id, participantId: participant } = record;
  if (services.keyring.isDestroyed(participant))
    return fail({ code: 'person-destroyed', message: 'The key of this person was destroyed.' });
  const permitted = permitMark(record);
  if (!permitted.ok) return permitted;
  await insertMark(client, services.keyring, {
    ...{ kind, id, programmeId: programme.id, participantId: participant, by: actor.staffId, reason },
  });
  await audit({
    ...{ action: `${kind}.entered-in-error`, entity: kind.replaceAll('-', '_'), entityId: id, participant },
    after: { reason },
  });
  return succeed({ participant, id });
}
