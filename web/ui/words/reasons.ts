import type { AlertDetail } from '@attend/contracts/alerts';
import { plural, t } from '@lingui/core/macro';
import { formatSpan } from '../time.ts';

export type Because = AlertDetail['occurrenceList'][number]['because'][number];

/** Reads a reason's measured values as people read them. */
type Measures = {
  /** A length, from metres. */
  readonly length: (name: string) => string;
  /** A span, from seconds. */
  readonly span: (name: string) => string;
  /** A speed, from metres a second. */
  readonly speed: (name: string) => string;
  readonly percent: (name: string) => string;
  readonly number: (name: string) => number;
};

function measuresOf(because: Because, locale: string): Measures {
  const number = (name: string): number => (typeof because[name] === 'number' ? because[name] : Number.NaN);
  const format = (value: number, options: Intl.NumberFormatOptions): string =>
    Number.isNaN(value) ? '?' : new Intl.NumberFormat(locale, options).format(value);
  return {
    number,
    length: (name) => format(number(name), { style: 'unit', unit: 'meter', maximumFractionDigits: 0 }),
    span: (name) => (Number.isNaN(number(name)) ? '?' : formatSpan(Math.abs(number(name)) * 1_000, locale)),
    speed: (name) =>
      format(number(name) * 3.6, { style: 'unit', unit: 'kilometer-per-hour', maximumFractionDigits: 0 }),
    percent: (name) => format(number(name) / 100, { style: 'percent' }),
  };
}

type Wording = (of: Measures) => string;

/** «Counts as»: where a device states no accuracy, or too good a one, policy's figure holds. */
function beyondAccuracy(of: Measures, side: 'inside' | 'outside'): string {
  const count = of.number('fixes');
  const fixes = Number.isNaN(count) ? '?' : plural(count, { one: '# fix', other: '# fixes' });
  const span = of.span('seconds');
  const metres = of.length('metres');
  const accuracy = of.length('accuracy');
  return side === 'inside'
    ? t`${fixes} within ${span} lay inside, by at least ${metres}; each counts as accurate to ${accuracy}`
    : t`${fixes} within ${span} lay outside, by at least ${metres}; each counts as accurate to ${accuracy}`;
}

/** Every reason the monitor gives, in plain words with the measured value and the limit. A sweep holds it complete. */
const wordings: Readonly<Record<string, Wording>> = {
  'strap-reads-open': () => t`The device reports its strap as open`,
  'strap-opened-event': () => t`The device reported that its strap was opened`,
  'open-after-removal': () => t`It began in a planned removal and goes on after it`,
  'case-reads-open': () => t`The device reports its case as open`,
  'case-opened-event': () => t`The device reported that its case was opened`,
  'tamper-event': () => t`The device reported that it was disturbed, without saying which part`,
  'reads-not-worn': () => t`The device reports that it is not worn`,
  'sos-event': () => t`The help button was pressed`,
  'power-off-event': () => t`The device reported that it was switching off`,
  'battery-low-event': () => t`The device reported a low battery`,
  'battery-at-or-below': (of) => {
    const [percent, limit] = [of.percent('percent'), of.percent('limit')];
    return t`Battery at ${percent}; the limit is ${limit}`;
  },
  'no-contact': (of) => {
    const [silent, limit, rhythm] = [of.span('seconds'), of.span('limit'), of.span('uploadEvery')];
    return t`No contact for ${silent}; the limit is ${limit}, as this device calls every ${rhythm}`;
  },
  'no-valid-fix': (of) => {
    const [without, limit] = [of.span('seconds'), of.span('limit')];
    return t`In contact, but without a position for ${without}; the limit is ${limit}`;
  },
  'inside-by-more-than-accuracy': (of) => beyondAccuracy(of, 'inside'),
  'outside-by-more-than-accuracy': (of) => beyondAccuracy(of, 'outside'),
  'impossible-jump': (of) => {
    const [speed, limit] = [of.speed('speed'), of.speed('limit')];
    return t`Two positions that would need ${speed} to get from one to the other; above ${limit} it is not believed`;
  },
  'mock-provider': () => t`The phone says that another program made up the position`,
  'jamming-event': () => t`The device reported that its reception was disturbed`,
  'clock-default-date': () => t`The device’s clock was never set`,
  'clock-rollover': (of) => {
    const off = of.span('seconds');
    return t`The device’s clock is off by ${off}: its satellite receiver counts weeks from a wrong start`;
  },
  'clock-ahead': (of) => {
    const off = of.span('seconds');
    return t`The device’s clock is ahead by ${off}`;
  },
  'clock-frozen': () =>
    t`The device’s clock stands still: what it sends carries the same time again and again`,
};

export const wordedReasons: readonly string[] = Object.keys(wordings);

/** A reason that has no wording (a server newer than this page) is shown as it came: better unpolished than missing. */
export function reasonWords(because: Because, locale: string): string {
  const { code, ...measures } = because;
  const wording = wordings[code];
  if (wording) return wording(measuresOf(because, locale));
  const said = Object.entries(measures).map(([name, value]) => `${name} ${String(value)}`);
  return said.length > 0 ? `${code}: ${said.join(', ')}` : code;
}
