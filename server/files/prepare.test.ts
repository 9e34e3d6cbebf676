import { mostPixels } from '@attend/casework';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { makeRandom, mutate } from '../../packages/protocols/test/mutate.ts';
import { keepFigures } from '../../test/fuzz/figures.ts';
import { prepareFile } from './prepare.ts';
import { hugeOnPaper, pdfOf, photoOf, pngOf, webpOf } from './testing/pictures.ts';

async function kept(bytes: Buffer): Promise<Buffer> {
  const prepared = await prepareFile(bytes);
  if (!prepared.ok) throw new Error(prepared.error.message);
  return prepared.value.content();
}
async function refusal(bytes: Buffer): Promise<string> {
  const prepared = await prepareFile(bytes);
  return prepared.ok ? 'taken' : `${prepared.error.code}: ${prepared.error.message}`;
}

test('FIL-2 what a file is, its content says: images become JPEGs, a PDF stays as it came', async () => {
  for (const made of [photoOf(), pngOf(), webpOf()]) {
    const { format, width } = await sharp(await kept(await made)).metadata();
    expect([format, Number(width) > 200]).toEqual(['jpeg', true]);
  }
  expect((await kept(pdfOf())).equals(pdfOf())).toBe(true);
});

test('FIL-2 whatever else it is called, it is refused with what it is and what to do', async () => {
  const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
  expect(await refusal(heic)).toMatch(/^file-type: .*HEIC.*Most compatible/);
  expect(await refusal(Buffer.from('PK\x03\x04 word/document.xml', 'latin1'))).toMatch(/office document/);
  for (const text of [
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
    '<!doctype html>',
    'GIF89a',
    'MZ\x90',
    ' %PDF-1.7',
  ])
    expect(await refusal(Buffer.from(text, 'latin1'))).toMatch(/^file-type: This is neither/);
  expect(await refusal(Buffer.alloc(0))).toBe('file-broken: The file is empty.');
});

test('FIL-2 what is cut off or damaged is refused as that', async () => {
  const photo = await photoOf();
  expect(await refusal(photo.subarray(0, photo.length - 60))).toMatch(/^file-broken: The image/);
  expect(await refusal(Buffer.concat([photo.subarray(0, 40), Buffer.alloc(200)]))).toMatch(/^file-broken/);
  const pdf = pdfOf();
  expect(await refusal(pdf.subarray(0, pdf.length - 8))).toMatch(/^file-broken: The PDF stops/);
});

test('FIL-3 nothing but the picture is kept: no place, time, camera or text, and nothing behind its end', async () => {
  const photo = await photoOf();
  expect((await sharp(photo).metadata()).exif?.includes('Secretphone')).toBe(true);
  const hidden = Buffer.concat([photo, Buffer.from('PK hidden behind the end')]);
  const redrawn = await kept(hidden);
  const { exif, iptc, xmp, icc, orientation, width, height } = await sharp(redrawn).metadata();
  expect({ exif, iptc, xmp, icc, orientation }).toEqual({
    exif: undefined,
    iptc: undefined,
    xmp: undefined,
    icc: undefined,
    orientation: undefined,
  });
  for (const text of ['Exif', 'Secretphone', 'Ottilie', 'hidden']) expect(redrawn.includes(text)).toBe(false);
  // It was held on its side, and stands upright without the note that said so.
  expect([width, height]).toEqual([240, 320]);
});

test('FIL-3 what is larger than anybody needs is drawn smaller', async () => {
  const { width, height } = await sharp(await kept(await pngOf({ width: 6_000, height: 3_000 }))).metadata();
  expect([width, height]).toEqual([3_000, 1_500]);
});

test('FIL-4 an image that says it is too large is refused before any of it is unpacked', async () => {
  const before = process.memoryUsage().rss;
  for (const [width, height] of [
    [12_001, 10],
    [10_000, 10_000],
    [60_000, 60_000],
    [2_000_000_000, 2_000_000_000],
  ] as const) {
    const bytes = await hugeOnPaper(width, height);
    expect(bytes.length).toBeLessThan(1_000);
    expect(await refusal(bytes)).toMatch(/^(image-too-large: The image is|file-broken)/);
  }
  expect(await refusal(await hugeOnPaper(10_000, 10_000))).toContain('10,000 × 10,000 pixels');
  expect(mostPixels).toBeLessThan(100_000_000);
  expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
});

/** Some seconds here, a hundred thousand in the soak. */
const budget = Number(process.env.ATTEND_UPLOADS ?? 4_000);
const seed = Number(process.env.ATTEND_FUZZ_SEED ?? 20_261_126);

test(`FIL-9 ${budget} altered files (ATTEND_UPLOADS), seed ${seed}: each is refused or kept as a whole JPEG or PDF, and none does harm`, async () => {
  const random = makeRandom(seed);
  const small = { width: 48, height: 32 };
  const files = [await photoOf(small), await pngOf(small), await webpOf(small), pdfOf()];
  const before = process.memoryUsage().rss;
  const tally = { taken: 0, refused: 0 };
  for (let run = 0; run < budget; run += 1) {
    const file = files[random(files.length)];
    const other = files[random(files.length)];
    if (file === undefined || other === undefined) throw new Error('no such file');
    const altered = Buffer.from(mutate(file, other, random));
    const prepared = await prepareFile(altered);
    if (!prepared.ok) {
      tally.refused += 1;
      expect(prepared.error.code).toMatch(/^(file-type|file-broken|image-too-large)$/);
      continue;
    }
    tally.taken += 1;
    const { type, content } = prepared.value;
    if (type === 'pdf') expect(content().equals(altered)).toBe(true);
    else expect((await sharp(content()).metadata()).format, altered.toString('hex')).toBe('jpeg');
  }
  keepFigures('fuzz-files', tally);
  expect(tally.taken).toBeGreaterThan(budget / 50);
  expect(tally.refused).toBeGreaterThan(budget / 5);
  expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
}, 3_600_000);
