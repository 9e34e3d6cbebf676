import { crc32, deflateRawSync } from 'node:zlib';

/** Shapefiles for tests, by the description's own tables (ESRI Shapefile Technical Description, July 1998). */
export type Ring = readonly (readonly [number, number])[];
export const wgs84 =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';

function polygonRecord(rings: readonly Ring[], number: number): Buffer {
  const corners = rings.flat();
  const content = Buffer.alloc(44 + 4 * rings.length + 16 * corners.length);
  content.writeInt32LE(5, 0);
  content.writeInt32LE(rings.length, 36);
  content.writeInt32LE(corners.length, 40);
  let begins = 0;
  for (const [at, ring] of rings.entries()) {
    content.writeInt32LE(begins, 44 + 4 * at);
    begins += ring.length;
  }
  for (const [at, [x, y]] of corners.entries()) {
    content.writeDoubleLE(x, 44 + 4 * rings.length + 16 * at);
    content.writeDoubleLE(y, 52 + 4 * rings.length + 16 * at);
  }
  const head = Buffer.alloc(8);
  head.writeInt32BE(number, 0);
  head.writeInt32BE(content.length / 2, 4);
  return Buffer.concat([head, content]);
}

/** Outlines run clockwise, holes the other way. */
export function shpOf(shapes: readonly (readonly Ring[])[], type = 5): Buffer {
  const records = shapes.map((rings, at) => polygonRecord(rings, at + 1));
  const head = Buffer.alloc(100);
  head.writeInt32BE(9994, 0);
  head.writeInt32BE((100 + records.reduce((sum, { length }) => sum + length, 0)) / 2, 24);
  head.writeInt32LE(1000, 28);
  head.writeInt32LE(type, 32);
  return Buffer.concat([head, ...records]);
}

export function dbfOf(
  fields: readonly string[],
  rows: readonly (readonly string[])[],
  encoding: 'utf8' | 'latin1' = 'utf8',
): Buffer {
  const width = 40;
  const head = Buffer.alloc(32 + 32 * fields.length + 1);
  head.writeUInt8(3, 0);
  head.writeUInt32LE(rows.length, 4);
  head.writeUInt16LE(head.length, 8);
  head.writeUInt16LE(1 + width * fields.length, 10);
  for (const [at, field] of fields.entries()) {
    head.write(field, 32 + 32 * at, 10, 'latin1');
    head.write('C', 43 + 32 * at, 'latin1');
    head.writeUInt8(width, 48 + 32 * at);
  }
  head.writeUInt8(13, head.length - 1);
  const cells = rows.flatMap((row) => [
    Buffer.from(' '),
    ...row.map((text) => {
      const cell = Buffer.alloc(width, ' ');
      cell.write(text, encoding);
      return cell;
    }),
  ]);
  return Buffer.concat([head, ...cells]);
}

/** A ZIP file (APPNOTE 4.3) of deflated files; `says` is what its directory tells of an unpacked length. */
export function zipOf(files: Readonly<{ [name: string]: string | Buffer }>, says?: number): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, given] of Object.entries(files)) {
    const content = Buffer.from(given);
    const packed = deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(says ?? content.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    const made = Buffer.from([20, 0]);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), made, common, rest, Buffer.from(name)]),
    );
    locals.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, listed, end]);
}
