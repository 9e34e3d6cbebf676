import {
  type Failure,
  fail,
  type Result,
  say,
  succeed,
  tell,
  type Wording,
  word,
  type ZoneConditionKind,
} from '@attend/kernel';
import { rankOf } from './tiers.ts';
import { type Tier, tiers } from './words.ts';

/** Parameters of reviews, as a programme publishes them in revisions. Days. */
export type ReviewPolicy = {
  /** After how long each tier is looked at again. */
  readonly intervalDays: Readonly<Record<Tier, number>>;
  /** For how long everything was kept, and the tier lasted, before less is proposed. */
  readonly keptDays: Readonly<Record<Tier, number>>;
  readonly tierDays: Readonly<Record<Tier, number>>;
  /** Where a step down leads. Typed so that no policy can name a higher tier. */
  readonly next: {
    readonly ankle: 'wrist' | 'phone' | 'none';
    readonly wrist: 'phone' | 'none';
    readonly phone: 'none';
  };
  /**
   * How long an alert that nobody has decided holds a proposal back. After that it does so no more: what nobody looked at counts
   * against nobody.
   */
  readonly alertWaitDays: number;
  /** Whether an end waits for hearings that are to come. */
  readonly endWaitsForHearings: boolean;
  /** Which conditions a tier can carry: those that it cannot end with the step down to it. */
  readonly carries: Readonly<Record<Tier, readonly ZoneConditionKind[]>>;
};

/**
 * Where a programme has published nothing. Ninety days are DESIGN.md's («say ninety days kept»); an ankle device is looked at as often,
 * what restricts less less often, and everybody once a year at least.
 */
export const usualReviewPolicy: ReviewPolicy = {
  intervalDays: { ankle: 90, wrist: 120, phone: 180, none: 365 },
  keptDays: { ankle: 90, wrist: 90, phone: 90, none: 180 },
  tierDays: { ankle: 30, wrist: 30, phone: 30, none: 90 },
  next: { ankle: 'wrist', wrist: 'phone', phone: 'none' },
  alertWaitDays: 14,
  endWaitsForHearings: true,
  carries: {
    ankle: ['exclusion-zone', 'inclusion-zone', 'curfew'],
    wrist: ['exclusion-zone', 'inclusion-zone', 'curfew'],
    phone: ['exclusion-zone', 'inclusion-zone', 'curfew'],
    none: [],
  },
};

const refuse = (wording: Wording, ...path: string[]): Result<never> =>
  fail({ code: 'bad-policy', ...tell(wording), path } satisfies Failure);

/** RVW-9: a policy that would leave somebody unlooked at for longer the more they are restricted, or carry more on less, is none. */
export function checkReviewPolicy(policy: ReviewPolicy): Result<null> {
  const order = (['none', 'phone', 'wrist', 'ankle'] as const).toSorted((a, b) => rankOf(a) - rankOf(b));
  for (const [at, tier] of order.entries()) {
    const lower = order[at - 1];
    if (lower === undefined) continue;
    if (policy.intervalDays[tier] > policy.intervalDays[lower])
      return refuse(
        say('{tier} is looked at as often as {lower} at least', { tier: word(tier), lower: word(lower) }),
        'intervalDays',
        tier,
      );
    const more = policy.carries[lower].find((kind) => !policy.carries[tier].includes(kind));
    if (more !== undefined)
      return refuse(
        say('what {lower} carries {tier} carries too', { lower: word(lower), tier: word(tier) }),
        'carries',
        tier,
      );
  }
  return succeed(null);
}

/** A policy's parameter, `of` a level where each level has its own. */
export type ReviewParameter = { readonly name: keyof ReviewPolicy; readonly of: Tier | null };

/**
 * RVW-17: in what a policy asks for more of somebody than another one: a look that comes later, longer until less is proposed, a smaller
 * step, a longer wait for alerts or hearings, a condition that outlasts a step.
 */
export function asksForMore(before: ReviewPolicy, after: ReviewPolicy): readonly ReviewParameter[] {
  const days = (['intervalDays', 'keptDays', 'tierDays'] as const).flatMap((name) =>
    tiers.filter((tier) => after[name][tier] > before[name][tier]).map((of) => ({ name, of })),
  );
  const steps = (['ankle', 'wrist'] as const).filter(
    (tier) => rankOf(after.next[tier]) > rankOf(before.next[tier]),
  );
  const carried = tiers.filter((tier) =>
    after.carries[tier].some((kind) => !before.carries[tier].includes(kind)),
  );
  return [
    ...days,
    ...steps.map((of) => ({ name: 'next', of }) as const),
    ...(after.alertWaitDays > before.alertWaitDays ? [{ name: 'alertWaitDays', of: null } as const] : []),
    ...(after.endWaitsForHearings && !before.endWaitsForHearings
      ? [{ name: 'endWaitsForHearings', of: null } as const]
      : []),
    ...carried.map((of) => ({ name: 'carries', of }) as const),
  ];
}
