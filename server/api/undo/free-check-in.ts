import { permitFreeing } from '@attend/casework';
import type { TakeBack } from '@attend/contracts/undo';
import { freeSlot } from '../../database/repositories/check-ins.ts';
import { cancelCheckInReminders } from '../../messages/plan-check-in-reminders.ts';
import { type Changed, finish, take } from '../check-ins/commands.ts';
import type { StaffContext } from '../context.ts';

/** FRM-10: a time that was booked by mistake. What reminds of it and has not left is taken back with it (CHK-15). */
export async function freeCheckIn(
  context: StaffContext,
  id: string,
  { version, reason }: TakeBack,
): Promise<Changed> {
  const taken = await take(context, id, version);
  if (!taken.ok) return taken;
  const permitted = permitFreeing(taken.value, context.now());
  if (!permitted.ok) return permitted;
  await freeSlot(context.client, id);
  await cancelCheckInReminders(context.client, id);
  return finish(context, taken.value, 'check-in.freed', { slotAt: null, reason });
}
