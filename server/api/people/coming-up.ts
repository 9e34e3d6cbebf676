import type { ComingUp } from '@attend/contracts/people';
import { formatInstant } from '@attend/kernel';
import { findNextCheckIn, findNextHearing, mayBeReached } from '../../database/repositories/coming-up.ts';
import { mayOn } from '../access/may-on.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';

/** PPL-24: what the person, by all their `records`, has to come to next, of what the viewer may read where it stands. */
export async function readComingUp(
  context: StaffContext,
  id: string,
  records: readonly string[],
): Promise<ComingUp> {
  const { client, now } = context;
  const hearing = (await mayOn(context, 'hearings.read', id))
    ? await findNextHearing(client, records, now())
    : null;
  const checkIn = (await mayOn(context, 'check-ins.read', id))
    ? await findNextCheckIn(client, records)
    : null;
  return {
    hearing: hearing && { ...hearing, at: formatInstant(hearing.at) },
    checkIn: checkIn && { ...checkIn, at: instantText(checkIn.at) },
    reached: (await mayOn(context, 'messages.read', id)) ? await mayBeReached(client, records) : null,
  };
}
