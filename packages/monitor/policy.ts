import type { AlertKind, FixSource, Millis, Severity } from '@attend/kernel';

/** One published number: what it is, within which bounds it may be set, and why it stands where it does. */
export type Parameter = {
  readonly value: number;
  readonly unit: 'seconds' | 'metres' | 'metres per second' | 'percent' | 'fixes' | 'times' | 'readings';
  readonly minimum: number;
  readonly maximum: number;
  readonly reason: string;
};

const parameter = (
  value: number,
  unit: Parameter['unit'],
  minimum: number,
  maximum: number,
  reason: string,
): Parameter => ({ value, unit, minimum, maximum, reason });

/** The standard policy's parameters. `attend policy` prints them; a programme's revision may change values within bounds. */
export const standardParameters = {
  confirmFixes: parameter(
    3,
    'fixes',
    1,
    20,
    'One fix proves nothing: reflections put single fixes hundreds of metres away. Three that all lie beyond their accuracy hardly ever agree by chance.',
  ),
  confirmFixesSparse: parameter(
    2,
    'fixes',
    1,
    20,
    'A device that fixes rarely would need most of an hour for three; its fixes are further apart, so their errors are independent.',
  ),
  sparseFrom: parameter(
    300,
    'seconds',
    60,
    86_400,
    'From this time between fixes on a device counts as one that fixes rarely.',
  ),
  confirmDwell: parameter(
    60,
    'seconds',
    0,
    3_600,
    'Who drives past a zone is not in it: the confirming fixes span at least this time.',
  ),
  confirmGap: parameter(
    900,
    'seconds',
    60,
    86_400,
    'Fixes further apart than this, or than three times the device’s own rhythm, do not confirm one another: what lies between is not known.',
  ),
  leaveFixes: parameter(
    2,
    'fixes',
    1,
    20,
    'Hysteresis: a violation ends with two fixes that surely lie on the kept side, so that noise at an edge does not end and raise it again.',
  ),
  accuracyFloor: parameter(
    10,
    'metres',
    0,
    100,
    'No receiver worn on a body is better than this, whatever it claims.',
  ),
  accuracyGnss: parameter(
    30,
    'metres',
    1,
    500,
    'Where a satellite fix states no accuracy. Measured on real tracks in a city: 95 % lie within about 25 m.',
  ),
  accuracyWifi: parameter(150, 'metres', 1, 2_000, 'Where a Wi-Fi fix states no accuracy.'),
  accuracyCell: parameter(
    2_000,
    'metres',
    100,
    50_000,
    'Where a cell estimate states no accuracy: hundreds of metres to kilometres.',
  ),
  staleFix: parameter(
    120,
    'seconds',
    1,
    3_600,
    'A place older than its reading by more than this is an old place sent again and no new evidence.',
  ),
  silentTimes: parameter(
    3,
    'times',
    1.5,
    50,
    'Silence is contact missed for so many of the device’s own uploads; one or two are missed in any lift or cellar.',
  ),
  silentLeast: parameter(
    600,
    'seconds',
    60,
    86_400,
    'And never less than this: a carrier’s hand-over takes minutes.',
  ),
  noPositionTimes: parameter(
    30,
    'times',
    2,
    1_000,
    'Contact without a valid fix for so many of the device’s own fixes; people sleep and work indoors.',
  ),
  noPositionLeast: parameter(
    7_200,
    'seconds',
    300,
    604_800,
    'And never less than this: a cinema, a shift in a basement.',
  ),
  batteryLow: parameter(
    20,
    'percent',
    1,
    90,
    'Enough left for some hours: time to charge before anything is lost.',
  ),
  batteryCritical: parameter(10, 'percent', 1, 90, 'An hour or less on most devices.'),
  batteryRise: parameter(
    5,
    'percent',
    1,
    50,
    'Hysteresis: it has recovered when it stands so much above the limit.',
  ),
  sosRepeat: parameter(
    120,
    'seconds',
    0,
    3_600,
    'Devices repeat a press until it is reset; presses in consecutive readings this close are one.',
  ),
  jumpSpeed: parameter(
    100,
    'metres per second',
    20,
    1_000,
    'Faster than any road or rail vehicle: the place, not the person, has moved.',
  ),
  jumpLeast: parameter(
    500,
    'metres',
    0,
    10_000,
    'Beyond both accuracies; shorter jumps are ordinary reflections and confirmation deals with them.',
  ),
  jumpSettle: parameter(
    3,
    'fixes',
    1,
    20,
    'So many fixes that agree with one another make the new place the true one.',
  ),
  clockAhead: parameter(
    600,
    'seconds',
    10,
    86_400,
    'A stamp later than its arrival by more than this is a wrong clock; up to it clocks drift.',
  ),
  evidenceReadings: parameter(
    20,
    'readings',
    1,
    200,
    'So many times of readings are listed with an alert; the count of all is kept beside them.',
  ),
} as const satisfies Record<string, Parameter>;

export type ParameterName = keyof typeof standardParameters;
export type PolicyValues = Readonly<Record<ParameterName, number>>;

/** One revision of a policy, in force from a date. */
export type Policy = {
  readonly name: string;
  readonly revision: number;
  readonly from: Millis;
  readonly values: PolicyValues;
};

export const parameterNames = Object.keys(standardParameters) as readonly ParameterName[];

export const isParameterName = (name: string): name is ParameterName =>
  Object.hasOwn(standardParameters, name);

export function valuesWith(changed: Partial<PolicyValues>): PolicyValues {
  const values = {} as Record<ParameterName, number>;
  for (const name of parameterNames) values[name] = changed[name] ?? standardParameters[name].value;
  return values;
}

export const standardPolicy: Policy = { name: 'standard', revision: 1, from: 0, values: valuesWith({}) };

/** The revision in force at an instant: the last that began by then; before the first one, the first. */
export function policyAt(policies: readonly Policy[], at: Millis): Policy {
  let found = policies[0] ?? standardPolicy;
  for (const policy of policies) if (policy.from <= at) found = policy;
  return found;
}

export const severityOf: Readonly<Record<AlertKind, Severity>> = {
  'strap-opened': 'critical',
  'case-opened': 'high',
  tamper: 'high',
  'not-worn': 'high',
  sos: 'critical',
  'battery-low': 'low',
  'battery-critical': 'medium',
  'powered-off': 'high',
  silent: 'medium',
  'no-position': 'low',
  'exclusion-zone-entered': 'high',
  'inclusion-zone-left': 'high',
  'curfew-absence': 'high',
  'location-doubtful': 'medium',
};

/** Kinds that close as work by themselves once they clear and nobody has taken them up. Never what the body attachment says. */
export const closesByItself: ReadonlySet<AlertKind> = new Set<AlertKind>([
  'battery-low',
  'battery-critical',
  'powered-off',
  'silent',
  'no-position',
  'location-doubtful',
]);

/** Metres that hold the true place with 95 % probability: as stated, within the floor, or by its source. */
export function accuracyOf(values: PolicyValues, source: FixSource, stated: number | null): number {
  if (stated !== null) return Math.max(stated, values.accuracyFloor);
  return source === 'gnss'
    ? values.accuracyGnss
    : source === 'wifi'
      ? values.accuracyWifi
      : values.accuracyCell;
}
