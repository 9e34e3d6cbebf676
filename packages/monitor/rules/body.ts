import { lastingRule } from './lasting.ts';
import { has } from './rule.ts';

/**
 * MON-10: from the first reading that says open, by state or event, until one that reads closed. FIT-8: while a removal is planned it is
 * expected; what was open before stays, and what is open afterwards is found then.
 */
export const strap = lastingRule({
  kind: 'strap-opened',
  version: 1,
  parameters: [],
  expectedInRemoval: true,
  says: (one) =>
    one.strap === 'open'
      ? { code: 'strap-reads-open' }
      : has(one, 'strap-opened')
        ? { code: 'strap-opened-event' }
        : null,
  ends: (one) => (one.strap === null ? has(one, 'strap-closed') : one.strap === 'closed'),
});

/** MON-11: a case says it as a strap does; no device sends an event for closing it. */
export const deviceCase = lastingRule({
  kind: 'case-opened',
  version: 1,
  parameters: [],
  says: (one) =>
    one.case === 'open'
      ? { code: 'case-reads-open' }
      : has(one, 'case-opened')
        ? { code: 'case-opened-event' }
        : null,
  ends: (one) => one.case === 'closed',
});

/** MON-12: disturbed, and the protocol does not say which part; it lasts while consecutive readings repeat it. */
export const tamper = lastingRule({
  kind: 'tamper',
  version: 1,
  parameters: [],
  says: (one) => (has(one, 'tamper') ? { code: 'tamper-event' } : null),
  ends: (one) => !has(one, 'tamper'),
});

/** MON-13: not worn, as the device says; where it says nothing of it, nothing is known. */
export const worn = lastingRule({
  kind: 'not-worn',
  version: 1,
  parameters: [],
  expectedInRemoval: true,
  says: (one) => (one.worn === false ? { code: 'reads-not-worn' } : null),
  ends: (one) => one.worn === true,
});

/** MON-17: switched off, until it is heard again. */
export const power = lastingRule({
  kind: 'powered-off',
  version: 1,
  parameters: [],
  says: (one) => (has(one, 'power-off') ? { code: 'power-off-event' } : null),
  ends: (one) => !has(one, 'power-off'),
});

/** MON-15: low by its percentage, or because it says so. Charging ends it: that is what was asked. */
export const batteryLow = lastingRule({
  kind: 'battery-low',
  version: 1,
  parameters: ['batteryLow', 'batteryRise'],
  says: (one, values) =>
    one.percent !== null && one.percent <= values.batteryLow && one.charging !== true
      ? { code: 'battery-at-or-below', percent: one.percent, limit: values.batteryLow }
      : has(one, 'battery-low')
        ? { code: 'battery-low-event' }
        : null,
  ends: (one, values) =>
    !has(one, 'battery-low') &&
    (one.charging === true ||
      (one.percent !== null && one.percent >= values.batteryLow + values.batteryRise)),
});

/** MON-16 */
export const batteryCritical = lastingRule({
  kind: 'battery-critical',
  version: 1,
  parameters: ['batteryCritical', 'batteryRise'],
  says: (one, values) =>
    one.percent !== null && one.percent <= values.batteryCritical && one.charging !== true
      ? { code: 'battery-at-or-below', percent: one.percent, limit: values.batteryCritical }
      : null,
  ends: (one, values) =>
    one.charging === true ||
    (one.percent !== null && one.percent >= values.batteryCritical + values.batteryRise),
});
