/** How a check-in is held. */
export const checkInKinds = ['office', 'home', 'virtual', 'phone'] as const;
export type CheckInKind = (typeof checkInKinds)[number];

export const checkInRhythms = ['weeks-4', 'weeks-8', 'weeks-12', 'yearly', 'ordered'] as const;
export type CheckInRhythm = (typeof checkInRhythms)[number];

export const checkInStatuses = ['due', 'booked', 'kept', 'missed', 'excused', 'not-known', 'ended'] as const;
export type CheckInStatus = (typeof checkInStatuses)[number];

/** Why nobody asks after a check-in: its day, or the last of its window, falls into a time in which clocks stand still. */
export const letGoReasons = ['suspended', 'exception'] as const;
export type LetGo = (typeof letGoReasons)[number];

export const contactWays = ['message', 'call', 'letter', 'visit'] as const;
export type ContactWay = (typeof contactWays)[number];

export const contactResults = ['reached', 'no-answer', 'contact-wrong', 'sent'] as const;
export type ContactResult = (typeof contactResults)[number];

export const closureKinds = ['holiday', 'closure'] as const;
export type ClosureKind = (typeof closureKinds)[number];
