import { inflateRawSync } from 'node:zlib';
import {
  type FileFault,
  faultOfDbf,
  faultOfPrj,
  faultOfShp,
  isInDegrees,
  isUsualName,
  nameFieldsOf,
  readShapes,
  shapefileLimits,
  type ZoneFile,
} from '@attend/casework';
import { say, tell, type Wording } from '@attend/kernel';
import { iter, type ZipItem } from 'but-unzip';
import proj4 from 'proj4';
import { combine, parseDbf, parseShp } from 'shpjs';

type Read = ZoneFile & { readonly nameFields: readonly string[]; readonly nameField: string | null };

const refuse = (...faults: FileFault[]): Read => ({ zones: [], faults, nameFields: [], nameField: null });
const fault = (field: string, wording: Wording): FileFault => ({ feature: 'file', field, ...tell(wording) });

const kinds = ['shp', 'dbf', 'prj', 'cpg'] as const;
type Kind = (typeof kinds)[number];
const kindOf = (name: string): Kind | undefined =>
  kinds.find((kind) => name.toLowerCase().endsWith(`.${kind}`) && !name.startsWith('__MACOSX/'));
const stem = (name: string): string => name.slice(0, -4).toLowerCase();

/** The unpacked bytes; a file that unpacks to more than is read ends there, whatever the ZIP's directory says of its length. */
function unpack(item: ZipItem, longest: number): Uint8Array {
  const bytes = item.read();
  if (bytes instanceof Promise || bytes.byteLength > longest) throw new RangeError('too long');
  return bytes;
}

/**
 * A ZIP file ends with a record of 22 bytes and a comment of 65,535 at most (APPNOTE 4.3.16). The library looks for it backwards and, in a
 * short file that has none, round and round.
 */
const endsAsZip = (zip: Buffer): boolean =>
  zip.length >= 22 &&
  zip.lastIndexOf('PK\x05\x06', zip.length - 22, 'latin1') >= Math.max(0, zip.length - 65_557);

/** The parts of the one shapefile in the ZIP. */
function partsOf(zip: Buffer): Map<Kind, Uint8Array> | FileFault {
  if (!endsAsZip(zip)) return fault('.zip', 'is no ZIP file');
  const maxOutputLength = shapefileLimits.bytes;
  let items: ZipItem[];
  try {
    items = [...iter(zip, (raw) => inflateRawSync(raw, { maxOutputLength }))];
  } catch {
    return fault('.zip', 'is no ZIP file');
  }
  const shapes = items.filter(({ filename }) => kindOf(filename) === 'shp');
  const [shp, ...others] = shapes;
  if (shp === undefined) return fault('.shp', 'there is none in the ZIP file');
  if (others.length > 0)
    return fault('.shp', say('there are {count} in the ZIP file: one is read', { count: shapes.length }));
  const parts = new Map<Kind, Uint8Array>();
  for (const item of items) {
    const kind = kindOf(item.filename);
    if (kind === undefined || stem(item.filename) !== stem(shp.filename)) continue;
    const { bytes, sentenceBytes } = shapefileLimits;
    const longest = kind === 'shp' || kind === 'dbf' ? bytes : sentenceBytes;
    try {
      parts.set(kind, unpack(item, longest));
    } catch {
      return fault(`.${kind}`, say('cannot be unpacked, or has more than {most} bytes', { most: longest }));
    }
  }
  return parts;
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const textOf = (bytes: Uint8Array | undefined): string | undefined =>
  bytes === undefined ? undefined : new TextDecoder().decode(bytes);

/** How the table's letters are written: as its .cpg says; without one as UTF-8, or as what came before it where they are none. */
function lettersOf(dbf: Uint8Array, cpg: Uint8Array | undefined): string {
  if (cpg !== undefined) return textOf(cpg) ?? 'utf-8';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(dbf.subarray(viewOf(dbf).getUint16(8, true)));
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

/** Null: the library knows the projection. It is asked before, since the one that reads shapes leaves out what it does not know. */
function faultOfProjection(prj: string): FileFault | null {
  const known = faultOfPrj(prj);
  if (known !== null) return known;
  try {
    proj4(prj);
    return null;
  } catch {
    return fault('.prj', 'has a projection that is not read here; save the file in WGS 84');
  }
}

/** ORD-29: zones of a shapefile, a ZIP of .shp, .prj and, for the names, .dbf (and .cpg: how its letters are written). */
export function readShapefile(zip: Buffer, asked: string | null): Read {
  const parts = partsOf(zip);
  if (!(parts instanceof Map)) return refuse(parts);
  const [shp, dbf] = [parts.get('shp'), parts.get('dbf')];
  const prj = textOf(parts.get('prj'));
  if (shp === undefined) return refuse(fault('.shp', 'there is none in the ZIP file'));
  if (prj === undefined)
    return refuse(fault('.prj', 'there is none: nothing says which coordinates these are'));
  const faults = [
    faultOfProjection(prj),
    faultOfShp(viewOf(shp)),
    dbf === undefined ? null : faultOfDbf(viewOf(dbf)),
  ].filter((one) => one !== null);
  if (faults.length > 0) return refuse(...faults);
  try {
    const table = dbf === undefined ? undefined : parseDbf(viewOf(dbf), lettersOf(dbf, parts.get('cpg')));
    // Degrees stay as they are written, to the last digit: what they count from is near enough.
    const { features } = combine([parseShp(viewOf(shp), isInDegrees(prj) ? undefined : prj), table]);
    const nameFields = nameFieldsOf(features);
    if (asked !== null && !nameFields.includes(asked))
      return refuse(fault('.dbf', say('has no column {name}', { name: asked })));
    const nameField = asked ?? nameFields.find(isUsualName) ?? null;
    return { ...readShapes(features, nameField), nameFields, nameField };
  } catch {
    return refuse(fault('.shp', 'cannot be read'));
  }
}
