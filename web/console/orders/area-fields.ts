import { conditionCreate } from '@attend/contracts/order-conditions';
import { area as areaSchema } from '@attend/contracts/zones';
import { type Area, type Position, type Weekday, weekdays } from '@attend/kernel';
import { t } from '@lingui/core/macro';
import { zonedInstant } from '../../ui/time.ts';

export type Shape = 'circle' | 'polygon';
export type HoursFields = { readonly days: readonly Weekday[]; readonly start: string; readonly end: string };
/** What is typed about a zone or curfew; a click on the map writes into the same fields. */
export type ConditionFields = {
  readonly kind: 'exclusion-zone' | 'inclusion-zone' | 'curfew';
  readonly name: string;
  readonly shape: Shape;
  /** «25.7617, -80.1918»: latitude first, as people read it off a map. */
  readonly center: string;
  readonly radius: string;
  /** A corner a line, latitude first. */
  readonly corners: string;
  /** Of a file, whole: several parts or holes that the fields above cannot hold. */
  readonly imported: Area | null;
  readonly from: string;
  readonly to: string;
  readonly hours: readonly HoursFields[];
};
export const conditionEmpty = (from: string): ConditionFields => ({
  ...{ kind: 'exclusion-zone', name: '', shape: 'circle', center: '', radius: '200', corners: '' },
  ...{ imported: null, from, to: '', hours: [{ days: weekdays, start: '21:00', end: '06:00' }] },
});

/** «25.7617, -80.1918»; null: no place. */
export function readPlace(text: string): Position | null {
  const read = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text);
  if (read === null) return null;
  const [lat, lon] = [Number(read[1]), Number(read[2])];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lon, lat] : null;
}
export const placeText = ([lon, lat]: Position): string => `${lat.toFixed(6)}, ${lon.toFixed(6)}`;

type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly field: string; readonly error: string };

/** The area as it stands in the fields; the ring is closed here. */
export function readArea(fields: ConditionFields): Read<Area> {
  const wrong = (field: string, error: string): Read<Area> => ({ ok: false, field, error });
  if (fields.imported !== null) return { ok: true, value: fields.imported };
  if (fields.shape === 'circle') {
    const center = readPlace(fields.center);
    if (center === null) return wrong('center', t`A place is latitude and longitude, as 25.7617, -80.1918`);
    const radius = Number(fields.radius);
    const read = areaSchema.safeParse({ center, radius });
    return read.success ? { ok: true, value: read.data } : wrong('radius', t`From 1 to 200,000 metres`);
  }
  const lines = fields.corners.split('\n').filter((line) => line.trim() !== '');
  const places = lines.map(readPlace);
  const bad = places.indexOf(null);
  if (bad !== -1) {
    const line = bad + 1;
    return wrong('corners', t`Line ${line} is no place: latitude and longitude, as 25.7617, -80.1918`);
  }
  const ring = places.flatMap((place) => (place === null ? [] : [place]));
  const [first] = ring;
  if (first === undefined || ring.length < 3) return wrong('corners', t`Three corners at least`);
  const last = ring.at(-1) ?? first;
  const closed = last[0] === first[0] && last[1] === first[1] ? ring : [...ring, first];
  return { ok: true, value: { type: 'Polygon', coordinates: [closed] } };
}

/** A click on the map: the circle's middle, or one more corner. */
export function withPlace(fields: ConditionFields, place: Position): ConditionFields {
  if (fields.shape === 'circle') return { ...fields, imported: null, center: placeText(place) };
  const corners =
    fields.corners.trim() === '' ? placeText(place) : `${fields.corners.trim()}\n${placeText(place)}`;
  return { ...fields, imported: null, corners };
}

export const timetableOf = (fields: ConditionFields): readonly HoursFields[] =>
  fields.kind === 'curfew'
    ? fields.hours.filter(({ days, start, end }) => days.length > 0 && start !== '' && end !== '')
    : [];

type Checked =
  | { readonly ok: true; readonly body: object }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

export function checkCondition(fields: ConditionFields, zone: string): Checked {
  const area = readArea(fields);
  const errors: Record<string, string> = area.ok ? {} : { [area.field]: area.error };
  const from = zonedInstant(fields.from, zone);
  const to = fields.to === '' ? null : zonedInstant(fields.to, zone);
  if (from === null) errors.from = t`Fill this in`;
  if (from !== null && to !== null && to <= from) errors.to = t`The end must come after the beginning`;
  const timetable = timetableOf(fields);
  if (fields.kind === 'curfew' && timetable.length === 0) errors.hours = t`A curfew needs days and hours`;
  if (!area.ok || from === null || Object.keys(errors).length > 0) return { ok: false, errors };
  const read = conditionCreate.safeParse({
    ...{ kind: fields.kind, name: fields.name.trim() === '' ? null : fields.name.trim(), area: area.value },
    ...{ from: new Date(from).toISOString(), to: to === null ? null : new Date(to).toISOString(), timetable },
  });
  return read.success
    ? { ok: true, body: read.data }
    : { ok: false, errors: { area: t`This cannot be read` } };
}
