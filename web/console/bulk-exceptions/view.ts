import type { BulkCondition, BulkException, BulkOffices } from '@attend/contracts/bulk-exceptions';
import { t } from '@lingui/core/macro';
import { zonedInstant } from '../../ui/time.ts';

export function conditionWords(condition: BulkCondition): string {
  const words: Record<BulkCondition, string> = {
    curfew: t`Curfews`,
    'exclusion-zone': t`Places to stay away from`,
    'inclusion-zone': t`Places to stay in`,
    'check-ins': t`Check-ins`,
  };
  return words[condition];
}

export function standingOf(
  { from, to, revoked }: Pick<BulkException, 'from' | 'to' | 'revoked'>,
  now: number,
): 'revoked' | 'to-come' | 'now' | 'over' {
  if (revoked) return 'revoked';
  if (Date.parse(from) > now) return 'to-come';
  return Date.parse(to) <= now ? 'over' : 'now';
}
export function standingWords(standing: ReturnType<typeof standingOf>): string {
  const words: Record<typeof standing, string> = {
    revoked: t`Taken back`,
    'to-come': t`To come`,
    now: t`In force`,
    over: t`Over`,
  };
  return words[standing];
}

type Office = BulkOffices['offices'][number];
/** A county's offices are chosen together; those of none stand under a line of their own, last. */
export function byCounty(
  offices: readonly Office[],
): readonly (readonly [string | null, readonly Office[]])[] {
  const counties = [...new Set(offices.map(({ county }) => county))].sort((a, b) =>
    a === null ? 1 : b === null ? -1 : a.localeCompare(b),
  );
  return counties.map((county) => [county, offices.filter((one) => one.county === county)]);
}

export type GrantFields = {
  readonly offices: readonly string[];
  readonly conditions: readonly BulkCondition[];
  readonly from: string;
  readonly to: string;
  readonly reason: string;
};
type Checked =
  | { readonly ok: true; readonly body: object }
  | { readonly ok: false; readonly errors: Partial<Record<keyof GrantFields, string>> };

export function checkGrant(fields: GrantFields, timezone: string): Checked {
  const errors: Partial<Record<keyof GrantFields, string>> = {};
  const from = zonedInstant(fields.from, timezone);
  const to = zonedInstant(fields.to, timezone);
  if (fields.offices.length === 0) errors.offices = t`Choose at least one`;
  if (fields.conditions.length === 0) errors.conditions = t`Choose at least one`;
  if (from === null) errors.from = t`Say day and time`;
  if (to === null) errors.to = t`Say day and time`;
  if (from !== null && to !== null && to <= from) errors.to = t`The end must come after the beginning`;
  if (fields.reason.trim().length < 3) errors.reason = t`Say why`;
  if (from === null || to === null || Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    body: {
      ...{ offices: fields.offices, conditions: fields.conditions, reason: fields.reason.trim() },
      ...{ from: new Date(from).toISOString(), to: new Date(to).toISOString() },
    },
  };
}
