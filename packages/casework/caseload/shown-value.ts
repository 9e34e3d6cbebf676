const longest = 60;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out
const unseen = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g;

/**
 * What stands in a file where something is wrong with it, for whoever sent the file: short, on one line, and without signs that a
 * terminal obeys or that turn the letters about. Null: nothing stands there.
 */
export function shownValue(value: string | undefined): string | null {
  const shown = (value ?? '').replaceAll(unseen, ' ').trim();
  if (shown === '') return null;
  const signs = [...shown];
  return signs.length > longest ? `${signs.slice(0, longest).join('')}…` : shown;
}
