import { type Failure, fail, type Result, succeed, tell, type Wording } from '@attend/kernel';
import type { AddressUse, EntryDates } from '../people/entries.ts';
import { holdsOn } from '../people/entries.ts';
import type { LetterRecipient } from './words.ts';

export type LetterAddress = EntryDates & {
  readonly use: AddressUse;
  readonly text: string;
  readonly protected: boolean;
  readonly inError: boolean;
};

/** Whether a letter may bear an address of the participant's: one that holds, to herself; a protected one where it is her mailing address. */
export function permitAddress(
  recipient: LetterRecipient,
  address: LetterAddress,
  today: string,
): Result<null> {
  const path = ['body', 'to', 'address'];
  if (recipient !== 'participant')
    return refuse('address-of-another', 'Only a letter to the participant bears their address.', path);
  if (address.inError || !holdsOn(address, today))
    return refuse('address-ended', 'This address does not hold today: choose another.', path);
  if (address.protected && address.use !== 'mail')
    return refuse(
      'address-protected',
      'This address is protected and is not their mailing address: no letter bears it.',
      path,
    );
  return succeed(null);
}
const refuse = (code: string, wording: Wording, path: Failure['path'] & {}): Result<never> =>
  fail({ code, ...tell(wording), path });

/** Letters and digits alone, so that a comma or a line's end hides nothing. */
const bare = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/**
 * LTR-8: whether a text names an address: by all of it, or by its first line, street and number, as it would be written in a sentence.
 */
export function namesAddress(text: string, address: string): boolean {
  const within = ` ${bare(text)} `;
  const first = bare(address.split(/[\n,;]/)[0] ?? '');
  const parts = [bare(address), ...(first.includes(' ') && /\p{N}/u.test(first) ? [first] : [])];
  return parts.some((part) => part !== '' && within.includes(` ${part} `));
}
