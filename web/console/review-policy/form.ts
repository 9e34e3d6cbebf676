import {
  asksForMore,
  type ReviewParameters,
  reviewBounds,
  reviewParameters,
} from '@attend/contracts/review-policy';
import { type Tier, tiers } from '@attend/contracts/reviews';
import { t } from '@lingui/core/macro';
import { type Fields, fieldOf, type PerTier, perTier } from './view.ts';

type Errors = Readonly<Record<string, string>>;
type Checked =
  | { readonly ok: true; readonly parameters: ReviewParameters }
  | { readonly ok: false; readonly errors: Errors };

const wordsOf = (text: string): string[] => (text === '' ? [] : text.split(' '));

function wrongDays(name: PerTier | 'alertWaitDays', text: string): string | null {
  const { least, most } = reviewBounds[name];
  const days = Number(text);
  return /^\d{1,3}$/.test(text.trim()) && days >= least && days <= most
    ? null
    : t`A whole number from ${least} to ${most}`;
}

/** What is typed, as a policy; else what is wrong with which field. */
export function checkPolicy(fields: Fields): Checked {
  const typed = (name: string): string => (fields[name] ?? '').trim();
  const ofTiers = <V>(value: (tier: Tier) => V) => ({
    ...{ none: value('none'), phone: value('phone'), wrist: value('wrist'), ankle: value('ankle') },
  });
  const errors = [
    ...perTier.flatMap((name) =>
      tiers.map((tier) => [fieldOf(name, tier), wrongDays(name, typed(fieldOf(name, tier)))] as const),
    ),
    ['alertWaitDays', wrongDays('alertWaitDays', typed('alertWaitDays'))] as const,
  ].flatMap(([field, wrong]) => (wrong === null ? [] : [[field, wrong] as const]));
  if (errors.length > 0) return { ok: false, errors: Object.fromEntries(errors) };
  const days = (name: PerTier) => ofTiers((tier) => Number(typed(fieldOf(name, tier))));
  const read = reviewParameters.safeParse({
    ...{ intervalDays: days('intervalDays'), keptDays: days('keptDays'), tierDays: days('tierDays') },
    next: { ankle: typed('next.ankle'), wrist: typed('next.wrist'), phone: 'none' },
    alertWaitDays: Number(typed('alertWaitDays')),
    endWaitsForHearings: typed('endWaitsForHearings') === 'yes',
    carries: ofTiers((tier) => wordsOf(typed(fieldOf('carries', tier)))),
  });
  if (read.success) return { ok: true, parameters: read.data };
  return {
    ok: false,
    errors: Object.fromEntries(
      read.error.issues.map(({ path }) => [path.slice(0, 2).join('.'), t`Choose one of these`]),
    ),
  };
}

/** Fields that ask for more than the policy that stands: a second person publishes these. */
export const moreIn = (before: ReviewParameters, after: ReviewParameters): ReadonlySet<string> =>
  new Set(asksForMore(before, after).map(({ name, of }) => fieldOf(name, of)));
