/** A closed list of words: where it stands, and its values. */
export type List = { readonly name: string; readonly values: readonly string[] };

/** `check (column in ('a', 'b'))` of the migrations, named `table.column`; a later migration's list replaces an earlier one. */
export function listsInSql(migrations: readonly string[]): readonly List[] {
  const lists = new Map<string, readonly string[]>();
  for (const text of migrations) {
    const statements =
      /\b(?:create table|alter table)\s+(?:if (?:not )?exists\s+)?(?:only\s+)?(?:attend\.)?(\w+)|check\s*\(\s*\(?(\w+) in \(([^)]*)\)/gi;
    let table = '';
    for (const [, named, column, inside] of text.matchAll(statements)) {
      if (named !== undefined) table = named;
      else if (column !== undefined && inside !== undefined)
        lists.set(
          `${table}.${column}`,
          [...inside.matchAll(/'([^']*)'/g)].map(([, value = '']) => value),
        );
    }
  }
  return [...lists].map(([name, values]) => ({ name, values }));
}

/** Exported lists of words of a module: `export const alertKinds = ['sos', …] as const`. */
export function listsOfModule(module: Readonly<Record<string, unknown>>): readonly List[] {
  return Object.entries(module).flatMap(([name, value]) =>
    Array.isArray(value) && value.length > 1 && value.every((one) => typeof one === 'string')
      ? [{ name, values: value }]
      : [],
  );
}

export type Section = {
  readonly title: string;
  readonly names: readonly string[];
  readonly values: readonly string[];
};

/**
 * Sections `### Title` of docs/vocabulary.md: the line after the title names, in backticks, the lists that must be the
 * same; the first column of the table holds the values.
 */
export function sectionsOf(page: string): readonly Section[] {
  return page
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const [title = '', ...rest] = section.split('\n');
      const named = rest.find((line) => line.trim() !== '') ?? '';
      const rows = rest.filter((line) => /^\| `/.test(line));
      return {
        title,
        names: [...named.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
        values: rows.map((row) => /^\| `([^`]+)`/.exec(row)?.[1] ?? ''),
      };
    });
}
