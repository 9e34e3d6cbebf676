import type { Placeholder } from './template.ts';

/** Placeholders that hold nothing of their own: what most templates are made of. */
export const text: Placeholder = { kind: 'text', optional: false };
export const optionalText: Placeholder = { kind: 'text', optional: true };
export const instant: Placeholder = { kind: 'instant', optional: false };
export const day: Placeholder = { kind: 'day', optional: false };
