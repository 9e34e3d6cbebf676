import { type ImageSize, mostPixels, permitImage } from '@attend/casework';
import { fail, type Result, succeed } from '@attend/kernel';
import sharp from 'sharp';

// Three decoders of bytes in memory, and none of the many others of the library: no SVG, no PDF, no file by its path.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
});
// Nothing of a picture stays in memory, and one picture does not take every core.
sharp.cache(false);
sharp.concurrency(1);

/** A sheet of A4 at some 250 dots an inch: small print can be read, and a face is larger than anybody needs. */
const longestSide = 3_000;
const longestSeconds = 20;

const broken = fail({
  code: 'file-broken',
  message: 'The image is damaged or stops before its end: take it or save it again.',
  path: ['body'],
});

/** Pictures are unpacked one at a time: two of fifty megapixels together are what a small machine has not. */
let last: Promise<unknown> = Promise.resolve();
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const next = last.then(work, work);
  last = next.catch(() => undefined);
  return next;
}

/**
 * FIL-3, FIL-4: the picture that an image shows, drawn anew as a JPEG. Nothing else of the image comes along: no place, time, camera,
 * thumbnail or text beside it, nor whatever was hidden behind its end. Its size is read and judged before any of it is unpacked.
 */
export async function redrawImage(bytes: Buffer): Promise<Result<Buffer>> {
  const size = await readSize(bytes);
  if (size === null) return broken;
  const permitted = permitImage(size);
  if (!permitted.ok) return permitted;
  return inTurn(async () => {
    try {
      return succeed(
        await sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' })
          .timeout({ seconds: longestSeconds })
          // As it was held: the note that says so goes with the rest.
          .autoOrient()
          .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
          .flatten({ background: '#ffffff' })
          .jpeg({ quality: 85 })
          .toBuffer(),
      );
    } catch {
      return broken;
    }
  });
}

/** From the image's head alone. */
async function readSize(bytes: Buffer): Promise<ImageSize | null> {
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    return { width, height };
  } catch {
    return null;
  }
}
