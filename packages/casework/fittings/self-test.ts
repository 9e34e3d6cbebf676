import type { Millis } from '@attend/kernel';
import type { DeviceAbility } from '../stock/words.ts';
import type { SelfTestCheck, SelfTestResult } from './words.ts';

/** What was heard of a device since its fitting began. Never a place: whether there was one, and how exact it was. */
export type Signs = {
  readonly lastAt: Millis;
  readonly strap: 'closed' | 'open' | null;
  readonly worn: boolean | null;
  readonly percent: number | null;
  readonly charging: boolean | null;
  readonly fixAt: Millis | null;
  /** Metres that hold the true place with 95 % probability; null: it did not say. */
  readonly accuracy: number | null;
};

/**
 * Enough to get home and to a charger: under this the device is charged first. Above policy's *low* (20 %), so that nobody goes out with
 * an alert to come.
 */
export const leastPercent = 30;
/** What was heard longer ago says nothing about how it sits now. */
export const signsStand: Millis = 30 * 60_000;

export type SelfTest = Readonly<Record<SelfTestCheck, SelfTestResult>>;

const ofPlace: readonly DeviceAbility[] = ['gnss', 'wifi', 'cell'];
const said = (value: boolean | null): SelfTestResult =>
  value === null ? 'not-known' : value ? 'good' : 'bad';

/** FIT-3: by the device's own words since the fitting began. What a model cannot know is not asked; what was not heard is not known. */
export function judgeSigns(signs: Signs | null, knows: readonly DeviceAbility[], now: Millis): SelfTest {
  const fresh = signs !== null && now - signs.lastAt <= signsStand ? signs : null;
  const closed =
    fresh === null
      ? null
      : fresh.strap === null
        ? fresh.worn
        : fresh.strap === 'closed' && fresh.worn !== false;
  const recent = fresh?.fixAt != null && now - fresh.fixAt <= signsStand;
  return {
    contact: fresh === null ? 'not-known' : 'good',
    strap: knows.includes('strap') || knows.includes('worn') ? said(closed) : 'not-asked',
    fix: knows.some((one) => ofPlace.includes(one)) ? (recent ? 'good' : 'not-known') : 'not-asked',
    battery: !knows.includes('battery')
      ? 'not-asked'
      : said(fresh?.percent == null ? null : fresh.percent >= leastPercent),
  };
}

/** FIT-3: contact, and nothing bad or not known of what the model can know. */
export const isPassed = (test: SelfTest): boolean =>
  Object.values(test).every((result) => result === 'good' || result === 'not-asked');
