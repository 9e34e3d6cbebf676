import { formatInstant, type Millis, type Reading } from '@attend/kernel';

const instant = (at: Millis | null): string | null => (at === null ? null : formatInstant(at));

/** A reading in CONTRACTS.md's form: instants as RFC 3339 text, every field present, in the contract's order. */
export function readingLine(reading: Reading) {
  const { device, fix, battery, strap, worn, events, live, sequence, mock } = reading;
  return {
    device,
    time: instant(reading.time),
    receivedAt: instant(reading.receivedAt),
    fix: fix === null ? null : { ...fix, time: instant(fix.time) },
    battery,
    strap,
    case: reading.case,
    worn,
    events,
    live,
    sequence,
    mock,
  };
}
