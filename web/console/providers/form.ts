import {
  caseStates,
  type MeasureKind,
  measureKinds,
  measures,
  type ServiceItemView,
} from '@attend/contracts/providers';
import { z } from 'zod';

const month = z.string().regex(/^\d{4}-\d\d$/);
export const providersSearch = z.object({ month: month.optional().catch(undefined) });
export const casesSearch = z.object({
  month: month.catch(''),
  measure: z.enum(measureKinds).catch('check-ins-completed'),
  state: z.enum(caseStates).optional().catch(undefined),
});

type Fields = Readonly<Record<string, string>>;
export const targetName = (measure: MeasureKind): string => `${measure}.target`;
export const limitName = (measure: MeasureKind): string => `${measure}.limit`;
export const clauseName = (measure: MeasureKind): string => `${measure}.clause`;

/** Tenths as they are written: `95`, `95.5`. */
export const tenthsText = (tenths: number): string => String(tenths / 10);
/** NaN: it is no such number, and the server's own words say what is one. */
export function tenthsOf(text: string): number {
  const typed = text.trim().replace(',', '.').replace('%', '').trim();
  return /^\d{1,3}(\.\d)?$/.test(typed) ? Math.round(Number(typed) * 10) : Number.NaN;
}

/** What a form begins with: what is agreed already. An empty target: the contract does not ask it. */
export const itemFields = (items: readonly ServiceItemView[]): Fields =>
  Object.fromEntries(
    measureKinds.flatMap((measure) => {
      const item = items.find((one) => one.measure === measure);
      return [
        [targetName(measure), item === undefined ? '' : tenthsText(item.targetTenths)],
        [limitName(measure), item?.limit == null ? '' : String(item.limit)],
        [clauseName(measure), item?.clause ?? ''],
      ];
    }),
  );

export const itemsOf = (typed: Fields): ServiceItemView[] =>
  measureKinds.flatMap((measure) => {
    const target = (typed[targetName(measure)] ?? '').trim();
    if (target === '') return [];
    const limit = (typed[limitName(measure)] ?? '').trim();
    return [
      {
        measure,
        targetTenths: tenthsOf(target),
        limit: measures[measure].limit === null ? null : Number(limit || 'none'),
        clause: (typed[clauseName(measure)] ?? '').trim() || null,
      },
    ];
  });

export const sitesOf = (typed: Fields): string[] => (typed.sites ?? '').split(' ').filter(Boolean);
