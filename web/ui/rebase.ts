type Values = Readonly<Record<string, unknown>>;

/** What somebody else made of a field while a form stood open. */
export type Change = {
  readonly field: string;
  readonly theirs: unknown;
  /** What was typed here and stays, to be sent or put right; null: nothing was, and theirs stands in the form. */
  readonly mine: { readonly value: unknown } | null;
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * After somebody else's change: what was typed here stays, and what was not touched here becomes theirs. `changes` names what they
 * changed and where it differs from what was typed; who typed the same has nothing to look at.
 */
export function rebase<V extends Values>(
  base: V,
  mine: V,
  theirs: V,
): { readonly values: V; readonly changes: readonly Change[] } {
  const touched = (field: string): boolean => !same(mine[field], base[field]);
  const kept = Object.entries(mine).filter(([field]) => touched(field));
  const changes = Object.keys(theirs)
    .filter((field) => !same(theirs[field], base[field]) && !same(theirs[field], mine[field]))
    .map((field) => ({
      ...{ field, theirs: theirs[field] },
      mine: touched(field) ? { value: mine[field] } : null,
    }));
  return { values: { ...theirs, ...Object.fromEntries(kept) }, changes };
}
