import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sentences } from '@attend/kernel';
import { transformAsync } from '@babel/core';
import macros from '@lingui/babel-plugin-lingui-macro';
import { makeConfig } from '@lingui/conf';
import { formatter } from '@lingui/format-po';
import { generateMessageId } from '@lingui/message-utils/generateMessageId';
import { describe, expect, test } from 'vitest';
import config from '../lingui.config.ts';
import { locales } from './preferences.ts';

const web = join(dirname(fileURLToPath(import.meta.url)), '..');
const linguiConfig = makeConfig(config, { skipValidation: true });

/** The sentences of refusals, by their reasons. */
const refusals = new Map(Object.entries(sentences).map(([reason, text]) => [`said.${reason}`, text]));

/** The ids of all texts that the code says. */
async function saidInCode(): Promise<Set<string>> {
  const ids = new Set<string>(refusals.keys());
  for (const path of globSync('{ui,console}/**/*.{ts,tsx}', { cwd: web })) {
    const code = readFileSync(join(web, path), 'utf8');
    if (path.endsWith('.test.ts') || !code.includes('/macro')) continue;
    const result = await transformAsync(code, {
      filename: join(web, path),
      babelrc: false,
      configFile: false,
      parserOpts: { plugins: ['typescript', 'jsx'] },
      plugins: [[macros, { descriptorFields: 'message', linguiConfig }]],
    });
    for (const [, id] of result?.code?.matchAll(/\/\*\*? ?i18n ?\*\/\s*\{\s*id: "([^"]+)"/g) ?? [])
      if (id) ids.add(id);
  }
  return ids;
}

async function catalogue(locale: string) {
  const filename = join(web, 'locales', `${locale}.po`);
  const text = readFileSync(filename, 'utf8');
  const entries = await formatter({ lineNumbers: false }).parse(text, {
    locale,
    sourceLocale: 'en',
    filename,
  });
  return Object.entries(entries).map(([key, { message = '', context, translation = '' }]) => {
    const refusal = refusals.get(key);
    return refusal === undefined
      ? { id: generateMessageId(message, context), message, translation }
      : { id: key, message: refusal, translation };
  });
}

/** Names in braces and numbered tags, each once: what a translation must keep. */
const partsOf = (text: string): string[] =>
  [
    ...new Set([...text.matchAll(/\{(\w+)(?=[,}])|<(\d+)[/>]/g)].map(([, name, tag]) => name ?? `<${tag}>`)),
  ].sort();

const said = await saidInCode();

test.each(locales)(
  'the catalogue %s has every text of the code and no other: `npx lingui extract --clean` in web/',
  async (locale) => {
    expect(said.size).toBeGreaterThan(400);
    expect((await catalogue(locale)).map(({ id }) => id).sort()).toEqual([...said].sort());
  },
);

describe('Spanish', () => {
  test('is whole', async () => {
    expect((await catalogue('es')).filter(({ translation }) => translation === '')).toEqual([]);
  });
  test('keeps every name and tag of the English text', async () => {
    for (const { message, translation } of await catalogue('es')) {
      expect([message, partsOf(translation)]).toEqual([message, partsOf(message)]);
    }
  });
});
