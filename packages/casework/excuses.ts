/** Why a check-in or an appearance that was not kept counts against nobody. */
export const excusingReasons = [
  'illness',
  'caring',
  'work',
  'hearing',
  'transport',
  'weather',
  'bereavement',
  'device-fault',
  'service-fault',
  'other',
] as const;
export type ExcusingReason = (typeof excusingReasons)[number];
