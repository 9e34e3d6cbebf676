import { createHmac, timingSafeEqual } from 'node:crypto';

/** `t=SECONDS,v1=HEX`: HMAC-SHA-256 over `SECONDS.BODY`, in both directions. The instant is signed too, so that an old one is not taken. */
export const signatureHeader = 'attend-signature';
const tolerance = 300_000;

const macOf = (secret: string, seconds: number, body: string): Buffer =>
  createHmac('sha256', secret).update(`${seconds}.${body}`).digest();

export function signBody(secret: string, body: string, now: number): string {
  const seconds = Math.floor(now / 1_000);
  return `t=${seconds},v1=${macOf(secret, seconds, body).toString('hex')}`;
}

export function isSigned(secret: string, body: string, header: string | null, now: number): boolean {
  const read = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? '');
  if (read === null) return false;
  const seconds = Number(read[1]);
  if (Math.abs(now - seconds * 1_000) > tolerance) return false;
  return timingSafeEqual(macOf(secret, seconds, body), Buffer.from(read[2] ?? '', 'hex'));
}
