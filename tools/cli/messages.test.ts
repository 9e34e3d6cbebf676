import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';

const read = (environment: Record<string, string>) => readSettings({}, environment).messages;
const sms = {
  ATTEND_SMS_URL: 'https://sms.example.org/send',
  ATTEND_SMS_SECRET: 'sixteen or more characters',
};
const smtp = {
  ATTEND_SMTP_URL: 'smtps://u:p@mail.example.org',
  ATTEND_SMTP_FROM: 'Attend <attend@example.org>',
};

test('MSG-9 no provider is configured unless somebody does it', () => {
  expect(read({})).toEqual({ smtp: null, sms: null });
  expect(read({ ...sms, ...smtp })).toEqual({
    smtp: { url: smtp.ATTEND_SMTP_URL, from: smtp.ATTEND_SMTP_FROM },
    sms: { url: sms.ATTEND_SMS_URL, secret: sms.ATTEND_SMS_SECRET },
  });
});

test.each([
  { ATTEND_SMS_URL: sms.ATTEND_SMS_URL },
  { ATTEND_SMTP_FROM: smtp.ATTEND_SMTP_FROM },
  { ...sms, ATTEND_SMS_SECRET: 'short' },
  { ...sms, ATTEND_SMS_URL: 'file:///etc/passwd' },
  { ...smtp, ATTEND_SMTP_FROM: 'a@example.org\r\nBcc: b@example.org' },
])('half of a provider, or a wrong one, is refused by name: %j', (given) => {
  expect(() => read(given)).toThrow(/ATTEND_(SMS|SMTP)/);
});
