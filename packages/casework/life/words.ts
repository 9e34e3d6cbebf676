/** Why clocks stand still for somebody. */
export const suspensionKinds = ['custody', 'hospital', 'death', 'moved', 'other'] as const;
export type SuspensionKind = (typeof suspensionKinds)[number];
