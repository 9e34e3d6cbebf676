/** A value of several: `one; another`, each a word or `kind: value`. What would separate stands after a backslash. */
const mark = (text: string): string => text.replaceAll(/[\\;:]/g, '\\$&');

export const writeList = (items: readonly string[]): string => items.map(mark).join('; ');

export type Pair = { readonly kind: string; readonly value: string | null };

export const writePairs = (pairs: readonly Pair[]): string =>
  pairs.map(({ kind, value }) => (value === null ? mark(kind) : `${mark(kind)}: ${mark(value)}`)).join('; ');

/** Cut where the separator stands unmarked; marks stay. */
function cut(text: string, separator: ';' | ':'): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === separator) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)].map((part) => part.trim());
}
const unmark = (text: string): string => text.replaceAll(/\\(.)/gs, '$1');

export const readList = (text: string): string[] =>
  cut(text, ';')
    .filter((part) => part !== '')
    .map(unmark);

/** What follows the first colon is the value, with whatever colons it has. */
export const readPairs = (text: string): Pair[] =>
  cut(text, ';')
    .filter((part) => part !== '')
    .map((part) => {
      const [kind = '', ...value] = cut(part, ':');
      return { kind: unmark(kind), value: value.length === 0 ? null : unmark(value.join(': ')) };
    });
