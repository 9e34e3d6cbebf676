/** Who asks for something on the person's behalf, or the person themselves. */
export const requestAskers = ['participant', 'attorney', 'family', 'employer', 'provider', 'other'] as const;
export type RequestAsker = (typeof requestAskers)[number];

/** By which way it came. None of them needs an app. */
export const requestWays = ['telephone', 'paper', 'in-person', 'sms', 'e-mail'] as const;
export type RequestWay = (typeof requestWays)[number];
