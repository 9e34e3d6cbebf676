import type { KeyObject } from 'node:crypto';
import { unseal } from '../../server/keys/seal.ts';

/** A row that may stand in PostgreSQL's files: bytes of it that nothing else has, and what its sealed column opens by. */
export type Anchor = { readonly bytes: Buffer; readonly identity: string; readonly key: KeyObject };

/** So far behind the anchor the sealed column of the same row begins at most. */
const reach = 96;
const shortest = 28;

/** Everything that opens behind one of the anchors, wherever it stands: rows, dead rows, pages in the log of writes. */
export function openBehind(bytes: Buffer, { bytes: anchor, identity, key }: Anchor): Buffer[] {
  const opened: Buffer[] = [];
  for (let at = bytes.indexOf(anchor); at >= 0; at = bytes.indexOf(anchor, at + 1)) {
    const from = at + anchor.length;
    for (let header = from; header < Math.min(from + reach, bytes.length - 4); header += 1) {
      const content = valueAt(bytes, header);
      const plain = content === null ? null : tryOpen(key, identity, content);
      if (plain === null) continue;
      opened.push(plain);
      break;
    }
  }
  return opened;
}

/** A value with a header of one byte (odd: length twice and one) or four (length four times), as it stands in a row. */
function valueAt(bytes: Buffer, at: number): Buffer | null {
  const first = bytes[at] ?? 0;
  const head = (first & 1) === 1 ? 1 : 4;
  const length = head === 1 ? first >>> 1 : bytes.readUInt32LE(at) >>> 2;
  if ((first & 3) === 2 || length < head + shortest || at + length > bytes.length) return null;
  return bytes.subarray(at + head, at + length);
}

function tryOpen(key: KeyObject, identity: string, content: Buffer): Buffer | null {
  try {
    return unseal(key, identity, content);
  } catch {
    return null;
  }
}
