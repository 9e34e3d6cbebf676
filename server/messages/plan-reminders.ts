import { helpValues, instantValue, type MessageLanguage, type TemplateName } from '@attend/casework';
import type { Reminder } from '@attend/casework/hearings/reminders';
import type { Millis } from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import type { Pool } from '../database/connect.ts';
import {
  type DueReminders,
  listDueReminders,
  lockToCome,
  type ToCome,
} from '../database/repositories/hearing-reminders.ts';
import { type HelpToTell, loadHelpToTell } from '../database/repositories/help-reminders.ts';
import type { Queryable } from '../database/repositories/queryable.ts';
import { openRow } from '../database/repositories/sealed.ts';
import { aheadFor, helpPart, lateFor, leaveOutPlanned, planInPages } from './in-pages.ts';
import { type Plan, planMessages } from './plan-message.ts';

const template: TemplateName = 'hearing-reminder';

export const reminderKeyOf = (hearingId: string): string => `hearing/${hearingId}/`;

/**
 * HRG-14: plans what is due of every programme's hearings, each as it stands now and once for the version of the hearing: whatever
 * changes, moves or cancels one takes back what is not sent yet (`reminderKeyOf`), in its own transaction. As the owner's role.
 * Returns how many are new.
 */
export const planReminders = (pool: Pool, keyring: Keyring, now: Millis): Promise<number> =>
  planInPages(
    pool,
    (client) => listDueReminders(client, now - lateFor, now + aheadFor),
    (client, page) => planPage(client, keyring, page, now),
  );

const keyOf = (
  of: { readonly hearingId: string; readonly version: number },
  help: HelpToTell | undefined,
  kind: Reminder['kind'],
): string => `${reminderKeyOf(of.hearingId)}v${of.version}${helpPart(help)}/${kind}`;

/** The hearings are held until the plans are there: who moves one meanwhile comes after, and finds them. */
async function planPage(
  client: Queryable,
  keyring: Keyring,
  page: readonly DueReminders[],
  now: Millis,
): Promise<number> {
  const ids = page.map(({ hearingId }) => hearingId);
  const known = await loadHelpToTell(client, keyring, 'hearing', ids);
  const due = await leaveOutPlanned(client, page, (of) =>
    of.reminders.map(({ kind }) => keyOf(of, known.get(of.hearingId), kind)),
  );
  const standing = await lockToCome(
    client,
    due.map(({ hearingId }) => hearingId),
  );
  // As it stands now that the hearings are held: who arranges help holds them too.
  const help = await loadHelpToTell(client, keyring, 'hearing', [...standing.keys()]);
  const plans = due.flatMap(({ hearingId, reminders }) => {
    const hearing = standing.get(hearingId);
    return hearing === undefined ? [] : plansOf(keyring, hearing, help.get(hearingId), reminders, now);
  });
  return planMessages(client, keyring, plans);
}

function plansOf(
  keyring: Keyring,
  hearing: ToCome,
  help: HelpToTell | undefined,
  reminders: readonly Reminder[],
  now: Millis,
): readonly Plan[] {
  const key = keyring.find(hearing.participantId);
  if (key === null) return [];
  const { room, address, link, directions } = openRow(key, 'hearing', hearing.id, hearing.sealed);
  const place = {
    when: instantValue(hearing.at),
    where: [hearing.court, room, address].filter((word) => word !== null).join(', '),
    ...{ directions, link },
  };
  const ofHelp = helpValues(help?.help ?? [], hearing.kind === 'in-person');
  const values = (language: MessageLanguage) => ({ ...place, ...ofHelp(language) });
  return reminders.map(({ kind, at }) => ({
    programmeId: hearing.programmeId,
    participantId: hearing.participantId,
    ...{ template, values, dueAt: at, usefulUntil: hearing.at, now },
    key: keyOf({ hearingId: hearing.id, version: hearing.version }, help, kind),
  }));
}
