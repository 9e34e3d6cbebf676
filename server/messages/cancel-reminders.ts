import type { HelpRow } from '../database/repositories/arranged-help.ts';
import type { Queryable } from '../database/repositories/queryable.ts';
import { checkInReminderKeyOf } from './plan-check-in-reminders.ts';
import { cancelMessages } from './plan-message.ts';
import { reminderKeyOf } from './plan-reminders.ts';

/** HLP-7: what is about to be told of help is told anew from what stands now, or not at all. */
export async function cancelRemindersOf(
  client: Queryable,
  { targetKind, targetId }: Pick<HelpRow, 'targetKind' | 'targetId'>,
): Promise<void> {
  await cancelMessages(
    client,
    targetKind === 'hearing' ? reminderKeyOf(targetId) : checkInReminderKeyOf(targetId),
  );
}
