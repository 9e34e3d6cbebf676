import { type Failure, fail, type Result, say, succeed, tell, type Wording } from '@attend/kernel';
import type { Measure } from './measures/measure.ts';
import { measures } from './measures/measures.ts';
import type { MeasureKind } from './words.ts';

/** One service that a contract asks for, with its target. */
export type ServiceItem = {
  readonly measure: MeasureKind;
  /** In the measure's own unit; null where it asks no time. */
  readonly limit: number | null;
  /** Tenths of a per cent (at least), or tenths for each hundred people (at most). */
  readonly targetTenths: number;
  /** Where it stands in the contract. */
  readonly clause: string | null;
};

const bad = (at: number, field: string, wording: Wording): Failure => ({
  code: 'bad-item',
  ...tell(wording),
  path: ['items', at, field],
});

const outside = ({ unit, ...bounds }: NonNullable<Measure['limit']>): Wording =>
  unit === 'hours'
    ? say('Its time is {least} to {most} hours, in whole ones.', bounds)
    : say('Its time is {least} to {most} minutes, in whole ones.', bounds);

/** PRV-2: each measure once, its time within what the measure knows, its target a share or a rate. */
export function checkItems(items: readonly ServiceItem[]): Result<readonly ServiceItem[]> {
  const seen = new Set<MeasureKind>();
  for (const [at, { measure, limit, targetTenths }] of items.entries()) {
    if (seen.has(measure)) return fail(bad(at, 'measure', 'This measure stands here twice.'));
    seen.add(measure);
    const of = measures[measure];
    if (of.limit === null && limit !== null) return fail(bad(at, 'limit', 'This measure asks no time.'));
    if (of.limit !== null && (limit === null || limit < of.limit.least || limit > of.limit.most))
      return fail(bad(at, 'limit', outside(of.limit)));
    if (targetTenths < 0 || targetTenths > 1_000)
      return fail(bad(at, 'targetTenths', 'A target is 0 to 100.'));
  }
  return succeed(items);
}

/** Days, `to` the last on which it holds; null: until further notice. */
export type ContractPeriod = { readonly from: string; readonly to: string | null };

export const isPeriod = ({ from, to }: ContractPeriod): boolean => to === null || from <= to;

/** Whether a contract held on any day of `2026-03`. */
export const holdsIn = ({ from, to }: ContractPeriod, month: string): boolean =>
  from.slice(0, 7) <= month && (to === null || to.slice(0, 7) >= month);

export type ContractVersion = { readonly version: number; readonly holdsFrom: string };

/** PRV-3: one version holds for a whole month, so that no month has two targets: the latest that held on its first day, else the first. */
export function versionIn<Version extends ContractVersion>(
  versions: readonly Version[],
  month: string,
): Version | null {
  const inOrder = versions.toSorted((a, b) => a.version - b.version);
  return inOrder.findLast(({ holdsFrom }) => holdsFrom <= `${month}-01`) ?? inOrder[0] ?? null;
}

/**
 * PRV-3: a later version begins with a month that is not over, and never before the one that it follows; and it ends the contract today at the
 * earliest. What is over was delivered under what was agreed then: who could move a target or an end back could move a miss away.
 */
export function checkNextVersion(
  { holdsFrom, to }: { readonly holdsFrom: string; readonly to: string | null },
  before: ContractVersion,
  today: string,
): Result<string> {
  if (!holdsFrom.endsWith('-01'))
    return fail({
      ...{ code: 'not-a-month', message: 'A version begins on the first day of a month.' },
      path: ['holdsFrom'],
    });
  if (holdsFrom.slice(0, 7) < today.slice(0, 7))
    return fail({
      ...{ code: 'in-the-past', message: 'A version begins with a month that is not over.' },
      path: ['holdsFrom'],
    });
  if (to !== null && to < today)
    return fail({
      ...{ code: 'in-the-past', message: 'A contract ends today at the earliest.' },
      path: ['to'],
    });
  return holdsFrom > before.holdsFrom
    ? succeed(holdsFrom)
    : fail({
        code: 'before-the-last',
        ...say('It begins after the version before it, which holds from {from}.', {
          from: { day: before.holdsFrom },
        }),
        path: ['holdsFrom'],
      });
}
