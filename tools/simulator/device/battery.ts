import { day, hour } from '@attend/kernel';

export type Charge = { readonly percent: number; readonly charging: boolean };

/** A battery that ran down on purpose of the story: it drains from `from`, is empty at `off`, and is charged from `until`. */
export type RunDown = { readonly from: number; readonly off: number; readonly until: number };

/** Plugged in so long every day, at the person's own hour. */
const pluggedFor = 1.5 * hour;

/** The ordinary curve: charged to full once a day, drained in between. `offset`: when in the day charging ends, in ms. */
export function usualCharge(time: number, batteryHours: number, offset: number): Charge {
  const since = (((time - offset) % day) + day) % day;
  const perHour = 100 / batteryHours;
  const low = 100 - perHour * ((day - pluggedFor) / hour);
  const left = day - since;
  if (left <= pluggedFor) return { percent: low + (100 - low) * (1 - left / pluggedFor), charging: true };
  return { percent: 100 - (since / hour) * perHour, charging: false };
}

/** The curve with its run-downs; null: the device is off. */
export function chargeAt(
  time: number,
  batteryHours: number,
  offset: number,
  runDowns: readonly RunDown[],
): Charge | null {
  const usual = usualCharge(time, batteryHours, offset);
  for (const { from, off, until } of runDowns) {
    if (time < from) continue;
    if (time < off) {
      const part = (time - from) / (off - from);
      const start = usualCharge(from, batteryHours, offset).percent;
      return { percent: Math.min(usual.percent, start + (1 - start) * part), charging: false };
    }
    if (time < until) return null;
    const charged = 3 + ((time - until) / pluggedFor) * 97;
    if (charged < usual.percent) return { percent: charged, charging: true };
  }
  return usual;
}
