import { fixSources, readingEvents } from '@attend/kernel';
import { ByteReader, ByteWriter } from './bytes.ts';
import { clockTrusts, type Observation, type Place, type Sides, sideNames } from './observation.ts';

/**
 * Observations as they are stored: flags, then differences to the one before as variable-length whole numbers. Exact:
 * unpacking gives the same observations. Layout 1.
 */
const layout = 1;

const levels = ['none', 'status', 'zones', 'trail'] as const;
const closures = [null, 'closed', 'open'] as const;
const booleans = [null, false, true] as const;

/** What the next one is written as a difference to. */
type Before = { time: number; receivedAt: number; sequence: number; lat: number; lon: number };
const start = (): Before => ({ time: 0, receivedAt: 0, sequence: 0, lat: 0, lon: 0 });

const codeOf = (value: boolean | null): number => (value === null ? 0 : value ? 2 : 1);
const closureCode = (value: 'closed' | 'open' | null): number =>
  value === null ? 0 : value === 'closed' ? 1 : 2;

export function packObservations(list: readonly Observation[]): Uint8Array {
  const writer = new ByteWriter();
  const seconds = list.every(({ time }) => time === null || time % 1000 === 0);
  writer.byte(layout | (seconds ? 128 : 0));
  writer.unsigned(list.length);
  const before = start();
  for (const one of list) writeOne(writer, one, before, seconds ? 1000 : 1);
  return writer.finish();
}

function writeOne(writer: ByteWriter, one: Observation, before: Before, unit: number): void {
  const { place, events } = one;
  const placeCode = place === null ? 0 : place.kind === 'position' ? 1 : 2;
  writer.byte(
    clockTrusts.indexOf(one.clock) |
      (levels.indexOf(one.level) << 3) |
      (placeCode << 5) |
      (events.length > 0 ? 128 : 0),
  );
  writer.byte(
    closureCode(one.strap) | (closureCode(one.case) << 2) | (codeOf(one.worn) << 4) | (codeOf(one.live) << 6),
  );
  writer.byte(
    codeOf(one.mock) |
      (codeOf(one.charging) << 2) |
      (one.percent === null ? 0 : 16) |
      (one.sequence === null ? 0 : 32),
  );
  writer.signed(one.receivedAt - before.receivedAt);
  before.receivedAt = one.receivedAt;
  if (one.time !== null) {
    writer.signed(one.time / unit - before.time);
    before.time = one.time / unit;
  }
  if (one.percent !== null) writer.byte(one.percent);
  if (one.sequence !== null) {
    writer.signed(one.sequence - before.sequence);
    before.sequence = one.sequence;
  }
  if (events.length > 0) {
    let bits = 0;
    for (const event of events) bits |= 1 << readingEvents.indexOf(event);
    writer.unsigned(bits);
  }
  if (place?.kind === 'position') writePosition(writer, place, one, before);
  else if (place !== null) writeSides(writer, place);
}

function writePosition(writer: ByteWriter, place: Place, one: Observation, before: Before): void {
  const { accuracy, speed, course, altitude, satellites, time } = place;
  const timeCode = time === null ? 0 : time === one.at ? 1 : 2;
  writer.byte(
    fixSources.indexOf(place.source) |
      (accuracy === null ? 0 : 4) |
      (speed === null ? 0 : 8) |
      (course === null ? 0 : 16) |
      (altitude === null ? 0 : 32) |
      (timeCode << 6),
  );
  const lat = Math.round(place.lat * 1e7);
  const lon = Math.round(place.lon * 1e7);
  writer.signed(lat - before.lat);
  writer.signed(lon - before.lon);
  before.lat = lat;
  before.lon = lon;
  writer.unsigned(satellites === null ? 0 : satellites + 1);
  if (accuracy !== null) writer.unsigned(Math.round(accuracy * 10));
  if (speed !== null) writer.unsigned(Math.round(speed * 100));
  if (course !== null) writer.unsigned(Math.round(course * 10));
  if (altitude !== null) writer.signed(Math.round(altitude * 10));
  if (timeCode === 2 && time !== null) writer.signed(time - one.at);
}

function writeSides(writer: ByteWriter, place: Sides): void {
  writer.unsigned(place.sides.length * 2 + (place.stale ? 1 : 0));
  writer.unsigned(place.accuracy);
  for (const { condition, side, margin } of place.sides) {
    writer.text(condition);
    writer.byte(sideNames.indexOf(side));
    writer.signed(margin);
  }
}

/** Throws where the bytes are not what `packObservations` wrote. */
export function unpackObservations(bytes: Uint8Array): Observation[] {
  const reader = new ByteReader(bytes);
  const head = reader.byte();
  if ((head & 127) !== layout)
    throw new Error(`packed observations of layout ${head & 127}, this program knows ${layout}`);
  const unit = head & 128 ? 1000 : 1;
  const before = start();
  const list: Observation[] = [];
  for (let left = reader.unsigned(); left > 0; left -= 1) list.push(readOne(reader, before, unit));
  return list;
}

const pick = <T>(values: readonly T[], code: number): T => {
  const value = values[code];
  if (value === undefined) throw new Error('packed observations hold a code this program does not know');
  return value;
};

function readOne(reader: ByteReader, before: Before, unit: number): Observation {
  const first = reader.byte();
  const body = reader.byte();
  const third = reader.byte();
  const clock = pick(clockTrusts, first & 7);
  before.receivedAt += reader.signed();
  if (clock !== 'absent') before.time += reader.signed();
  const time = clock === 'absent' ? null : before.time * unit;
  const percent = third & 16 ? reader.byte() : null;
  if (third & 32) before.sequence += reader.signed();
  const bits = first & 128 ? reader.unsigned() : 0;
  const at = clock === 'stamp' && time !== null ? time : before.receivedAt;
  const placeCode = (first >> 5) & 3;
  return {
    at,
    receivedAt: before.receivedAt,
    time,
    clock,
    level: pick(levels, (first >> 3) & 3),
    place: placeCode === 0 ? null : placeCode === 1 ? readPosition(reader, at, before) : readSides(reader),
    percent,
    charging: pick(booleans, (third >> 2) & 3),
    strap: pick(closures, body & 3),
    case: pick(closures, (body >> 2) & 3),
    worn: pick(booleans, (body >> 4) & 3),
    events: bits === 0 ? [] : readingEvents.filter((_, index) => bits & (1 << index)),
    live: pick(booleans, (body >> 6) & 3),
    sequence: third & 32 ? before.sequence : null,
    mock: pick(booleans, third & 3),
  };
}

function readPosition(reader: ByteReader, at: number, before: Before): Place {
  const flags = reader.byte();
  before.lat += reader.signed();
  before.lon += reader.signed();
  const satellites = reader.unsigned();
  const accuracy = flags & 4 ? reader.unsigned() / 10 : null;
  const speed = flags & 8 ? reader.unsigned() / 100 : null;
  const course = flags & 16 ? reader.unsigned() / 10 : null;
  const altitude = flags & 32 ? reader.signed() / 10 : null;
  const timeCode = flags >> 6;
  return {
    kind: 'position',
    lat: before.lat / 1e7,
    lon: before.lon / 1e7,
    source: pick(fixSources, flags & 3),
    accuracy,
    time: timeCode === 0 ? null : timeCode === 1 ? at : at + reader.signed(),
    speed,
    course,
    altitude,
    satellites: satellites === 0 ? null : satellites - 1,
  };
}

function readSides(reader: ByteReader): Sides {
  const head = reader.unsigned();
  const accuracy = reader.unsigned();
  const sides = [];
  for (let left = Math.floor(head / 2); left > 0; left -= 1) {
    sides.push({ condition: reader.text(), side: pick(sideNames, reader.byte()), margin: reader.signed() });
  }
  return { kind: 'sides', sides, accuracy, stale: head % 2 === 1 };
}
