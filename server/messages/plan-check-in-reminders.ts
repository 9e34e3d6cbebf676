import {
  checkInRemindersDue,
  helpValues,
  instantValue,
  isAskedOn,
  type MessageLanguage,
  type Reminder,
} from '@attend/casework';
import type { Millis } from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import type { Pool } from '../database/connect.ts';
import {
  type DueCheckIn,
  listDueCheckIns,
  lockOpenCheckIns,
  type OpenCheckIn,
} from '../database/repositories/check-in-reminders.ts';
import { type HelpToTell, loadHelpToTell } from '../database/repositories/help-reminders.ts';
import { loadLegal } from '../database/repositories/legal.ts';
import type { Queryable } from '../database/repositories/queryable.ts';
import { aheadFor, helpPart, lateFor, leaveOutPlanned, planInPages } from './in-pages.ts';
import { cancelMessages, type Plan, planMessages } from './plan-message.ts';

export const checkInReminderKeyOf = (checkInId: string): string => `check-in/${checkInId}/`;

/** CHK-15: what is planned of a check-in and has not left is taken back, in the transaction that moves, decides or ends it. */
export const cancelCheckInReminders = (client: Queryable, checkInId: string): Promise<number> =>
  cancelMessages(client, checkInReminderKeyOf(checkInId));

/**
 * CHK-14, CHK-15: plans what is due of every programme's check-ins, each as it stands now and once for the version of the check-in.
 * As the owner's role. Returns how many are new.
 */
export const planCheckInReminders = (pool: Pool, keyring: Keyring, now: Millis): Promise<number> =>
  planInPages(
    pool,
    (client) => listDueCheckIns(client, now - lateFor, now + aheadFor),
    (client, page) => planPage(client, keyring, page, now),
  );

const keyOf = (
  { id, version }: { readonly id: string; readonly version: number },
  help: HelpToTell | undefined,
  kind: Reminder['kind'],
): string => `${checkInReminderKeyOf(id)}v${version}${helpPart(help)}/${kind}`;

/** The check-ins are held until the plans are there: who moves one meanwhile comes after, and finds them. */
async function planPage(
  client: Queryable,
  keyring: Keyring,
  page: readonly DueCheckIn[],
  now: Millis,
): Promise<number> {
  const ids = page.map(({ id }) => id);
  const known = await loadHelpToTell(client, keyring, 'check-in', ids);
  const fresh = await leaveOutPlanned(client, page, (of) =>
    checkInRemindersDue(of, now - lateFor, now + aheadFor).map(({ kind }) =>
      keyOf(of, known.get(of.id), kind),
    ),
  );
  const standing = await lockOpenCheckIns(
    client,
    fresh.map(({ id }) => id),
  );
  // As it stands now that the check-ins are held: who arranges help holds them too.
  const help = await loadHelpToTell(client, keyring, 'check-in', [...standing.keys()]);
  const legal = await loadLegal(client, [...new Set([...standing.values()].map((row) => row.participantId))]);
  const plans = fresh.flatMap(({ id }) => {
    const row = standing.get(id);
    const basis = row === undefined ? undefined : legal.get(row.participantId);
    if (row === undefined || basis === undefined) return [];
    if (!isAskedOn(basis, row.dueOn, row.officeTimezone)) return [];
    // Read again: what was listed may have been moved since.
    return checkInRemindersDue(row, now - lateFor, now + aheadFor).map((reminder) =>
      planOf(row, help.get(id), reminder, now),
    );
  });
  return planMessages(client, keyring, plans);
}

function planOf(row: OpenCheckIn, help: HelpToTell | undefined, { kind, at }: Reminder, now: Millis): Plan {
  const { id, programmeId, participantId, version, slotAt, dueOn, windowFrom, windowTo } = row;
  const where = row.kind === 'office' ? row.office : null;
  const how = row.kind === 'office' ? null : row.kind;
  const ofHelp = helpValues(help?.help ?? [], row.kind === 'office');
  return {
    ...{ programmeId, participantId, dueAt: at, now },
    ...(slotAt === null
      ? {
          template: 'check-in-due' as const,
          values: (language: MessageLanguage) => ({
            ...{ due: dueOn, from: windowFrom, until: windowTo, where, how },
            ...ofHelp(language),
          }),
          usefulUntil: row.windowEnds,
        }
      : {
          template: 'check-in-reminder' as const,
          values: (language: MessageLanguage) => ({
            ...{ when: instantValue(slotAt), where, how, link: null },
            ...ofHelp(language),
          }),
          usefulUntil: slotAt,
        }),
    key: keyOf({ id, version }, help, kind),
  };
}
