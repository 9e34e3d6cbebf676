export const effectiveWays = ['agreement', 'service', 'import', 'decision'] as const;
export type EffectiveWay = (typeof effectiveWays)[number];

export const orderEndings = ['expired', 'revoked', 'completed'] as const;
export type OrderEnding = (typeof orderEndings)[number];

export const exceptionStatuses = ['asked', 'granted', 'refused', 'withdrawn'] as const;
export type ExceptionStatus = (typeof exceptionStatuses)[number];

export const signatureKinds = ['drawn', 'typed', 'paper'] as const;
export type SignatureKind = (typeof signatureKinds)[number];

export const promptKinds = ['medical', 'review', 'order-end'] as const;
export type PromptKind = (typeof promptKinds)[number];

export const promptDecisions = ['stay', 'step-down', 'step-up', 'end'] as const;
export type PromptDecision = (typeof promptDecisions)[number];
