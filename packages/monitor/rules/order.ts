import { batteryCritical, batteryLow, deviceCase, power, strap, tamper, worn } from './body.ts';
import { doubtful } from './doubtful.ts';
import type { Rule } from './rule.ts';
import { sos } from './sos.ts';
import { zones } from './zones.ts';

/** The one order of rules: `location-doubtful` first, since what it doubts is no evidence for the zones. */
export const rules: readonly Rule<unknown>[] = [
  doubtful,
  strap,
  deviceCase,
  tamper,
  worn,
  sos,
  batteryLow,
  batteryCritical,
  power,
  zones,
];
