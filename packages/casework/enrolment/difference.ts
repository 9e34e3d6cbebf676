/** One field that differs: its path, what stands on record and what was given, as JSON. */
export type Difference = { readonly path: string; readonly was: string; readonly now: string };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const show = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

/** ENR-2: where two plain values differ, field by field, in order. Empty: they are the same. */
export function differencesBetween(was: unknown, now: unknown, path = ''): Difference[] {
  if (isObject(was) && isObject(now) && Array.isArray(was) === Array.isArray(now)) {
    const names = [...new Set([...Object.keys(was), ...Object.keys(now)])];
    return names.flatMap((name) => {
      const inner = Array.isArray(was) ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`;
      return differencesBetween(was[name], now[name], inner);
    });
  }
  return Object.is(was, now) ? [] : [{ path, was: show(was), now: show(now) }];
}
