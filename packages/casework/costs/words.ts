/** CST-2: what a day counts on which a device was worn for a part of it. A rate card names one. */
export const partDayRules = ['any-part', 'midnight', 'whole-day', 'begun-hours'] as const;
export type PartDayRule = (typeof partDayRules)[number];

/** CST-4: from how much of the worn day on that a device was at fault the day is not charged. A rate card names one. */
export const faultCredits = ['none', 'any-part', 'half-day', 'whole-day'] as const;
export type FaultCredit = (typeof faultCredits)[number];

/** What became of the days of a line of costs. */
export const costStates = ['charged', 'in-question', 'credited', 'not-counted', 'no-rate'] as const;
export type CostState = (typeof costStates)[number];

/** How a person's orders stood when a month was closed. */
export const costOutcomes = ['in-force', 'completed', 'expired', 'revoked', 'no-order'] as const;
export type CostOutcome = (typeof costOutcomes)[number];

export const rateCardStatuses = ['draft', 'published'] as const;
export type RateCardStatus = (typeof rateCardStatuses)[number];

/** What costs are grouped by on their page. */
export const costGroups = ['provider', 'tier', 'office', 'outcome'] as const;
export type CostGroup = (typeof costGroups)[number];

/** Where an invoice stands. Nothing of it counts before it is taken in. */
export const invoiceStates = [
  'staging',
  'staged',
  'comparing',
  'compared',
  'release-asked',
  'released',
  'given-up',
] as const;
export type InvoiceState = (typeof invoiceStates)[number];

/** How a line of an invoice stands towards the record. */
export const lineResults = ['matched', 'over', 'under', 'unknown'] as const;
export type LineResult = (typeof lineResults)[number];

/** Why a line is not what the record gives. */
export const lineReasons = [
  'serial-unknown',
  'month-open',
  'no-rate',
  'currency',
  'not-worn',
  'other-provider',
  'billed-before',
  'at-fault',
  'days',
  'rate',
  'sum',
] as const;
export type LineReason = (typeof lineReasons)[number];

export const disputeStates = ['open', 'answered', 'end-asked', 'settled', 'withdrawn'] as const;
export type DisputeState = (typeof disputeStates)[number];
