import { fixSources, readingEvents } from '@attend/kernel';
import { ByteReader, ByteWriter } from './bytes.ts';
import { clockTrusts, type Observation, type Place, type Sides, sideNames } from './observation.ts';
import { levelOf, type Shape, shapeLength, shapeOf } from './shape.ts';

/**
 * Observations as they are stored. Each begins with a byte that says what differs from the one before; only that follows, as
 * differences of variable length: some 12 bytes for a fix a minute. Exact: unpacking gives the same observations. Layout 2.
 */
const layout = 2;

/** Bits of the first byte. */
const differs = {
  /** What is known at all, and what has few values. */
  shape: 1,
  events: 2,
  /** From the arrival of the one before. */
  received: 4,
  /** From as long after the one before as that came after its own. */
  step: 8,
  percent: 16,
  /** Accuracy and satellites. */
  quality: 32,
  /** Speed, course, altitude. */
  motion: 64,
  /** From one more than the sequence before. */
  sequence: 128,
} as const;

const closures = [null, 'closed', 'open'] as const;
const booleans = [null, false, true] as const;

/** What the next one is written as a difference to: whole numbers of the units they are stored in. */
const start = () => ({
  shape: new Array<number>(shapeLength).fill(0) as readonly number[],
  receivedAt: 0,
  time: 0,
  step: 0,
  sequence: 0,
  percent: 0,
  lat: 0,
  lon: 0,
  accuracy: 0,
  satellites: 0,
  speed: 0,
  course: 0,
  altitude: 0,
});
type Before = ReturnType<typeof start>;

/** A place in the units it is stored in: 1e-7 degree, 0.1 m, 0.01 m/s, 0.1 degree. Not known: as before, so that it differs not. */
const unitsOf = (place: Place, before: Before) => ({
  lat: Math.round(place.lat * 1e7),
  lon: Math.round(place.lon * 1e7),
  accuracy: place.accuracy === null ? before.accuracy : Math.round(place.accuracy * 10),
  satellites: place.satellites ?? before.satellites,
  speed: place.speed === null ? before.speed : Math.round(place.speed * 100),
  course: place.course === null ? before.course : Math.round(place.course * 10),
  altitude: place.altitude === null ? before.altitude : Math.round(place.altitude * 10),
});

export function packObservations(list: readonly Observation[]): Uint8Array {
  const writer = new ByteWriter();
  const seconds = list.every(({ time }) => time === null || time % 1000 === 0);
  writer.byte(layout | (seconds ? 128 : 0));
  writer.unsigned(list.length);
  const before = start();
  for (const one of list) writeOne(writer, one, before, seconds ? 1000 : 1);
  return writer.finish();
}

const isSameShape = (one: Shape, other: Shape): boolean =>
  one[0] === other[0] && one[1] === other[1] && one[2] === other[2] && one[3] === other[3];

function writeOne(writer: ByteWriter, one: Observation, before: Before, unit: number): void {
  const { place, events } = one;
  const shape = shapeOf(one);
  const time = one.time === null ? before.time + before.step : one.time / unit;
  const step = time - before.time;
  const percent = one.percent ?? before.percent;
  const sequence = one.sequence ?? before.sequence + 1;
  const here = place?.kind === 'position' ? unitsOf(place, before) : null;
  const quality =
    here !== null && (here.accuracy !== before.accuracy || here.satellites !== before.satellites);
  const motion =
    here !== null &&
    (here.speed !== before.speed || here.course !== before.course || here.altitude !== before.altitude);
  const flags =
    (isSameShape(shape, before.shape) ? 0 : differs.shape) |
    (events.length > 0 ? differs.events : 0) |
    (one.receivedAt === before.receivedAt ? 0 : differs.received) |
    (step === before.step ? 0 : differs.step) |
    (percent === before.percent ? 0 : differs.percent) |
    (quality ? differs.quality : 0) |
    (motion ? differs.motion : 0) |
    (sequence === before.sequence + 1 ? 0 : differs.sequence);
  writer.byte(flags);
  if (flags & differs.shape) for (const byte of shape) writer.byte(byte);
  if (flags & differs.events) writer.unsigned(bitsOf(events));
  if (flags & differs.received) writer.signed(one.receivedAt - before.receivedAt);
  if (flags & differs.step) writer.signed(step - before.step);
  if (flags & differs.percent) writer.byte(percent);
  if (flags & differs.sequence) writer.signed(sequence - before.sequence - 1);
  before.shape = shape;
  before.receivedAt = one.receivedAt;
  before.time = time;
  before.step = step;
  before.percent = percent;
  // Where none is told, the next one that is told is a difference to the last that was.
  if (one.sequence !== null) before.sequence = sequence;
  if (place?.kind === 'sides') writeSides(writer, place);
  if (here === null || place?.kind !== 'position') return;
  writer.signed(here.lat - before.lat);
  writer.signed(here.lon - before.lon);
  if (quality) {
    writer.signed(here.accuracy - before.accuracy);
    writer.signed(here.satellites - before.satellites);
  }
  if (motion) {
    writer.signed(here.speed - before.speed);
    writer.signed(here.course - before.course);
    writer.signed(here.altitude - before.altitude);
  }
  if (place.time !== null && place.time !== one.at) writer.signed(place.time - one.at);
  Object.assign(before, here);
}

function bitsOf(events: Observation['events']): number {
  let bits = 0;
  for (const event of events) bits |= 1 << readingEvents.indexOf(event);
  return bits;
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
  const flags = reader.byte();
  if (flags & differs.shape) before.shape = before.shape.map(() => reader.byte());
  const bits = flags & differs.events ? reader.unsigned() : 0;
  if (flags & differs.received) before.receivedAt += reader.signed();
  if (flags & differs.step) before.step += reader.signed();
  if (flags & differs.percent) before.percent = reader.byte();
  const [kinds = 0, body = 0, known = 0, where = 0] = before.shape;
  const sequence = before.sequence + 1 + (flags & differs.sequence ? reader.signed() : 0);
  const hasSequence = (known & 32) !== 0;
  if (hasSequence) before.sequence = sequence;
  before.time += before.step;
  const clock = pick(clockTrusts, kinds & 7);
  const time = clock === 'absent' ? null : before.time * unit;
  const { receivedAt } = before;
  const at = clock === 'stamp' && time !== null ? time : receivedAt;
  const placeCode = (kinds >> 5) & 3;
  return {
    at,
    receivedAt,
    time,
    clock,
    level: levelOf(kinds) ?? 'none',
    place:
      placeCode === 0
        ? null
        : placeCode === 1
          ? readPosition(reader, at, before, flags, where, (known & 64) !== 0)
          : readSides(reader),
    percent: known & 16 ? before.percent : null,
    charging: pick(booleans, (known >> 2) & 3),
    strap: pick(closures, body & 3),
    case: pick(closures, (body >> 2) & 3),
    worn: pick(booleans, (body >> 4) & 3),
    events: bits === 0 ? [] : readingEvents.filter((_, index) => bits & (1 << index)),
    live: pick(booleans, (body >> 6) & 3),
    sequence: hasSequence ? sequence : null,
    mock: pick(booleans, known & 3),
  };
}

function readPosition(
  reader: ByteReader,
  at: number,
  before: Before,
  flags: number,
  where: number,
  hasAltitude: boolean,
): Place {
  before.lat += reader.signed();
  before.lon += reader.signed();
  if (flags & differs.quality) {
    before.accuracy += reader.signed();
    before.satellites += reader.signed();
  }
  if (flags & differs.motion) {
    before.speed += reader.signed();
    before.course += reader.signed();
    before.altitude += reader.signed();
  }
  const timeCode = (where >> 2) & 3;
  return {
    kind: 'position',
    lat: before.lat / 1e7,
    lon: before.lon / 1e7,
    source: pick(fixSources, where & 3),
    accuracy: where & 16 ? before.accuracy / 10 : null,
    time: timeCode === 0 ? null : timeCode === 1 ? at : at + reader.signed(),
    speed: where & 64 ? before.speed / 100 : null,
    course: where & 128 ? before.course / 10 : null,
    altitude: hasAltitude ? before.altitude / 10 : null,
    satellites: where & 32 ? before.satellites : null,
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
