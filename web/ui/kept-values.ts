type Values = Readonly<Record<string, unknown>>;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * What somebody typed that differs from what the form began with, and what stood there, as text; '' where nothing does. Only that is
 * kept: put on what stands by then, it does not undo what somebody else has changed in other fields meanwhile. `moments` are fields that
 * begin with the moment of opening: they are kept along with the rest, or what is sent again would be another thing than what was sent.
 */
export function writeKept(initial: Values, values: Values, moments: readonly string[] = []): string {
  const changed = Object.keys(values).filter((field) => !same(values[field], initial[field]));
  if (changed.length === 0) return '';
  const of = (from: Values) =>
    Object.fromEntries([...moments, ...changed].map((field) => [field, from[field]] as const));
  return JSON.stringify({ typed: of(values), stood: of(initial) });
}

/** What was kept, on what stands now. A field that is none any more, or of another type, is left as it stands. */
export function readKept<V extends Values>(initial: V, kept: string): V {
  return { ...initial, ...fitting(initial, partsOf(kept).typed) };
}

/** What the fields that were typed into began with, on what stands now: where that differs, somebody else changed them too. */
export function readStood<V extends Values>(initial: V, kept: string, moments: readonly string[] = []): V {
  const stood = Object.entries(fitting(initial, partsOf(kept).stood));
  return { ...initial, ...Object.fromEntries(stood.filter(([field]) => !moments.includes(field))) };
}

const isValues = (one: unknown): one is Values => typeof one === 'object' && one !== null;

function partsOf(kept: string): { readonly typed: Values; readonly stood: Values } {
  const none = { typed: {}, stood: {} };
  if (kept === '') return none;
  try {
    const read: unknown = JSON.parse(kept);
    if (!isValues(read)) return none;
    const { typed, stood } = read;
    return { typed: isValues(typed) ? typed : {}, stood: isValues(stood) ? stood : {} };
  } catch {
    return none;
  }
}

function fitting(initial: Values, read: Values): Values {
  return Object.fromEntries(
    Object.entries(read).filter(
      ([field, value]) => Object.hasOwn(initial, field) && shapeOf(value) === shapeOf(initial[field]),
    ),
  );
}

const shapeOf = (value: unknown): string =>
  Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value;
