const escapeByte = 0x7d;
const codes: readonly (readonly [byte: number, code: number])[] = [
  [0x7d, 0x01],
  [0x5b, 0x02],
  [0x5d, 0x03],
  [0x2c, 0x04],
  [0x2a, 0x05],
];

/** Binary content so that no byte of it reads as a bracket, comma, star or escape. */
export function escapeBinary(data: Uint8Array): Uint8Array {
  const out: number[] = [];
  for (const byte of data) {
    const code = codes.find(([plain]) => plain === byte)?.[1];
    if (code === undefined) out.push(byte);
    else out.push(escapeByte, code);
  }
  return Uint8Array.from(out);
}
