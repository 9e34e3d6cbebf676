import { expect, test } from 'vitest';
import { readText } from './read-text.ts';

const words = 'reference;name\r\nA-1;José Núñez\r\n';

test.each([
  ['UTF-8', new TextEncoder().encode(words)],
  ['UTF-8 with a byte order mark', new TextEncoder().encode(`\uFEFF${words}`)],
  ['UTF-16 as spreadsheets save it', new Uint8Array(Buffer.from(`\uFEFF${words}`, 'utf16le'))],
])('IMP-1 HRG-10 a chosen file in %s is read as it was written', async (_, bytes) => {
  expect(await readText(new Blob([bytes]))).toBe(words);
});

test('IMP-1 an empty file is empty', async () => {
  expect(await readText(new Blob([]))).toBe('');
});
