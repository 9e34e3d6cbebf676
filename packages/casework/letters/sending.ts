import { fail, type PlainSentence, type Result, succeed } from '@attend/kernel';
import type { LetterRecipient, LetterWay } from './words.ts';

/** Days are those of the programme's own calendar. */
export type SendingGiven = { readonly way: LetterWay; readonly on: string };

/** Ways of a letter by whom it is for: only a court has a file to file it in. */
export const waysOf = (recipient: LetterRecipient): readonly LetterWay[] =>
  recipient === 'court' ? ['filed', 'handed-over', 'posted', 'e-mail'] : ['posted', 'handed-over', 'e-mail'];

/** LTR-6: a person says how it went: on or after the day it was made, and not before it happened. */
export function permitSending(
  { way, on }: SendingGiven,
  letter: { readonly recipient: LetterRecipient; readonly madeOn: string; readonly inError: boolean },
  today: string,
): Result<null> {
  if (letter.inError)
    return fail({ code: 'entered-in-error', message: 'This letter is marked as entered in error.' });
  if (!waysOf(letter.recipient).includes(way))
    return fail({
      code: 'other-way',
      message: 'Only a court form is filed with a court.',
      path: ['body', 'way'],
    });
  return permitDay(on, letter.madeOn, today, 'The letter was not made yet on this day.');
}

/** LTR-7: only what went by post comes back, and once. */
export function permitReturn(
  on: string,
  sending: {
    readonly way: LetterWay;
    readonly on: string;
    readonly returned: boolean;
    readonly inError: boolean;
  },
  today: string,
): Result<null> {
  if (sending.inError)
    return fail({ code: 'entered-in-error', message: 'This sending is marked as entered in error.' });
  if (sending.way !== 'posted')
    return fail({ code: 'not-posted', message: 'Only what was posted comes back undelivered.' });
  if (sending.returned)
    return fail({ code: 'already-decided', message: 'That it came back is on record already.' });
  return permitDay(on, sending.on, today, 'It was not posted yet on this day.');
}

function permitDay(on: string, from: string, today: string, early: PlainSentence): Result<null> {
  const path = ['body', 'on'];
  if (on > today)
    return fail({ code: 'future', message: 'This is still to come: nobody has done it.', path });
  return on < from ? fail({ code: 'too-early', message: early, path }) : succeed(null);
}
