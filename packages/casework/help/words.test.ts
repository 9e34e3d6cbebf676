import { describe, expect, test } from 'vitest';
import { checkValues, renderMessage } from '../messages/render.ts';
import { messageLanguages } from '../messages/words.ts';
import { tellsAddress } from './addresses.ts';
import { interpreterNeedOf } from './interpreter.ts';
import { helpValues, type RemindedHelp } from './reminders.ts';

describe('HLP-5 a protected address is told', () => {
  const hidden = ['9 Hidden Way, Apt. 4\nMiami, FL 33101', '12, rue de l’Été'];
  test.each([
    ['9 Hidden Way, Apt. 4, Miami FL 33101', true],
    ['Wait at 9 HIDDEN WAY, back door', true],
    ['9 hidden way', true],
    ['12 rue de l ete', true],
    ['19 Hidden Way', false],
    ['9 Hidden', true],
    ['Hidden Way', false],
    ['Miami', false],
    ['', false],
    ['the office', false],
  ])('%s: %s', (text, told) => {
    expect(tellsAddress(text, hidden)).toBe(told);
  });
  test('none is told where none is protected, and an empty one tells nothing', () => {
    expect(tellsAddress('9 Hidden Way', [])).toBe(false);
    expect(tellsAddress('9 Hidden Way', ['', ' '])).toBe(false);
  });
});

test('HLP-6 an interpreter is needed where that is on record, or where no language of theirs is the courts’', () => {
  const need = (languages: string[], needs: { kind: 'interpreter' | 'sight'; note: string | null }[] = []) =>
    interpreterNeedOf({ languages, needs });
  expect(need([])).toBeNull();
  expect(need(['en-US'])).toBeNull();
  expect(need(['es', 'en'])).toBeNull();
  expect(need(['es', 'ht'])).toEqual({ language: 'es', note: null });
  expect(need(['en'], [{ kind: 'sight', note: null }])).toBeNull();
  expect(need(['en', 'ht'], [{ kind: 'interpreter', note: 'Kreyòl' }])).toEqual({
    ...{ language: 'ht', note: 'Kreyòl' },
  });
  expect(need([], [{ kind: 'interpreter', note: null }])).toEqual({ language: null, note: null });
});

describe.each(messageLanguages)('HLP-7 in %s', (language) => {
  const ride: RemindedHelp = {
    ...{ kind: 'transport', status: 'arranged', from: Date.parse('2026-03-10T12:15:00Z'), mode: null },
    ...{ place: 'the corner of Elm', told: 'A blue van.' },
  };
  const said = (all: readonly RemindedHelp[], travels = true) => {
    const values = { when: '2026-03-10T14:00:00Z', ...helpValues(all, travels)(language) };
    for (const optional of ['where', 'directions', 'link']) Object.assign(values, { [optional]: null });
    expect(checkValues('hearing-reminder', values)).toMatchObject({ ok: true });
    return renderMessage('hearing-reminder', values, {
      ...{ language, timezone: 'America/New_York', sender: 'Programme' },
    }).text;
  };
  const words = {
    en: {
      ride: 'A ride is booked. Pick-up: Tuesday, March 10, 2026 at 8:15 AM',
      ask: 'a ride',
      video: 'An interpreter is booked: by video',
      booked: 'Child care is booked.',
    },
    es: {
      ride: 'Su transporte está reservado. Le recogen: martes, 10 de marzo de 2026',
      ask: 'transporte',
      video: 'por video',
      booked: 'El cuidado de niños',
    },
    ht: {
      ride: 'Gen yon transpò ki rezève pou ou. Y ap vin chache ou: madi 10 mas 2026',
      ask: 'transpò',
      video: 'pa videyo',
      booked: 'pou gade timoun yo.',
    },
    ar: {
      ride: 'تم حجز وسيلة نقل لكم. يأخذونكم: الثلاثاء، 10 مارس 2026',
      ask: 'وسيلة نقل',
      video: 'عبر الفيديو',
      booked: 'رعاية الأطفال.',
    },
  }[language];
  const asks = (text: string) =>
    text
      .split('\n')
      .find((line) => /Help you can|Ayuda que puede|Èd ou ka mande|مساعدة يمكنكم طلبها/.test(line));
  test('what stands arranged is named, and what else can be asked for', () => {
    const text = said([ride]);
    expect(text).toContain(words.ride);
    expect(text).toContain('the corner of Elm');
    expect(text).toContain('A blue van.');
    expect(asks(text)).not.toContain(words.ask);
  });
  test('of what was only asked for nothing is promised', () => {
    const text = said([{ ...ride, status: 'asked' }]);
    expect(text).not.toContain(words.ride.slice(0, 12));
    expect(asks(text)).toContain(words.ask);
  });
  test('a place that is kept back leaves its line out; who has to come nowhere is offered no ride', () => {
    expect(said([{ ...ride, place: null }])).not.toContain('the corner');
    expect(asks(said([], false))).not.toContain(words.ask);
  });
  test('with everything arranged nothing else is offered', () => {
    const text = said([
      ride,
      { ...ride, kind: 'child-care', from: null },
      { ...ride, kind: 'interpreter', mode: 'video' },
    ]);
    expect(asks(text)).toBeUndefined();
    expect(text).toContain(words.video);
    expect(text).toContain(words.booked);
  });
});
