type Values = Readonly<Record<string, unknown>>;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * What somebody typed that differs from what the form began with, as text; '' where nothing does. Only that is kept: put on what
 * stands by then, it does not undo what somebody else has changed in other fields meanwhile.
 */
export function writeKept(initial: Values, values: Values): string {
  const changed = Object.entries(values).filter(([field, value]) => !same(value, initial[field]));
  return changed.length === 0 ? '' : JSON.stringify(Object.fromEntries(changed));
}

/** What was kept, on what stands now. A field that is none any more, or of another type, is left as it stands. */
export function readKept<V extends Values>(initial: V, kept: string): V {
  if (kept === '') return initial;
  let read: unknown;
  try {
    read = JSON.parse(kept);
  } catch {
    return initial;
  }
  if (typeof read !== 'object' || read === null) return initial;
  const fits = Object.entries(read).filter(
    ([field, value]) => Object.hasOwn(initial, field) && shapeOf(value) === shapeOf(initial[field]),
  );
  return { ...initial, ...Object.fromEntries(fits) };
}

const shapeOf = (value: unknown): string =>
  Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value;
