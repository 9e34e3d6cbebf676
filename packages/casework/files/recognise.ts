import { type Failure, fail, type PlainSentence, type Result, say, succeed } from '@attend/kernel';
import type { FileType } from './words.ts';

const latin = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

const begins = (bytes: Uint8Array, ...start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

/** By its first bytes alone: what a name or a header says of a file is whoever's who sends it. */
function typeOf(bytes: Uint8Array): FileType | null {
  if (begins(bytes, 0xff, 0xd8, 0xff)) return 'jpeg';
  if (begins(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  if (latin(bytes, 0, 4) === 'RIFF' && latin(bytes, 8, 12) === 'WEBP') return 'webp';
  return latin(bytes, 0, 5) === '%PDF-' ? 'pdf' : null;
}

const heicBrands: ReadonlySet<string> = new Set(['heic', 'heix', 'hevc', 'mif1', 'msf1', 'heim', 'heis']);

/** Whoever chose it should learn what it is, where that can be said, and what to do. */
function refusalOf(bytes: Uint8Array): PlainSentence {
  if (latin(bytes, 4, 8) === 'ftyp' && heicBrands.has(latin(bytes, 8, 12)))
    return 'This is a photo in the form HEIC, as iPhones make them. Set the camera to “Most compatible”, or save it as a JPEG.';
  if (begins(bytes, 0x50, 0x4b, 0x03, 0x04))
    return 'This is a packed file or an office document. Print it to a PDF first. Send a JPEG, PNG or WebP image, or a PDF.';
  return 'This is neither an image that is taken here nor a PDF. Send a JPEG, PNG or WebP image, or a PDF.';
}

const refused = (message: PlainSentence): Failure => ({ code: 'file-type', message, path: ['body'] });

/** FIL-2: what a file is, told by its content; anything else is refused with what to do. */
export function recogniseFile(bytes: Uint8Array): Result<FileType> {
  if (bytes.length === 0) return fail({ code: 'file-broken', message: 'The file is empty.', path: ['body'] });
  const type = typeOf(bytes);
  return type === null ? fail(refused(refusalOf(bytes))) : succeed(type);
}

/** ISO 32000-2, 7.5.5: the last line of a PDF is `%%EOF`; readers look for it in the last 1,024 bytes. */
export const isWholePdf = (bytes: Uint8Array): boolean =>
  latin(bytes, Math.max(0, bytes.length - 1_024), bytes.length).includes('%%EOF');

export type ImageSize = { readonly width: number; readonly height: number };

/**
 * Of the image as it is packed, before any of it is unpacked: a few kilobytes can say that they are a picture of gigabytes.
 * Fifty megapixels are what telephones of these years take at most; a side of 12,000 is a sheet of A4 at 1,000 dots an inch.
 */
export const mostPixels = 50_000_000;
const longestSide = 12_000;

export function permitImage({ width, height }: ImageSize): Result<ImageSize> {
  if (width < 1 || height < 1)
    return fail({ code: 'file-broken', message: 'The image has no size.', path: ['body'] });
  if (width * height > mostPixels || Math.max(width, height) > longestSide)
    return fail({
      code: 'image-too-large',
      ...say(
        'The image is {width} × {height} pixels. At most {most} million are taken, and {side} a side: make it smaller.',
        { width, height, most: mostPixels / 1_000_000, side: longestSide },
      ),
      path: ['body'],
    });
  return succeed({ width, height });
}
