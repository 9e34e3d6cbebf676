import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isReachable, nextAttempt } from './attempts.ts';
import { afterQuietHours } from './quiet.ts';
import { checkValues, renderMessage } from './render.ts';
import { readReply } from './replies.ts';
import { type TemplateName, templateNames, templates } from './templates.ts';
import { messageLanguageOf, messageLanguages } from './words.ts';

const when = '2026-12-01T15:00:00Z';
const full: Readonly<Record<TemplateName, Readonly<Record<string, string | null>>>> = {
  'hearing-reminder': {
    when,
    where: '73 W Flagler St, room 5',
    directions: 'Metrorail to Government Center',
    link: 'https://court.example.org/r/5',
    help: 'a bus pass; call us',
  },
  'check-in-reminder': { when, where: 'Office Here', how: null, link: null },
  'check-in-due': { due: '2026-12-01', from: '2026-12-01', until: '2026-12-01', where: null, how: 'phone' },
  'check-in-moved': {
    ...{
      was: when,
      due: '2026-12-01',
      from: '2026-11-30',
      until: '2026-12-04',
      where: 'Office Here',
      how: null,
    },
  },
  'check-in-time-lost': {
    ...{ was: when, due: '2026-12-01', from: '2026-11-30', until: '2026-12-04', where: null, how: 'phone' },
  },
  'office-changed': { was: 'Downtown', to: 'Westside', when },
  'exception-granted': {
    ...{ of: 'curfew', from: when, to: '2026-12-02T15:00:00Z', other: 'yes', words: 'Bring your note.' },
  },
  'exception-refused': { of: 'exclusion-zone', from: when, to: '2026-12-02T15:00:00Z', words: null },
  'exception-taken-back': { of: 'inclusion-zone', from: when, at: when },
  'review-decided': { decision: 'step-down', to: 'phone', words: 'You kept everything for ninety days.' },
  'collection-arranged': { when, office: 'Office Here', place: null },
  'collection-moved': {
    ...{ when: '2026-12-01', was: '2026-11-30', office: null, place: 'at her sister’s' },
  },
  'collection-called-off': { was: '2026-12-01' },
  'inquiry-received': { on: '2026-12-01', number: '17', by: '2026-12-30' },
  'inquiry-answered': { on: '2026-12-01', number: '17' },
  'copy-ready': {},
  'free-text': { text: 'Bring {when} your papers' },
};
const options = { timezone: 'America/New_York', sender: 'Miami Programme, Office Here' } as const;
const each = templateNames.flatMap((name) => messageLanguages.map((language) => [name, language] as const));

const said = {
  en: {
    ...{ stop: 'STOP', help: 'HELP', yes: 'YES', call: 'We call you.', day: 'Tuesday, December 1, 2026' },
  },
  es: {
    ...{ stop: 'ALTO', help: 'AYUDA', yes: 'SÍ', call: 'Le llamamos', day: 'martes, 1 de diciembre de 2026' },
  },
  ht: {
    ...{ stop: 'SISPANN', help: 'ÈD', yes: 'WI', call: 'N ap rele ou.', day: 'madi 1 desanm 2026' },
  },
  ar: {
    ...{ stop: 'توقف', help: 'مساعدة', yes: 'نعم', call: 'نتصل بكم.', day: 'الثلاثاء، 1 ديسمبر 2026' },
  },
} as const;

describe.each(each)('%s in %s', (name, language) => {
  test('MSG-1 every value that is given stands in it, and no placeholder is left', () => {
    const { subject, text } = renderMessage(name, full[name], { ...options, language });
    const { placeholders } = templates[name];
    for (const [placeholder, value] of Object.entries(full[name]))
      if (placeholders[placeholder]?.kind === 'text' && value !== null) expect(text).toContain(value);
    if (full[name].how === 'phone') expect(text).toContain(said[language].call);
    if ('when' in full[name] || 'due' in full[name]) expect(text).toContain(said[language].day);
    const words = name === 'free-text' ? text.replace(full[name].text ?? '', '') : text;
    expect(`${subject}\n${words}`).not.toMatch(/[{}]|undefined|null/);
  });

  test('MSG-1 its placeholders are those that its wordings name', () => {
    const { wordings, placeholders } = templates[name];
    const named = new Set(
      [...wordings[language].lines.join('\n').matchAll(/\{(\w+)\}/g)].map(([, one]) => one),
    );
    expect([...named].toSorted()).toEqual([...Object.keys(placeholders), 'sender'].toSorted());
  });

  test('MSG-2 it says who writes and how to stop', () => {
    const { text } = renderMessage(name, full[name], { ...options, language });
    // Where it reads from the right a mark stands before it, since the sender's name reads from the left.
    expect(text.replace(/^\u200f/, '').startsWith('Miami Programme, Office Here: ')).toBe(true);
    expect(text.startsWith('\u200f')).toBe(language === 'ar');
    // The words it tells people to write are ones that are read.
    for (const meaning of ['stop', 'help', 'yes'] as const) {
      const word = said[language][meaning];
      expect(readReply(word)).toBe(meaning);
      if (meaning !== 'yes' || name === 'hearing-reminder') expect(text).toContain(word);
    }
  });
});

test('MSG-1 a line whose value is not known is left out; what must be there is asked for', () => {
  const values = { when, where: null, directions: null, link: null, help: ' ' };
  const { text } = renderMessage('hearing-reminder', values, { ...options, language: 'en' });
  expect(text.split('\n')).toHaveLength(2);
  expect(checkValues('hearing-reminder', values).ok).toBe(true);
  expect(checkValues('hearing-reminder', { where: 'x' })).toMatchObject({
    ok: false,
    error: { code: 'placeholder' },
  });
  expect(checkValues('hearing-reminder', { when: 'soon' }).ok).toBe(false);
  expect(checkValues('hearing-reminder', { when, wheer: 'x' }).ok).toBe(false);
  const due = { due: '2026-12-01', from: '2026-11-28', until: '2026-12-04' };
  expect(checkValues('check-in-due', due).ok).toBe(true);
  expect(checkValues('check-in-due', { ...due, due: '2026-13-01' }).ok).toBe(false);
  expect(checkValues('check-in-due', { ...due, due: 'soon' }).ok).toBe(false);
  expect(checkValues('check-in-due', { ...due, how: 'by pigeon' }).ok).toBe(false);
});

test('MSG-1 the hour is that of the recipient’s clock', () => {
  const at = (timezone: string) =>
    renderMessage('check-in-reminder', { when }, { ...options, timezone, language: 'en' }).text;
  expect(at('America/New_York')).toContain('10:00 AM EST');
  expect(at('America/Los_Angeles')).toContain('7:00 AM PST');
});

test.each([
  ['2026-11-26T02:30:00Z', '2026-11-26T13:00:00Z', 'at 21:30 the evening before'],
  ['2026-11-26T09:00:00Z', '2026-11-26T13:00:00Z', 'at 4:00'],
  ['2026-11-26T13:00:00Z', '2026-11-26T13:00:00Z', 'at 8:00'],
  ['2026-11-26T01:59:00Z', '2026-11-26T01:59:00Z', 'at 20:59'],
  ['2026-11-01T03:30:00Z', '2026-11-01T13:00:00Z', 'in the night in which clocks go back'],
  ['2026-03-08T03:30:00Z', '2026-03-08T12:00:00Z', 'in the night in which they go forward'],
])('MSG-3 %s is sent at %s (%s in New York)', (at, sent) => {
  expect(new Date(afterQuietHours(Date.parse(at), 'America/New_York')).toISOString()).toBe(
    sent.replace('Z', '.000Z'),
  );
});

test('MSG-3 in whichever zone, it is never between 21:00 and 8:00, never earlier, and never more than twelve hours later', () => {
  const zones = [
    'America/New_York',
    'Asia/Kolkata',
    'Pacific/Apia',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'UTC',
  ];
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), fc.constantFrom(...zones), (at, zone) => {
      const sent = afterQuietHours(at, zone);
      const { hour } = Temporal.Instant.fromEpochMilliseconds(sent).toZonedDateTimeISO(zone);
      expect(hour >= 8 && hour < 21).toBe(true);
      expect(sent).toBeGreaterThanOrEqual(at);
      // Apia skipped a whole day in 2011.
      expect(sent - at).toBeLessThanOrEqual((zone === 'Pacific/Apia' ? 36 : 12) * 3_600_000);
    }),
    { seed: 20, numRuns: 2_000 },
  );
});

test.each<readonly [said: string, meaning: string]>([
  ['STOP', 'stop'],
  ['stop.', 'stop'],
  ['Stop please', 'stop'],
  [' Alto! ', 'stop'],
  ['UNSUBSCRIBE', 'stop'],
  // 47 CFR 64.1200(a)(10) names these.
  ...['quit', 'END', 'Revoke', 'opt out', 'Opt-out', 'cancel'].map((word) => [word, 'stop'] as const),
  ...['Please stop', 'Alto, por favor', 'S.T.O.P.', 'ＳＴＯＰ', 'Sispann', 'توقف', 'إلغاء'].map(
    (word) => [word, 'stop'] as const,
  ),
  ['revoke my consent', 'stop'],
  ['Cancel my appointment on Monday', 'other'],
  ['stopped by, nobody there', 'other'],
  ['ya no', 'other'],
  ['Wi', 'yes'],
  ['نعم', 'yes'],
  ['èd', 'help'],
  ['Sí', 'yes'],
  ['si', 'yes'],
  ['YES!', 'yes'],
  ['yes but I have no ride', 'other'],
  ['Ayuda', 'help'],
  ['help', 'help'],
  ['The bus stop is closed', 'other'],
  ['no', 'other'],
  ['', 'other'],
])('MSG-11 «%s» is read as %s', (text, meaning) => {
  expect(readReply(text)).toBe(meaning);
});

test('MSG-5 consent, and none of what ends it, lets something be sent', () => {
  const good = { consent: true, withdrawn: false, stopped: false, bounced: false, ended: false };
  expect(isReachable(good)).toBe(true);
  for (const name of ['withdrawn', 'stopped', 'bounced', 'ended'] as const)
    expect(isReachable({ ...good, [name]: true })).toBe(false);
  expect(isReachable({ ...good, consent: false })).toBe(false);
});

test('MSG-8 pauses grow, and end', () => {
  const pauses = [1, 2, 3, 4, 5, 6].map((attempts) => nextAttempt(attempts, 0));
  expect(pauses).toEqual([60_000, 300_000, 900_000, 3_600_000, 10_800_000, null]);
});

test('MSG-1 the language is the first that the person named and messages are written in', () => {
  expect(messageLanguageOf(['vi', 'es-MX', 'en'])).toBe('es');
  expect(messageLanguageOf(['ht-HT', 'es'])).toBe('ht');
  expect(messageLanguageOf(['vi'])).toBe('en');
});
