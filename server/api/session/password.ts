import { randomInt } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';

/** Hashed as sign-in reads it: scrypt with its salt. */
export { hashPassword };

/** No letters that are taken for one another when a password is read out. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A first password to be told in person: 30 letters in groups, some 148 bits. */
export function makePassword(): string {
  const group = (): string => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: 6 }, group).join('-');
}
