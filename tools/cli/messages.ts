import type { MessageSettings } from '@attend/server/messages/start-messages';
import { z } from 'zod';
import { Refusal } from './refusal.ts';

const urlOf = (schemes: readonly string[], like: string) =>
  z
    .string({ error: 'is not text' })
    .trim()
    .refine(
      (given) => URL.canParse(given) && schemes.includes(new URL(given).protocol),
      `is no address such as ${like}`,
    );

/** Fields of the configuration file. Passwords stand in them: there are no flags, which every account of the machine can read. */
export const messagesForm = {
  smtpUrl: urlOf(['smtp:', 'smtps:'], 'smtps://user:password@mail.example.org').optional(),
  /** Whom e-mails come from: an address, or `Name <address>`. */
  smtpFrom: z
    .string()
    .trim()
    .regex(/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/, 'is no address such as Attend <attend@example.org>')
    .optional(),
  smsUrl: urlOf(['http:', 'https:'], 'https://sms.example.org/send').optional(),
  smsSecret: z.string().min(16, 'has fewer than 16 characters').optional(),
} as const;

export const messageVariables = [
  ['smtpUrl', 'ATTEND_SMTP_URL'],
  ['smtpFrom', 'ATTEND_SMTP_FROM'],
  ['smsUrl', 'ATTEND_SMS_URL'],
  ['smsSecret', 'ATTEND_SMS_SECRET'],
] as const;

type Given = { readonly [name in keyof typeof messagesForm]?: string | undefined };

/** Throws Refusal where half of a way out is configured: a message that waits for ever is worse than none. */
export function readMessages({ smtpUrl, smtpFrom, smsUrl, smsSecret }: Given): MessageSettings {
  if ((smtpUrl === undefined) !== (smtpFrom === undefined))
    throw new Refusal('of ATTEND_SMTP_URL and ATTEND_SMTP_FROM one is set: e-mail needs both');
  if ((smsUrl === undefined) !== (smsSecret === undefined))
    throw new Refusal('of ATTEND_SMS_URL and ATTEND_SMS_SECRET one is set: text messages need both');
  return {
    smtp: smtpUrl === undefined || smtpFrom === undefined ? null : { url: smtpUrl, from: smtpFrom },
    sms: smsUrl === undefined || smsSecret === undefined ? null : { url: smsUrl, secret: smsSecret },
  };
}
