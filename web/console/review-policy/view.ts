import { type nextTiers, type ReviewParameters, reviewBounds } from '@attend/contracts/review-policy';
import { type Tier, tiers } from '@attend/contracts/reviews';
import { conditionKinds } from '@attend/kernel';
import { t } from '@lingui/core/macro';
import { conditionKindWords } from '../../ui/words/devices.ts';
import { levelOf } from '../reviews/view.ts';

/** A policy as its form holds it: a name a parameter and level, lists with blanks between. */
export type Fields = Readonly<Record<string, string>>;
export const perTier = ['intervalDays', 'keptDays', 'tierDays'] as const;
export type PerTier = (typeof perTier)[number];
/** From which levels a step leads to more than one. */
export const stepping = ['ankle', 'wrist'] as const satisfies readonly (keyof typeof nextTiers)[];
export const fieldOf = (name: string, tier: Tier | null): string =>
  tier === null ? name : `${name}.${tier}`;

export function fieldsOf(policy: ReviewParameters): Fields {
  const byTier = perTier.flatMap((name) =>
    tiers.map((tier) => [fieldOf(name, tier), String(policy[name][tier])] as const),
  );
  return {
    ...Object.fromEntries(byTier),
    ...Object.fromEntries(stepping.map((tier) => [fieldOf('next', tier), policy.next[tier]])),
    alertWaitDays: String(policy.alertWaitDays),
    endWaitsForHearings: policy.endWaitsForHearings ? 'yes' : 'no',
    ...Object.fromEntries(
      tiers.map((tier) => [fieldOf('carries', tier), policy.carries[tier].toSorted().join(' ')]),
    ),
  };
}

/** What a parameter is, and why there is one: what somebody who changes it has to know. */
export const groupWords = (name: keyof ReviewParameters): { title: string; why: string } =>
  ({
    intervalDays: () => ({
      title: t`Looked at every so many days`,
      why: t`So that nobody stays at a level because nobody looked. A more restricted person is looked at as often at least.`,
    }),
    keptDays: () => ({
      title: t`Days kept before less is proposed`,
      why: t`For so long everything that a person asked was kept. They begin anew after what somebody found not kept.`,
    }),
    tierDays: () => ({
      title: t`Days at the level before less is proposed`,
      why: t`So that one step is seen to hold before the next is proposed.`,
    }),
    next: () => ({
      title: t`Where a step down leads`,
      why: t`To which lower level the system proposes to go. Whoever decides may choose any lower one.`,
    }),
    alertWaitDays: () => ({
      title: t`Days for which an alert that nobody has decided holds a proposal back`,
      why: t`To decide before looking would be careless; after these days the office’s backlog counts against nobody.`,
    }),
    endWaitsForHearings: () => ({
      title: t`An end waits for hearings that are to come`,
      why: t`Whether supervision is proposed to end while somebody still has a hearing before them.`,
    }),
    carries: () => ({
      title: t`Conditions that a level can carry`,
      why: t`With a step down, conditions end that the lower level does not carry. What a lower level carries, a higher one carries too.`,
    }),
  })[name]();

/** Unit and bounds, as they stand beside the field. */
export function boundsWords(name: PerTier | 'alertWaitDays'): string {
  const { least, most } = reviewBounds[name];
  return t`days, from ${least} to ${most}`;
}

const isName = (name: string): name is keyof ReviewParameters =>
  ['next', 'alertWaitDays', 'endWaitsForHearings', 'carries', ...perTier].includes(name);
/** A field, by the words of its label. */
export function fieldWords(field: string): string {
  const [name = '', of] = field.split('.');
  const title = isName(name) ? groupWords(name).title : t`Reason`;
  if (of === undefined) return title;
  const level = levelOf(of);
  return t`${level}: ${title}`;
}

const carriedWords = (kinds: string): string =>
  kinds === '' ? t`none` : kinds.split(' ').map(conditionName).join(', ');
const conditionName = (word: string): string => {
  const kind = conditionKinds.find((one) => one === word);
  return kind === undefined ? word : conditionKindWords(kind);
};
/** What stands in a field, as somebody reads it. */
export function valueWords(field: string, value: unknown): string {
  const text = typeof value === 'string' ? value : '';
  const [name] = field.split('.');
  if (name === 'next') return levelOf(text);
  if (name === 'carries') return carriedWords(text);
  if (name === 'endWaitsForHearings') return text === 'yes' ? t`yes` : t`no`;
  return text;
}

export type Difference = { readonly field: string; readonly was: string; readonly is: string };
/** In what one policy differs from another, parameter by parameter. */
export const differencesOf = (before: Fields, after: Fields): readonly Difference[] =>
  Object.keys(before).flatMap((field) => {
    const [was = '', is = ''] = [before[field], after[field]];
    return was === is ? [] : [{ field, was, is }];
  });

export const tiersFromMost: readonly Tier[] = tiers.toReversed();
