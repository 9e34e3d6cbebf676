import type { AddressChange } from './flags.ts';

/** A network as CIDR writes it, as numbers of a byte (4) or of two (8). */
export type Network = { readonly family: 4 | 6; readonly bytes: readonly number[]; readonly prefix: number };

const octet = /^(0|[1-9]\d{0,2})$/;
const group = /^[0-9a-f]{1,4}$/i;

function bytesOfFour(text: string): number[] | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => octet.test(part) && Number(part) <= 255)) return null;
  return parts.map(Number);
}

function bytesOfSix(text: string): number[] | null {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return null;
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const all = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  if (!all.every((one) => group.test(one))) return null;
  return all.flatMap((one) => {
    const value = Number.parseInt(one, 16);
    return [value >> 8, value & 0xff];
  });
}

/** An address or null. IPv4 written as IPv6 (`::ffff:a.b.c.d`, of a listener for both) is IPv4. */
export function parseAddress(
  text: string,
): { readonly family: 4 | 6; readonly bytes: readonly number[] } | null {
  const plain = /^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(text) ? text.slice(7) : text;
  const four = bytesOfFour(plain);
  if (four !== null) return { family: 4, bytes: four };
  const six = bytesOfSix(plain);
  return six === null ? null : { family: 6, bytes: six };
}

/** `10.20.0.0/16`, or one address. Null where it is none, or has bits beyond its prefix: what is meant by it is not known. */
export function parseNetwork(text: string): Network | null {
  const [base = '', length, ...more] = text.split('/');
  const address = parseAddress(base);
  if (address === null || more.length > 0 || base.toLowerCase().startsWith('::ffff:')) return null;
  const most = address.bytes.length * 8;
  if (length !== undefined && !/^\d{1,3}$/.test(length)) return null;
  const prefix = length === undefined ? most : Number(length);
  if (prefix > most) return null;
  const isClear = address.bytes.every((byte, index) => (byte & ~maskOf(prefix, index) & 0xff) === 0);
  return isClear ? { ...address, prefix } : null;
}

const maskOf = (prefix: number, index: number): number =>
  (0xff << (8 - Math.max(0, Math.min(8, prefix - index * 8)))) & 0xff;

/** Bits that carriers and households share: an address beside another one is hardly another place. */
const sharedBits = { 4: 24, 6: 48 } as const;

export type AddressMark = { readonly family: 4 | 6; readonly network: string; readonly whole: string };

/** What is kept in memory of an address to compare it; `hash` is keyed, so that it says nothing to anybody else. */
export function markAddress(text: string, hash: (bytes: readonly number[]) => string): AddressMark {
  const address = parseAddress(text) ?? { family: 4 as const, bytes: [0, 0, 0, 0] };
  const shared = address.bytes.slice(0, sharedBits[address.family] / 8);
  return { family: address.family, network: hash(shared), whole: hash(address.bytes) };
}

export function changeBetween(a: AddressMark, b: AddressMark): AddressChange {
  if (a.family !== b.family) return 'other-family';
  if (a.whole === b.whole) return 'same-address';
  return a.network === b.network ? 'same-network' : 'other-network';
}
