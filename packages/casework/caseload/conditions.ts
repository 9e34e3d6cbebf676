import {
  type Area,
  conditionKinds,
  type Filled,
  fail,
  type Millis,
  type PlainSentence,
  type Result,
  say,
  succeed,
  type TimetableEntry,
  within,
  word,
  type ZoneConditionKind,
} from '@attend/kernel';
import { type ProposedCondition, permitCondition } from '../orders/conditions.ts';
import { type ClauseInForce, clausesInForce } from '../orders/force.ts';
import type { ClauseKind, ClauseRecord, LegalBasis } from '../orders/records.ts';
import { readGeoJson } from '../orders/zone-files.ts';
import { type Fields, fieldsOf, itemOf, neededInstant, type Read } from './fields.ts';
import type { CaseloadRecord } from './forms.ts';
import { readTimetable } from './timetables.ts';

export type CaseloadCondition = {
  readonly line: number;
  readonly participant: string;
  /** By which the person's papers name it. */
  readonly condition: string;
  readonly kind: ZoneConditionKind;
  /** Of the clause that must permit it; null: any of theirs. */
  readonly order: string | null;
  readonly clause: string | null;
  readonly name: string | null;
  readonly from: Millis;
  readonly to: Millis | null;
  readonly ended: Millis | null;
  readonly area: Area;
  readonly timetable: readonly TimetableEntry[];
};

/** What else an order asks for, and by which file that goes in. */
const elsewhere: Readonly<Record<string, PlainSentence>> = {
  'check-ins': 'Check-ins are a schedule and go in with check-ins.csv.',
  attendance: 'Attendance is asked for by a hearing, which goes in with hearings.csv.',
  'device-wear':
    'That a device is worn is an assignment, which goes in with assignments.csv, and needs a clause of its technology.',
};
const noArea: Area = { center: [0, 0], radius: 1 };

export function readCondition(record: CaseloadRecord, timezone: string): Read<CaseloadCondition> {
  const fields = fieldsOf('conditions', record, timezone);
  const from = neededInstant(fields, 'from');
  const to = fields.instant('to');
  if (to !== null && to <= from)
    fields.wrong('to', 'ends-before', 'The condition would end before it begins.');
  const kind = readKind(fields);
  const timetable = kind === null ? [] : readWindows(fields, kind);
  return itemOf(fields, {
    ...{ line: record.line, participant: fields.needed('participant') },
    ...{ condition: fields.needed('condition'), kind: kind ?? 'curfew', order: fields.text('order') },
    ...{ clause: fields.text('clause'), name: fields.text('name'), from, to, ended: fields.instant('ended') },
    ...{ area: readArea(fields) ?? noArea, timetable },
  });
}

function readKind(fields: Fields): ZoneConditionKind | null {
  const word = fields.text('kind')?.toLowerCase();
  const message = word === undefined ? undefined : elsewhere[word];
  if (message !== undefined) return fields.wrong('kind', 'other-file', message);
  const kind = fields.oneOf('kind', conditionKinds);
  if (kind === null) fields.needed('kind');
  return kind;
}

function readWindows(fields: Fields, kind: ZoneConditionKind): TimetableEntry[] {
  const text = fields.text('timetable');
  if (kind !== 'curfew') {
    if (text !== null)
      fields.wrong('timetable', 'no-timetable', 'A curfew has a timetable, and no zone has.');
    return [];
  }
  if (text === null) fields.needed('timetable');
  const windows = text === null ? [] : readTimetable(text);
  if (windows === null || windows.length > 100) {
    const message = 'Windows are written as mon tue 21:00-06:00; sat 22:00-07:00, a hundred at most.';
    fields.wrong('timetable', 'bad-hours', message);
  }
  return windows ?? [];
}

/** A circle in three columns, or an area as GeoJSON. */
function readArea(fields: Fields): Area | null {
  const lat = fields.decimal('latitude', -90, 90);
  const lon = fields.decimal('longitude', -180, 180);
  const radius = fields.decimal('radius', 1e-9, 200_000);
  const text = fields.text('area');
  const isCircle = lat !== null || lon !== null || radius !== null;
  if (text === null) {
    if (lat !== null && lon !== null && radius !== null) return { center: [lon, lat], radius };
    if (
      fields.faults.some(({ column }) => ['latitude', 'longitude', 'radius', 'area'].includes(column ?? ''))
    )
      return null;
    if (!isCircle)
      return fields.wrong(
        'area',
        'missing',
        'It has an area, or latitude, longitude and radius of a circle.',
      );
    const column = lat === null ? 'latitude' : lon === null ? 'longitude' : 'radius';
    return fields.wrong(column, 'missing', 'A circle has latitude, longitude and radius in metres.');
  }
  if (isCircle)
    return fields.wrong('area', 'two-areas', 'It has a circle or an area as GeoJSON, and not both.');
  const { zones, faults } = readGeoJson(text);
  const [zone] = zones;
  const [fault] = faults;
  if (fault !== undefined)
    return fields.wrong(
      'area',
      'bad-area',
      say('{field} {fault}.', { field: fault.field, fault: within(fault) }),
    );
  return zone !== undefined && zones.length === 1
    ? zone.area
    : fields.wrong('area', 'bad-area', 'It is GeoJSON of one Polygon or MultiPolygon.');
}

/** A clause that later versions carry on, whole: same order, number and kind. */
function carriedBy(parts: readonly [ClauseInForce, ...ClauseInForce[]]): {
  readonly at: (instant: Millis) => ClauseRecord | undefined;
  readonly to: Millis | null;
} {
  return {
    at: (instant) =>
      parts.find(({ span }) => span.from <= instant && (span.to === null || instant < span.to))?.clause,
    to: parts.map(({ span }) => span.to).reduce((a, b) => (a === null || b === null ? null : Math.max(a, b))),
  };
}

/**
 * IMP-11: as a condition that is set by hand (ORD-7), under a clause of the order that the file names, or of any. One that has stood for
 * long may rest on several versions of an order of which each carries the clause on (ORD-8).
 */
export function permitCaseloadCondition(
  basis: Pick<LegalBasis, 'orders' | 'versions' | 'clauses'>,
  { kind, from, to, order, clause }: ProposedCondition & Pick<CaseloadCondition, 'order' | 'clause'>,
): Result<ClauseRecord> {
  const orders = basis.orders.filter(({ reference }) => order === null || reference === order);
  if (orders.length === 0 && order !== null) {
    const told = say('This person has no order «{order}»: the file of orders goes in first.', { order });
    return fail({ code: 'unknown-order', ...told, path: ['order'] });
  }
  const clauses = basis.clauses.filter(({ number }) => clause === null || number === clause);
  const named = { ...basis, orders, clauses };
  const ofKind = clausesInForce(named).filter((one) => one.clause.kind === kind);
  const groups = Map.groupBy(ofKind, ({ orderId, clause: { number } }) => JSON.stringify([orderId, number]));
  for (const [first, ...others] of groups.values()) {
    if (first === undefined) continue;
    const carried = carriedBy([first, ...others]);
    const found = carried.at(from);
    if (found !== undefined && (to === null || carried.to === null || to <= carried.to))
      return succeed(found);
  }
  const refused = permitCondition(named, { kind, from, to });
  if (refused.ok || refused.error.code !== 'clause-missing' || (order === null && clause === null))
    return refused;
  return fail({
    code: 'clause-missing',
    ...permitsNone(order, clause, kind),
    path: [clause === null ? 'order' : 'clause'],
  });
}

function permitsNone(order: string | null, number: string | null, of: ClauseKind): Filled {
  const [kind, clause] = [word(of), word(of)];
  if (order === null)
    return say(
      'clause «{number}» permits no {kind} while it is in force: it needs a clause of the kind «{clause}»',
      { number: number ?? '', kind, clause },
    );
  return number === null
    ? say(
        'order «{order}» permits no {kind} while it is in force: it needs a clause of the kind «{clause}»',
        {
          ...{ order, kind, clause },
        },
      )
    : say(
        'order «{order}» clause «{number}» permits no {kind} while it is in force: it needs a clause of the kind «{clause}»',
        { order, number, kind, clause },
      );
}

/** What a condition says, in the form in which two are compared. */
export const conditionEssence = ({
  kind,
  name,
  from,
  to,
  area,
  timetable,
}: Pick<CaseloadCondition, 'kind' | 'name' | 'from' | 'to' | 'area' | 'timetable'>): string =>
  JSON.stringify([
    ...[kind, name, from, to],
    'center' in area ? [area.center, area.radius] : [area.type, area.coordinates],
    timetable.map(({ days, start, end }) => [days, start, end]),
  ]);
