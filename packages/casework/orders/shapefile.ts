import { type PlainSentence, say, tell, type Wording } from '@attend/kernel';
import { type FileFault, readFeatures, type ZoneFile } from './zone-files.ts';

/**
 * What is read of a shapefile (ESRI Shapefile Technical Description, July 1998). The library that reads the bytes believes what they
 * say: parts that point backwards would have the same corners read again and again, a table may say that it has four thousand
 * million rows. So what they say is compared with what is there, before they are read.
 */
export const shapefileLimits = {
  /** The ZIP file, and each file of it that is read, unpacked: thousands of corners are some ten thousand bytes. */
  packedBytes: 2_000_000,
  bytes: 4_000_000,
  /** Of one .prj or .cpg: a sentence. */
  sentenceBytes: 8_000,
  shapes: 2_000,
  corners: 50_000,
  cells: 100_000,
} as const;

const fileFault = (field: string, wording: Wording): FileFault => ({
  feature: 'file',
  field,
  ...tell(wording),
});

/** Polygons, with heights, with measures; the types of the description's page 4. */
const polygonTypes: readonly number[] = [5, 15, 25];
type Record = { readonly at: number; readonly end: number; readonly number: number };

/** One polygon's parts lie in order within its corners, and its corners within the record. */
function faultOfRecord(shp: DataView, { at, end, number }: Record, type: number): FileFault | number {
  const wrong = (message: PlainSentence) => fileFault(`.shp[${number}]`, message);
  if (end - at < 4) return wrong('is cut off');
  const own = shp.getInt32(at, true);
  if (own === 0) return 0;
  if (own !== type) return wrong('is of another type than its file');
  if (end - at < 44) return wrong('is cut off');
  const [parts, corners] = [shp.getInt32(at + 36, true), shp.getInt32(at + 40, true)];
  if (parts < 1 || corners < 1) return wrong('has no corners');
  if (parts > corners || at + 44 + 4 * parts + 16 * corners > end)
    return wrong('says that it has more corners than are there');
  for (let part = 0, last = -1; part < parts; part += 1) {
    const begins = shp.getInt32(at + 44 + 4 * part, true);
    if (begins <= last || begins >= corners || (part === 0 && begins !== 0))
      return wrong('has parts that are not in order');
    last = begins;
  }
  return corners;
}

/** Null: may be read. */
export function faultOfShp(shp: DataView): FileFault | null {
  if (shp.byteLength < 100 || shp.getInt32(0) !== 9994) return fileFault('.shp', 'is no shapefile');
  const type = shp.getInt32(32, true);
  if (!polygonTypes.includes(type))
    return fileFault('.shp', 'holds no areas: polygons are, points and lines are not');
  let corners = 0;
  for (let at = 100, number = 1; at < shp.byteLength; number += 1) {
    if (number > shapefileLimits.shapes)
      return fileFault('.shp', say('has more than {most} shapes', { most: shapefileLimits.shapes }));
    const length = at + 8 > shp.byteLength ? -1 : 2 * shp.getInt32(at + 4);
    const end = at + 8 + length;
    if (length < 4 || end > shp.byteLength) return fileFault(`.shp[${number}]`, 'is cut off');
    const found = faultOfRecord(shp, { at: at + 8, end, number }, type);
    if (typeof found !== 'number') return found;
    corners += found;
    if (corners > shapefileLimits.corners)
      return fileFault('.shp', say('has more than {most} corners', { most: shapefileLimits.corners }));
    at = end;
  }
  return null;
}

/** Null: may be read. dBASE III: the number of rows, and how long the head and each row are, stand at 4, 8 and 10. */
export function faultOfDbf(dbf: DataView): FileFault | null {
  if (dbf.byteLength < 33) return fileFault('.dbf', 'is no table');
  const [rows, head, row] = [dbf.getUint32(4, true), dbf.getUint16(8, true), dbf.getUint16(10, true)];
  const fields = Math.floor((head - 33) / 32);
  if (head < 65 || row < 2 || fields > row) return fileFault('.dbf', 'is no table');
  if (head + rows * row > dbf.byteLength)
    return fileFault('.dbf', 'says that it has more rows than are there');
  if (rows * fields > shapefileLimits.cells)
    return fileFault('.dbf', say('has more than {most} cells', { most: shapefileLimits.cells }));
  return null;
}

/** Within two metres of WGS 84 wherever they are used; others (NAD 27, say) are a hundred metres away and need grids of their own. */
const nearWgs84 =
  /^(d_)?(wgs_?(19)?84.*|(nad|north_american(_datum)?)_?(of_)?(19)?83.*|etrs_?(19)?89.*|european_terrestrial_reference_system_(19)?89)$/;

/** Null: its places can be told as WGS 84. Anything else than what is surely known is refused: a guess would set a zone elsewhere. */
export function faultOfPrj(prj: string): FileFault | null {
  const wrong = (wording: Wording) => fileFault('.prj', wording);
  const text = prj.trim();
  if (!/^(GEOGCS|PROJCS)\s*\[/i.test(text))
    return wrong('is no well-known text that is read here: GEOGCS or PROJCS is');
  const datum = /\bDATUM\s*\[\s*"([^"]{1,100})"/i.exec(text)?.[1];
  if (datum === undefined) return wrong('names no datum');
  if (
    !nearWgs84.test(
      datum
        .trim()
        .toLowerCase()
        .replaceAll(/[\s()/]+/g, '_'),
    )
  )
    return wrong(
      say('has the datum {datum}: WGS 84, NAD 83 and ETRS 89 are read; save the file in one of them', {
        datum,
      }),
    );
  const meridian = /\bPRIMEM\s*\[\s*"[^"]*"\s*,\s*(-?[\d.]+)/i.exec(text)?.[1];
  if (meridian !== undefined && Number(meridian) !== 0) return wrong('does not count from Greenwich');
  if (!/\bUNIT\s*\[\s*"degree/i.test(text)) return wrong('does not count in degrees');
  return null;
}

/** Longitudes and latitudes, not metres or feet of a map. */
export const isInDegrees = (prj: string): boolean => /^GEOGCS/i.test(prj.trim());

/** What the library made of one shape and its row. */
export type ShapefileFeature = {
  readonly geometry: unknown;
  readonly properties: Readonly<{ [field: string]: unknown }>;
};

/** The columns of the table, of which one may hold the names. */
export const nameFieldsOf = (features: readonly ShapefileFeature[]): readonly string[] =>
  Object.keys(features[0]?.properties ?? {});
export const isUsualName = (field: string): boolean => /^(name|nombre|nom|label|title)$/i.test(field);

/** ORD-29: the zones of what was read, named by one column of the table; null: none is, and they are known by their number. */
export function readShapes(features: readonly ShapefileFeature[], nameField: string | null): ZoneFile {
  const named = features.map(({ geometry, properties }) => {
    const name = nameField === null ? undefined : properties[nameField];
    return {
      geometry,
      properties: { name: typeof name === 'number' && Number.isFinite(name) ? String(name) : name },
    };
  });
  return readFeatures(named);
}
