/** From less to more restrictive. What a person wears or carries, as data: nothing but this order says which is more. */
export const tiers = ['none', 'phone', 'wrist', 'ankle'] as const;
export type Tier = (typeof tiers)[number];

/** What may be proposed. A step up is not among them, and has no place in what a proposal is made of. */
export const proposalKinds = ['stay', 'step-down', 'end'] as const;
export type ProposalKind = (typeof proposalKinds)[number];

/** What a person may have decided. */
export const reviewDecisions = ['stay', 'step-down', 'end', 'step-up'] as const;
export type ReviewDecision = (typeof reviewDecisions)[number];

/** Why a review falls due when it does: the agency's interval, a date of an order, evidence of harm. */
export const reviewCauses = ['interval', 'order', 'harm'] as const;
export type ReviewCause = (typeof reviewCauses)[number];

/** What a proposal rests on: what was measured, beside policy's limit. */
export const reviewReasons = ['days-kept', 'days-at-tier', 'alerts-waiting', 'hearings-to-come'] as const;
export type ReviewReason = (typeof reviewReasons)[number];

/** What the record says of one thing. `open`: nobody has decided it yet. */
export const verdicts = ['kept', 'excused', 'not-kept', 'not-known', 'open'] as const;
export type Verdict = (typeof verdicts)[number];

export const observationKinds = ['check-in', 'hearing', 'alert'] as const;
export type ObservationKind = (typeof observationKinds)[number];

/** Lists of reviews. */
export const reviewShows = ['due', 'overdue', 'proposed'] as const;
export type ReviewShow = (typeof reviewShows)[number];

/** What a second person says of a step up that was asked for. */
export const stepUpAnswers = ['approved', 'refused'] as const;
/** How it ended: the third is the asker's own. */
export const stepUpDecisions = [...stepUpAnswers, 'withdrawn'] as const;
export type StepUpDecision = (typeof stepUpDecisions)[number];

/** What becomes of a policy that asks for more: another person publishes or refuses it, or whoever asked takes it back. */
export const policyAskDecisions = ['published', 'refused', 'withdrawn'] as const;
export type PolicyAskDecision = (typeof policyAskDecisions)[number];
