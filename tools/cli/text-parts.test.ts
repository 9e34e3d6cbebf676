import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { textParts } from './text-parts.ts';

const folder = mkdtempSync(join(tmpdir(), 'text-parts-'));
afterAll(() => rmSync(folder, { recursive: true }));
const readBack = async (bytes: Uint8Array): Promise<string> => {
  const path = join(folder, 'people.csv');
  writeFileSync(path, bytes);
  let text = '';
  for await (const part of textParts(path, 1_000)) text += part;
  return text;
};
// Long enough for several chunks of the file, none of which ends where a letter does.
const words = `reference;name\r\n${'A-1;José Núñez 张伟 𝒳\r\n'.repeat(20_000)}`;
const swapped = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

test.each([
  ['UTF-8', Buffer.from(words)],
  ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${words}`)],
  ['UTF-16 as spreadsheets save it', Buffer.from(`\uFEFF${words}`, 'utf16le')],
  ['UTF-16 the other way round', swapped(`\uFEFF${words}`)],
])('IMP-1 a file in %s is read as it was written', async (_, bytes) => {
  expect(await readBack(bytes)).toBe(words);
});

test('IMP-1 what is no UTF-8 shows as lost letters, which no column takes; an empty file is empty', async () => {
  expect(await readBack(Buffer.from('José', 'latin1'))).toBe('Jos\uFFFD');
  expect(await readBack(Buffer.from(''))).toBe('');
});
