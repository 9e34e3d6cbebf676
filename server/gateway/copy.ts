/**
 * PostgreSQL's binary COPY format (PostgreSQL 18 documentation, COPY, «Binary Format») of rows of `attend.upload`:
 * assignment_id int8, version int8, day date, retention int2, content bytea.
 */
const signature = Buffer.from([
  0x50, 0x47, 0x43, 0x4f, 0x50, 0x59, 0x0a, 0xff, 0x0d, 0x0a, 0x00, 0, 0, 0, 0, 0, 0, 0, 0,
]);
/** Two bytes of field count, five lengths, and the fixed fields. */
const fixedBytes = 2 + 5 * 4 + 8 + 8 + 4 + 2;

export type UploadRow = {
  readonly assignmentId: number;
  readonly version: number;
  readonly content: Uint8Array;
};

/** Days since 2000-01-01, PostgreSQL's epoch of dates. */
export const daysSince2000 = (at: number): number => Math.floor((at - Date.UTC(2000, 0, 1)) / 86_400_000);

function writeInt8(out: Buffer, at: number, value: number): number {
  out.writeInt32BE(8, at);
  // Whole numbers below 2^53: two halves are several times quicker than a BigInt.
  out.writeUInt32BE(Math.floor(value / 0x1_0000_0000), at + 4);
  out.writeUInt32BE(value >>> 0, at + 8);
  return at + 12;
}

/** All rows of one commit as one buffer. `day` in days since 2000-01-01. */
export function encodeUploads(rows: readonly UploadRow[], day: number): Buffer {
  let length = signature.length + 2;
  for (const row of rows) length += fixedBytes + row.content.length;
  const out = Buffer.allocUnsafe(length);
  let at = signature.copy(out);
  for (const row of rows) {
    at = out.writeInt16BE(5, at);
    at = writeInt8(out, at, row.assignmentId);
    at = writeInt8(out, at, row.version);
    at = out.writeInt32BE(4, at);
    at = out.writeInt32BE(day, at);
    at = out.writeInt32BE(2, at);
    at = out.writeInt16BE(0, at);
    at = out.writeInt32BE(row.content.length, at);
    out.set(row.content, at);
    at += row.content.length;
  }
  out.writeInt16BE(-1, at);
  return out;
}
