/** How a fitting stands. Only one that is under way can be written in; `expired`: nobody ended it in time. */
export const fittingStatuses = ['under-way', 'done', 'abandoned', 'expired'] as const;
export type FittingStatus = (typeof fittingStatuses)[number];

/** What a fitting goes through, in the order in which it is shown. The device is chosen when it begins. */
export const fittingSteps = ['identity', 'self-test', 'teaching', 'agreement', 'check-ins'] as const;
export type FittingStep = (typeof fittingSteps)[number];

/** What stands between somebody and a device on them. */
export const fittingNeeds = ['clause', 'agreement', 'level'] as const;
export type FittingNeed = (typeof fittingNeeds)[number];

/** What a person compared with the file. A machine compares nobody (DESIGN.md, «Absent by design»). */
export const identityMeans = ['photo-on-file', 'identity-document', 'answers-on-file'] as const;
export type IdentityMeans = (typeof identityMeans)[number];

/** What is explained to the wearer, point by point. */
export const teachingPoints = [
  'charging',
  'water-and-skin',
  'what-it-records',
  'what-it-asks',
  'open-strap',
  'planned-removal',
  'who-to-call',
] as const;
export type TeachingPoint = (typeof teachingPoints)[number];

/** What a self-test looks at. */
export const selfTestChecks = ['contact', 'strap', 'fix', 'battery'] as const;
export type SelfTestCheck = (typeof selfTestChecks)[number];

/** `not-known`: nothing was heard of it yet. `not-asked`: this model cannot know it. */
export const selfTestResults = ['good', 'bad', 'not-known', 'not-asked'] as const;
export type SelfTestResult = (typeof selfTestResults)[number];

/** What is used up, and counted by office, never by serial number. */
export const consumables = ['strap', 'charger'] as const;
export type Consumable = (typeof consumables)[number];

/** What changed the number. `counted`: somebody counted what lies there, and the difference is the change. */
export const consumableReasons = ['received', 'used', 'discarded', 'counted'] as const;
export type ConsumableReason = (typeof consumableReasons)[number];

/** What a device was taken back as. */
export const collectionStates = ['usable', 'damaged'] as const;
export type CollectionState = (typeof collectionStates)[number];
