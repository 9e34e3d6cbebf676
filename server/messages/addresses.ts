import type { ContactKind } from '@attend/casework';
import { emailAddress } from '@attend/contracts/text';
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Where numbers written without a country are dialled. */
const home: CountryCode = 'US';

/** E.164, as `+13055550123`; null: no number that can be dialled. */
export function readPhone(text: string): string | null {
  const number = parsePhoneNumberFromString(text, home);
  // `isPossible` and not `isValid`: number plans change faster than a library, and a report says what is no number.
  return number?.isPossible() ? number.number : null;
}

/** As it is kept and compared; null: it is none of that kind. */
export function readAddress(kind: ContactKind, text: string): string | null {
  if (kind === 'phone') return readPhone(text);
  const read = emailAddress.safeParse(text.trim());
  return read.success ? read.data.replace(/@.*$/, (domain) => domain.toLowerCase()) : null;
}
