import type { ContactKind } from '@attend/casework';
import type { Keyring } from '@attend/server/keys/keyring';
import type { Logger } from 'pino';
import { createPool } from '../database/connect.ts';
import type { ConnectionSettings } from '../database/settings.ts';
import type { Job } from '../jobs/jobs.ts';
import { createIntake, type Intake } from './intake.ts';
import { planCheckInReminders } from './plan-check-in-reminders.ts';
import { planReminders } from './plan-reminders.ts';
import { sendMessages } from './send-messages.ts';
import { createSmsGateway, type SmsSettings } from './sms-gateway.ts';
import { createSmtp, type SmtpSettings } from './smtp.ts';

export type MessageSettings = {
  readonly smtp: SmtpSettings | null;
  readonly sms: SmsSettings | null;
};

/** What the API knows of the ways out. */
export type MessageWays = {
  /** Those for which a provider is configured: the outbox says so where one is missing. */
  readonly kinds: readonly ContactKind[];
  /** Null: no gateway, so nothing can come from one. */
  readonly intake: Intake | null;
};
export const noWays: MessageWays = { kinds: [], intake: null };

export type Messages = { readonly ways: MessageWays; readonly jobs: readonly Job[]; stop(): Promise<void> };

/** Each minute, less than a run's own longest: what is due waits no longer than that. */
const longestSeconds = 600;

export function startMessages(
  owner: ConnectionSettings,
  keyring: Keyring,
  { smtp, sms }: MessageSettings,
  log: Logger,
): Messages {
  const pool = createPool(owner, { name: 'messages', max: 4 });
  const mail = smtp === null ? null : createSmtp(smtp);
  const senders = {
    ...(mail === null ? {} : { email: mail }),
    ...(sms === null ? {} : { phone: createSmsGateway(sms) }),
  };
  let stopping = false;
  return {
    ways: {
      kinds: [...(sms === null ? [] : (['phone'] as const)), ...(mail === null ? [] : (['email'] as const))],
      intake: sms === null ? null : createIntake({ pool, keyring, secret: sms.secret, now: Date.now }),
    },
    jobs: [
      {
        name: 'hearing-reminders',
        cron: '*/5 * * * *',
        longestSeconds,
        run: async () => {
          const made = await planReminders(pool, keyring, Date.now());
          if (made > 0) log.info({ made }, 'reminders planned');
        },
      },
      {
        name: 'check-in-reminders',
        cron: '2-59/5 * * * *',
        longestSeconds,
        run: async () => {
          const made = await planCheckInReminders(pool, keyring, Date.now());
          if (made > 0) log.info({ made }, 'reminders of check-ins planned');
        },
      },
      {
        name: 'messages',
        cron: '* * * * *',
        longestSeconds,
        run: async () => {
          const until = Date.now() + (longestSeconds - 120) * 1_000;
          const isOver = () => stopping || Date.now() > until;
          const run = await sendMessages({ pool, keyring, senders, now: Date.now, isOver });
          if (run !== null && run.interrupted + run.sent + run.other > 0) log.info({ ...run }, 'messages');
        },
      },
    ],
    stop: async () => {
      stopping = true;
      await pool.end();
      mail?.close();
    },
  };
}
