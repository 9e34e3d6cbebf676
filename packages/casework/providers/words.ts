/** What a contract's service item measures. The list is closed: what is not measured from the record is no target. */
export const measureKinds = [
  'fit-time',
  'alert-look',
  'check-ins-completed',
  'calls-answered',
  'complaints',
] as const;
export type MeasureKind = (typeof measureKinds)[number];

/** What the record says of one case. What is not known counts neither against a provider nor for it. */
export const caseStates = ['kept', 'not-kept', 'not-known'] as const;
export type CaseState = (typeof caseStates)[number];

/** What a month says of a target. */
export const targetResults = ['met', 'missed', 'not-measurable'] as const;
export type TargetResult = (typeof targetResults)[number];

/** What is looked into by a sample. */
export const auditKinds = ['check-ins', 'alerts', 'fittings'] as const;
export type AuditKind = (typeof auditKinds)[number];

export const findings = ['in-order', 'not-in-order', 'not-known'] as const;
export type Finding = (typeof findings)[number];
