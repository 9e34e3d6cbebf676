import type { Case } from '@attend/kernel';
import { type AlertKind, compileArea, type Millis, marginIn, type Reading } from '@attend/kernel';
import { compilePlan } from '@attend/monitor';

/**
 * The rules that many products have: each fix is believed as it is, one is enough, every crossing of a line is an alert. To compare
 * with, never to use.
 */
export function naiveAlerts(subject: Case, readings: readonly Reading[]): { kind: AlertKind; at: Millis }[] {
  const plan = compilePlan(subject);
  const zones = new Map(subject.conditions.map(({ id, area }) => [id, compileArea(area)]));
  const standing = new Set<string>();
  const alerts: { kind: AlertKind; at: Millis }[] = [];
  let last: Millis | null = null;
  const turn = (key: string, kind: AlertKind, is: boolean, at: Millis): void => {
    if (is && !standing.has(key)) alerts.push({ kind, at });
    if (is) standing.add(key);
    else standing.delete(key);
  };
  for (const reading of readings) {
    const at = reading.receivedAt ?? 0;
    if (last !== null && at - last > 1.5 * subject.device.uploadEvery * 1000)
      alerts.push({ kind: 'silent', at });
    last = at;
    turn('strap', 'strap-opened', reading.strap === 'open' || reading.events.includes('strap-opened'), at);
    turn('tamper', 'tamper', reading.events.includes('tamper'), at);
    turn('worn', 'not-worn', reading.worn === false, at);
    if (reading.events.includes('sos')) alerts.push({ kind: 'sos', at });
    const percent = reading.battery?.percent ?? null;
    if (percent !== null) turn('low', 'battery-low', percent <= 20, at);
    turn('fix', 'no-position', reading.fix === null, at);
    if (reading.fix === null) continue;
    const time = reading.time ?? at;
    for (const condition of plan.conditions) {
      const zone = zones.get(condition.id);
      if (zone === undefined) continue;
      const inside = marginIn(zone, reading.fix.lat, reading.fix.lon) > 0;
      const asked = condition.spanAt(time) !== null;
      const kind = (
        {
          'exclusion-zone': 'exclusion-zone-entered',
          'inclusion-zone': 'inclusion-zone-left',
          curfew: 'curfew-absence',
        } as const
      )[condition.kind];
      turn(condition.id, kind, asked && inside === (condition.kind === 'exclusion-zone'), at);
    }
  }
  return alerts;
}
