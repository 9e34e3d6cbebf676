import type { AuditEntrySummary } from '@attend/contracts/audit';
import { t } from '@lingui/core/macro';
import { dayAfter, zonedInstant } from '../../ui/time.ts';
import type { AuditSearch } from './form.ts';

/** The address's choices as the API takes them: whole days of the programme's zone, the last one included. */
export function queryOf({ person, staff, action, from, to }: AuditSearch, timezone: string) {
  const begin = from === undefined ? null : zonedInstant(`${from}T00:00`, timezone);
  const end = to === undefined ? null : zonedInstant(`${dayAfter(to, 1)}T00:00`, timezone);
  return {
    person: person?.trim() || undefined,
    staff,
    action: action?.trim() || undefined,
    from: begin === null ? undefined : new Date(begin).toISOString(),
    to: end === null ? undefined : new Date(end).toISOString(),
  };
}

export const whoOf = ({ staff, operator }: Pick<AuditEntrySummary, 'staff' | 'operator'>): string =>
  staff?.name ?? (operator === null ? t`The program` : t`${operator}, at the machine`);

export function stateWords(state: AuditEntrySummary['state']): string {
  const words: Record<AuditEntrySummary['state'], string> = {
    waiting: t`Waits for the chain`,
    chained: t`In the chain`,
    rooted: t`Under a signed root`,
  };
  return words[state];
}

/** One value that differs: where it stands, and what it was and is. Null: it was not there, or is not any more. */
export type Difference = {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
};

/** What an entry changed, value by value, in the order of their names; what stayed the same is left out. */
export function differencesOf(before: unknown, after: unknown): readonly Difference[] {
  const was = new Map(leavesOf(before, ''));
  const is = new Map(leavesOf(after, ''));
  return [...new Set([...was.keys(), ...is.keys()])]
    .toSorted()
    .map((path) => ({ path, before: was.get(path) ?? null, after: is.get(path) ?? null }))
    .filter((one) => one.before !== one.after);
}

function leavesOf(value: unknown, path: string): [string, string][] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [[path, String(value)]];
  return Object.entries(value).flatMap(([name, part]) =>
    leavesOf(part, path === '' ? name : `${path}.${name}`),
  );
}
