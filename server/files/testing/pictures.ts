import sharp from 'sharp';

type Size = { readonly width?: number; readonly height?: number };

const plain = ({ width = 320, height = 240 }: Size) =>
  sharp({ create: { width, height, channels: 3, background: { r: 180, g: 90, b: 40 } } });

/** A picture as a telephone takes it: with the place, the time and a name beside it, and held on its side. */
export const photoOf = (size: Size = {}): Promise<Buffer> =>
  plain(size)
    .withExif({
      IFD0: { Make: 'Secretphone', ImageDescription: 'at Ottilie Bruckmoser’s' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '25/1 46/1 27/1',
        GPSLongitudeRef: 'W',
        GPSLongitude: '80/1 11/1 36/1',
      },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
export const pngOf = (size: Size = {}): Promise<Buffer> => plain(size).png().toBuffer();
export const webpOf = (size: Size = {}): Promise<Buffer> => plain(size).webp().toBuffer();

/** As small as a PDF of one empty page is. */
export const pdfOf = (text = 'Notice'): Buffer =>
  Buffer.from(
    `%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>endobj\n% ${text}\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
  );

/** A PNG whose head says that it is as large as this, with hardly anything behind it. */
export async function hugeOnPaper(width: number, height: number): Promise<Buffer> {
  const bytes = Buffer.from(await pngOf({ width: 8, height: 8 }));
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  bytes.writeInt32BE(crcOf(bytes.subarray(12, 29)), 29);
  return bytes;
}

/** PNG's own check of a chunk (ISO/IEC 15948, annex D). */
function crcOf(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc;
}
