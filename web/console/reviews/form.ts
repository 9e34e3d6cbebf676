import { type ProposalKind, reviewShows, stepsDown, type Tier, tiers } from '@attend/contracts/reviews';
import { t } from '@lingui/core/macro';
import { z } from 'zod';
import { chooseFirst } from '../../ui/to-choose.ts';

export const reviewsSearch = z.object({
  show: z.enum(reviewShows).optional().catch(undefined),
  office: z.uuid().optional().catch(undefined),
});

/** What can be chosen: `stay`, `end`, or a tier below. */
export type Choice = 'stay' | 'end' | Tier;
/** Empty: nothing is decided yet, whatever is proposed. */
export type DecideFields = { choice: Choice | ''; reason: string; told: string };
export type StepUpFields = { to: Tier | ''; reason: string; lesserMeans: string; told: string };

export const lowerTiers = (tier: Tier): Tier[] =>
  stepsDown.flatMap(({ from, to }) => (from === tier ? [to] : []));
/** From the next above on. */
export const higherTiers = (tier: Tier): Tier[] => tiers.slice(tiers.indexOf(tier) + 1);

const shortest = 3;
const missing = (text: string): boolean => text.trim().length < shortest;

export function decisionOf(choice: Choice): { decision: ProposalKind; to: Tier | null } {
  if (choice === 'stay' || choice === 'end') return { decision: choice, to: null };
  return { decision: 'step-down', to: choice };
}
export const checkDecide = ({
  choice,
  reason,
  told,
}: DecideFields): Partial<Record<keyof DecideFields, string>> => ({
  ...(choice === '' ? { choice: chooseFirst() } : {}),
  ...(missing(reason) ? { reason: t`Write it first` } : {}),
  ...(missing(told) ? { told: t`Write it first` } : {}),
});
export const checkStepUp = (fields: StepUpFields): Partial<Record<keyof StepUpFields, string>> => ({
  ...(fields.to === '' ? { to: chooseFirst() } : {}),
  ...(missing(fields.reason) ? { reason: t`Write it first` } : {}),
  ...(missing(fields.lesserMeans) ? { lesserMeans: t`Say what less was tried, and what came of it` } : {}),
  ...(missing(fields.told) ? { told: t`Write it first` } : {}),
});
