import { readFileSync } from 'node:fs';
import { say, sentences, within, word } from '@attend/kernel';
import { i18n } from '@lingui/core';
import { formatter } from '@lingui/format-po';
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import { generateMessageId } from '@lingui/message-utils/generateMessageId';
import { beforeAll, expect, it } from 'vitest';
import { schemaWords } from './schema.ts';
import { sentenceWords, tellTimesIn, toldWords } from './told.ts';

const path = new URL('../../locales/es.po', import.meta.url).pathname;
const spanish = new Map<string, string>();

beforeAll(async () => {
  const catalogue = await formatter({ lineNumbers: false }).parse(readFileSync(path, 'utf8'), {
    ...{ locale: 'es', sourceLocale: 'en', filename: path },
  });
  for (const [id, { translation }] of Object.entries(catalogue)) spanish.set(id, translation ?? '');
  const messages = Object.entries(catalogue).map(([id, { translation, message }]) => [
    id.startsWith('said.') ? id : message === undefined ? id : generateMessageId(message),
    compileMessageOrThrow(translation ?? ''),
  ]);
  i18n.loadAndActivate({ locale: 'es', messages: Object.fromEntries(messages) });
  tellTimesIn('America/New_York');
});

const namesIn = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();

it('WRD-2 every reason has its Spanish sentence, with the same values in it', () => {
  const wrong = Object.entries(sentences).filter(([reason, text]) => {
    const other = spanish.get(`said.${reason}`) ?? '';
    return other.trim() === '' || namesIn(other).join() !== namesIn(text).join();
  });
  expect(wrong).toEqual([]);
});

it('WRD-2 says a refusal in the reader’s language, its days, instants, numbers and words too', () => {
  const window = say('This check-in may be held from {from} to {to}.', {
    from: { day: '2026-03-02' },
    to: { day: '2026-03-09' },
  });
  expect(toldWords({ message: window.message, ...window.said })).toBe(
    'Esta presentación puede hacerse del 2 mar 2026 al 9 mar 2026.',
  );
  const kept = say('This check-in stands as {status}.', { status: word('missed') });
  expect(toldWords({ message: kept.message, ...kept.said })).toBe('Esta presentación consta como perdida.');
  const change = say('{fields} ({who}, {at})', {
    ...{ fields: word('room'), who: 'Ana', at: { instant: '2026-03-01T12:00:00Z' } },
  });
  const changed = say('Changed since you read it: {changes}.', { changes: within(change) });
  expect(toldWords({ message: changed.message, ...changed.said })).toContain(
    'Cambió desde que lo leyó: sala (Ana, ',
  );
  expect(toldWords({ message: changed.message, ...changed.said })).toContain('7:00');
  expect(toldWords({ message: 'x', reason: 'body-large', values: { most: 65_536 } })).toContain('65.536');
});

it('WRD-2 shows the server’s own sentence where it knows the reason not, or a value of it', () => {
  const message = 'Something new was refused.';
  expect(toldWords({ message })).toBe(message);
  expect(toldWords({ message, reason: 'of-a-newer-server' })).toBe(message);
  expect(toldWords({ message, reason: 'check-in-from', values: { from: { month: '2026-03' } } })).toBe(
    message,
  );
  expect(
    toldWords({ message, reason: 'check-in-stands', values: { status: { said: [{ reason: 'new-one' }] } } }),
  ).toBe(message);
});

it('WRD-3 says what a schema found wrong, with its limits', () => {
  expect(schemaWords('too_small', { origin: 'string', minimum: 3 })).toBe('Al menos 3 caracteres');
  expect(schemaWords('too_small', { origin: 'string', minimum: 1 })).toBe('Complete este campo');
  expect(schemaWords('too_big', { origin: 'number', maximum: 50 })).toBe('Como máximo 50');
  expect(schemaWords('invalid_format', { format: 'email' })).toMatch(/correo/);
  expect(schemaWords('a-code-of-ours', {})).toBeNull();
});

it('WRD-3 says a form’s own fault, which it found with the server’s schema', () => {
  expect(sentenceWords('say why, in a few words')).toBe('diga por qué, en pocas palabras');
  expect(sentenceWords('as it came')).toBe('as it came');
});
