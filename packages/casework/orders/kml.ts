/** One placemark: each polygon's rings, the outer one first, each ring its corners as written («lon,lat[,height]»). */
export type Placemark = {
  readonly name: string | null;
  readonly polygons: readonly (readonly (readonly string[])[])[];
};

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** The five that XML knows by itself, and numbers; what a document type would declare is not read, so none can grow. */
const plain = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, word) => {
    if (word !== undefined) return entities[word] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

type Token = { readonly kind: 'open' | 'close' | 'text'; readonly value: string };

/** Where what begins with `<` at `start` ends, past its `>`; quoted attributes may hold one. -1: it does not. */
function endOfTag(xml: string, start: number): number {
  let quote = '';
  for (let at = start + 1; at < xml.length; at += 1) {
    const letter = xml[at];
    if (quote !== '') quote = letter === quote ? '' : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '>') return at + 1;
  }
  return -1;
}
const past = (xml: string, mark: string, from: number): number => {
  const at = xml.indexOf(mark, from);
  return at === -1 ? xml.length : at + mark.length;
};

/**
 * Tags without their prefix and attributes, and what stands between; comments and instructions are left out. Letter by letter and never
 * back, so that a file made to be slow is not.
 */
function* tokensOf(xml: string): Generator<Token> {
  for (let at = 0; at < xml.length; ) {
    const start = xml.indexOf('<', at);
    if (start !== at) yield { kind: 'text', value: plain(xml.slice(at, start === -1 ? undefined : start)) };
    if (start === -1) return;
    if (xml.startsWith('<![CDATA[', start)) {
      at = past(xml, ']]>', start);
      yield { kind: 'text', value: xml.slice(start + 9, at - 3) };
    } else if (xml.startsWith('<!--', start)) at = past(xml, '-->', start);
    else {
      at = endOfTag(xml, start);
      if (at === -1) return;
      const inside = xml.slice(start + 1, at - 1);
      const name = /^\/?(?:[\w.-]{1,60}:)?([\w.-]{1,60})/.exec(inside)?.[1];
      if (name === undefined) continue;
      yield { kind: inside.startsWith('/') ? 'close' : 'open', value: name };
      if (inside.endsWith('/')) yield { kind: 'close', value: name };
    }
  }
}

/** The outer one stands first, wherever in the file it stands. */
function takeRing(rings: string[][] | undefined, ring: string[], isHole: boolean): void {
  if (isHole) rings?.push(ring);
  else rings?.unshift(ring);
}

/** Tags in tags: a file of maps has some ten. What is nested deeper would be searched through at each of its ends. */
export const deepest = 100;

/**
 * The placemarks of a KML document (OGC KML 2.2, 9.11 and 10.8); null: it is nested deeper than is read. No XML library: of the format only names and rings of coordinates
 * are read, and what is not read (styles, networks, documents elsewhere) cannot do anything.
 */
export function placemarksOf(xml: string): readonly Placemark[] | null {
  const found: Placemark[] = [];
  let mark: { name: string | null; polygons: string[][][] } | null = null;
  const path: string[] = [];
  for (const { kind, value } of tokensOf(xml)) {
    if (kind === 'text') {
      const here = path.at(-1);
      if (mark === null || value.trim() === '') continue;
      if (here === 'name' && path.at(-2) === 'Placemark') mark.name = value.trim().slice(0, 120);
      if (here === 'coordinates' && path.at(-2) === 'LinearRing')
        takeRing(mark.polygons.at(-1), value.trim().split(/\s+/), path.includes('innerBoundaryIs'));
      continue;
    }
    if (kind === 'open') {
      if (path.push(value) > deepest) return null;
      if (value === 'Placemark') mark = { name: null, polygons: [] };
      if (value === 'Polygon') mark?.polygons.push([]);
      continue;
    }
    // A tag that was never closed is closed by its parent's end.
    const open = path.lastIndexOf(value);
    if (open !== -1) path.length = open;
    if (value === 'Placemark' && mark !== null) {
      found.push(mark);
      mark = null;
    }
  }
  return found;
}
