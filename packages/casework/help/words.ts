/** Help with getting to a hearing or a check-in, and with taking part in it. */
export const helpKinds = ['transport', 'child-care', 'interpreter', 'other'] as const;
export type HelpKind = (typeof helpKinds)[number];

/** By which way it was asked for: by somebody of the staff of their own accord, or by the participant. */
export const helpWays = ['staff', 'reply', 'telephone', 'in-person', 'paper'] as const;
export type HelpWay = (typeof helpWays)[number];

/** asked → arranged → provided or fell through; or not needed any more, at any time before. */
export const helpStatuses = ['asked', 'arranged', 'provided', 'fell-through', 'not-needed'] as const;
export type HelpStatus = (typeof helpStatuses)[number];

export const helpOutcomes = ['provided', 'fell-through', 'not-needed'] as const;
export type HelpOutcome = (typeof helpOutcomes)[number];

/** How an interpreter interprets. */
export const interpretingModes = ['in-person', 'telephone', 'video'] as const;
export type InterpretingMode = (typeof interpretingModes)[number];

/** Why somebody looks again at help that was asked for. */
export const helpDoubts = ['moved', 'cancelled', 'time-changed', 'suspended', 'over'] as const;
export type HelpDoubt = (typeof helpDoubts)[number];
