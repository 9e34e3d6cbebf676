import type {
  AlertFacts,
  AuthoritySpan,
  Case,
  CaseCondition,
  Fix,
  Millis,
  Reading,
  TimetableEntry,
} from '@attend/kernel';
import { compilePlan, type Plan } from '../plan.ts';
import { type Policy, type PolicyValues, standardPolicy, valuesWith } from '../policy.ts';
import { alertsOf, replayDown, replayReading, replayTick, startReplay } from '../replay.ts';

/** An instant of the tests' ordinary day, 2026-03-02 (a Monday), UTC: `at('12:05')`, `at('12:05:30')`. */
export function at(time: string, date = '2026-03-02'): Millis {
  const text = time.length === 5 ? `${time}:00` : time;
  return Temporal.Instant.from(`${date}T${text}Z`).epochMilliseconds;
}

export const minutes = (count: number): Millis => count * 60_000;
export const hours = (count: number): Millis => count * 3_600_000;

/** The place the tests are about, in Miami; metres north and east of it as degrees. */
export const home = { lat: 25.77, lon: -80.19 };
export const north = (metres: number): Pick<Fix, 'lat' | 'lon'> => ({
  lat: home.lat + metres / 110_780,
  lon: home.lon,
});

export const device: Case['device'] = { id: 'd1', technology: 'ankle', fixEvery: 60, uploadEvery: 600 };

export const authority = (
  location: AuthoritySpan['location'],
  more: Partial<AuthoritySpan> = {},
): AuthoritySpan => ({
  location,
  from: at('00:00', '2026-01-01'),
  to: at('00:00', '2026-12-31'),
  withdrawnAt: null,
  ...more,
});

export const condition = (kind: CaseCondition['kind'], more: Partial<CaseCondition> = {}): CaseCondition => ({
  id: kind === 'curfew' ? 'c1' : kind === 'exclusion-zone' ? 'x1' : 'i1',
  kind,
  area: { center: [home.lon, home.lat], radius: 300 },
  from: at('00:00', '2026-01-01'),
  to: at('00:00', '2026-12-31'),
  timetable: [],
  exceptions: [],
  ...more,
});

export const nightly = (start: string, end: string): TimetableEntry[] => [
  { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], start, end },
];

export const caseOf = (more: Partial<Case> = {}): Case => ({
  timezone: 'America/New_York',
  device,
  authority: [authority('trail')],
  conditions: [],
  ...more,
});

export const policy = (changed: Partial<PolicyValues>, more: Partial<Policy> = {}): Policy => ({
  ...standardPolicy,
  ...more,
  values: valuesWith(changed),
});

export const fix = (more: Partial<Fix> = {}): Fix => ({
  ...home,
  source: 'gnss',
  accuracy: 8,
  time: null,
  speed: null,
  course: null,
  altitude: null,
  satellites: null,
  ...more,
});

/** A reading that says nothing but what is given; its fix, where there is one, is of its own time. */
export function reading(time: Millis | null, more: Partial<Reading> = {}): Reading {
  const given = more.fix === undefined ? null : more.fix;
  return {
    device: device.id,
    time,
    receivedAt: time,
    battery: null,
    strap: null,
    case: null,
    worn: null,
    events: [],
    live: null,
    sequence: null,
    mock: null,
    ...more,
    fix: given === null ? null : { ...given, time: given.time ?? time },
  };
}

/** A line of a replay. A reading without `receivedAt` arrives when it says it was made. */
export type Line =
  | Reading
  | { readonly tick: Millis }
  | { readonly down: { readonly from: Millis; readonly to: Millis } };

export function replayLines(plan: Plan, lines: readonly Line[]): AlertFacts[] {
  const replay = startReplay(plan);
  for (const line of lines) {
    if ('tick' in line) replayTick(replay, line.tick);
    else if ('down' in line) replayDown(replay, line.down.from, line.down.to);
    else replayReading(replay, line, line.receivedAt ?? line.time ?? 0);
  }
  return alertsOf(replay).sort((a, b) => a.from - b.from || (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0));
}

export const replayCase = (
  subject: Partial<Case>,
  lines: readonly Line[],
  policies: readonly Policy[] = [standardPolicy],
): AlertFacts[] => replayLines(compilePlan(caseOf(subject), policies), lines);

const clock = (instant: Millis | null): string => {
  if (instant === null) return '…';
  const text = new Date(instant).toISOString();
  const time = text.slice(11, 19).replace(/:00$/, '');
  return text.startsWith('2026-03-02') ? time : `${text.slice(5, 10)} ${time}`;
};

/** Alerts as short words, for comparing: `strap-opened 12:00-12:05`, `curfew-absence c1 21:00-…`, `sos 12:00 withdrawn`. */
export const told = (alerts: readonly AlertFacts[]): string[] =>
  alerts.map(({ kind, condition: id, from, to, withdrawnAt }) =>
    [
      kind,
      ...(id === null ? [] : [id]),
      from === to ? clock(from) : `${clock(from)}-${clock(to)}`,
      ...(withdrawnAt === null ? [] : ['withdrawn']),
    ].join(' '),
  );

/** The same of one kind alone. */
export const toldOf = (kind: AlertFacts['kind'], alerts: readonly AlertFacts[]): string[] =>
  told(alerts.filter((alert) => alert.kind === kind)).map((text) => text.slice(kind.length + 1));
