export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** How a file of text is written, by its byte order mark: spreadsheets save «Unicode text» as UTF-16. Without one it is UTF-8. */
export function encodingOf([first, second]: Uint8Array): TextEncoding {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

/**
 * What stands where bytes were no UTF-8: «José» of a file in an older Windows encoding. The letter is lost, and a name must not go on
 * record without it.
 */
export const holdsLostLetters = (text: string): boolean => text.includes('\uFFFD');
