import { checksumOfText, exclusiveOr } from '../checksum.ts';
import { bytesOfAscii } from '../text.ts';

/** What a server sends to a Laipac device. Passwords are the device's own, never logged; the factory's is `00000000`. */

/** A sentence from its body: `$`, body, `*`, checksum, CR LF. */
export function sentence(body: string): Uint8Array {
  return bytesOfAscii(`$${body}*${checksumOfText(body)}\r\n`);
}

const acknowledgementBefore = bytesOfAscii('$EAVACK,');
const hexDigits = bytesOfAscii('0123456789ABCDEF');

/**
 * The answer to a position whose status is in lower case: its event code (a byte, 0 for none) and the two checksum digits
 * at `checksumAt`, as they were received. Written byte by byte: one goes out for every reading that comes in.
 */
export function acknowledgement(code: number, bytes: Uint8Array, checksumAt: number): Uint8Array {
  const codeLength = code === 0 ? 0 : 1;
  const reply = new Uint8Array(acknowledgementBefore.length + codeLength + 8);
  reply.set(acknowledgementBefore);
  let at = acknowledgementBefore.length;
  if (codeLength === 1) reply[at++] = code;
  reply[at++] = 0x2c;
  reply[at++] = bytes[checksumAt] ?? 0;
  reply[at++] = bytes[checksumAt + 1] ?? 0;
  const sum = exclusiveOr(reply, 1, at);
  reply[at++] = 0x2a;
  reply[at++] = hexDigits[sum >> 4] ?? 0;
  reply[at++] = hexDigits[sum & 0xf] ?? 0;
  reply[at++] = 0x0d;
  reply[at] = 0x0a;
  return reply;
}

/** `$AVCFG`: a setting, or the reset of an alarm by its letter (`resetLetter`). */
export function encodeConfiguration(password: string, setting: string): Uint8Array {
  return sentence(`AVCFG,${password},${setting}`);
}

/** `$AVREQ`: where are you now. */
export function encodePositionRequest(password: string): Uint8Array {
  return sentence(`AVREQ,${password},1`);
}

/** `$AVRESET`: start again. */
export function encodeRestart(device: string, password: string): Uint8Array {
  return sentence(`AVRESET,${device},${password}`);
}
