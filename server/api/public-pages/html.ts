/** Text that is HTML already: made by `html` and `join` alone, so that no name of an office becomes an element. */
export type Html = { readonly html: string };

const marks: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeMarks = (text: string): string => text.replaceAll(/[&<>"']/g, (mark) => marks[mark] ?? '');

export const join = (parts: readonly Html[]): Html => ({ html: parts.map(({ html }) => html).join('') });
export const nothing: Html = { html: '' };

/** A template whose values are text, unless they are HTML. */
export function html(parts: TemplateStringsArray, ...values: readonly (string | number | Html)[]): Html {
  return {
    html: parts
      .map((part, at) => {
        const value = values[at];
        if (value === undefined) return part;
        return part + (typeof value === 'object' ? value.html : escapeMarks(String(value)));
      })
      .join(''),
  };
}
