import { holdsLostLetters, say, type Wording } from '@attend/kernel';

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e]/;

/** Why a file's text is taken into no record, of `longest` characters at most; null: it may be. */
export function textFault(
  value: string,
  longest: number,
): { readonly code: string; readonly wording: Wording } | null {
  if (value.length > longest)
    return {
      code: 'too-long',
      wording: say('It has more than {most} characters.', { most: longest }),
    };
  if (control.test(value)) return { code: 'control-character', wording: 'It holds a control character.' };
  return holdsLostLetters(value)
    ? { code: 'letters-lost', wording: 'It holds letters that cannot be read: save the file as UTF-8.' }
    : null;
}
