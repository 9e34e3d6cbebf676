import {
  type Battery,
  type FixSource,
  type Millis,
  metresPerSecondFromKilometresPerHour,
  type Reading,
  type ReadingEvent,
} from '@attend/kernel';
import { batteryOf, emptyFrame, noEvents, readingFrame, readingOf, rejectedFrame } from '../frames.ts';
import { type JsonObject, numberOf, parseJsonObject, textAt } from '../json.ts';
import { instantOf, isIdentifier, unlessNegative } from '../phone.ts';
import { accuracy95, fixOf, impossibleIn, type Place } from '../place.ts';
import type { Frame, HttpMessage, HttpProtocol } from '../protocol.ts';
import { within } from '../ranges.ts';
import { bytesOfAscii } from '../text.ts';

/** The app executes what stands in the array; we send no commands by it. */
const nothingToDo = '[]';

type Answer = { readonly status: number; readonly frames: readonly Frame[] };

export const owntracks: HttpProtocol = { name: 'owntracks', decode: decodeOwntracks };

function decodeOwntracks(message: HttpMessage): Answer {
  const { body } = message;
  const reject = (reason: string, device: string | null, status = 400): Answer => ({
    status,
    frames: [rejectedFrame(device, reason, body, 0, body.length)],
  });
  const json = parseJsonObject(body);
  if (typeof json === 'string') return reject(json, null);
  const type = textAt(json, '_type') || null;
  if (type === null) return reject('The message has no _type.', null);
  const device = textAt(json, 'topic') || textAt(json, 'tid') || null;
  if (device === null) return reject('The message names its device neither by topic nor by tid.', null);
  if (!isIdentifier(device)) return reject('The topic or tid is no identifier.', null);
  // A broker's last will says that the phone is gone; commands go the other way. Neither is a word of the phone's own.
  if (type === 'lwt' || type === 'cmd') return accept(emptyFrame(device, bytesOfAscii(nothingToDo)));
  // What is encrypted cannot be read here, but the phone lives: contact without a place, never silence.
  const reading =
    type === 'location' || type === 'transition' ? readLocation(json, device, type) : readingOf(device, {});
  return typeof reading === 'string' ? reject(reading, device) : accept(answered(reading));
}

const accept = (frame: Frame): Answer => ({ status: 200, frames: [frame] });
const answered = (reading: Reading): Frame => readingFrame(reading, bytesOfAscii(nothingToDo));

/** Triggers of trackers built on OwnTracks, in the contract's words; the app's own (u, p, c, t, v) are none. */
const eventOfTrigger: ReadonlyMap<string, readonly ReadingEvent[]> = new Map([
  ['9', ['battery-low']],
  ['1', ['power-on']],
  ['e', ['external-power-lost']],
] as const);
/** A transition is the phone's own fence, entered or left. */
const ownFence: readonly ReadingEvent[] = ['geofence-hint'];

function readLocation(json: JsonObject, device: string, type: 'location' | 'transition'): Reading | string {
  const seconds = numberOf(json, 'tst');
  const time = seconds === null ? null : instantOf(seconds * 1_000);
  if (Number.isNaN(time)) return 'The tst is not a time.';
  const place = readPlace(json, time);
  const impossible = impossibleIn(place);
  if (impossible !== null) return `The ${impossible} is impossible.`;
  const battery = readBattery(json);
  if (typeof battery === 'string') return battery;
  const events = eventOfTrigger.get(textAt(json, 't') ?? `${numberOf(json, 't')}`) ?? noEvents;
  return readingOf(device, {
    time,
    fix: fixOf(place),
    battery,
    events: type === 'transition' ? ownFence : events,
  });
}

/** Metres: a location less sure than this is one of cell towers (PROTOCOLS.md 4). */
const leastSureOfGnss = 100;

function readPlace(json: JsonObject, time: Millis | null): Place {
  const radius = numberOf(json, 'acc');
  const speed = unlessNegative(numberOf(json, 'vel'));
  const verticalRadius = numberOf(json, 'vac');
  const source: FixSource = radius !== null && radius > leastSureOfGnss ? 'cell' : 'gnss';
  return {
    lat: numberOf(json, 'lat'),
    lon: numberOf(json, 'lon'),
    source,
    accuracy: accuracy95(radius),
    time,
    speed: speed === null ? null : metresPerSecondFromKilometresPerHour(speed),
    course: unlessNegative(numberOf(json, 'cog')),
    altitude: verticalRadius !== null && verticalRadius < 0 ? null : numberOf(json, 'alt'),
    satellites: null,
  };
}

/** `bs`: 0 unknown, 1 unplugged, 2 charging, 3 full, which it is only on the charger. */
function readBattery(json: JsonObject): Battery | null | string {
  const percent = unlessNegative(numberOf(json, 'batt'));
  if (!within(percent, 0, 100)) return 'The battery percentage is impossible.';
  const state = numberOf(json, 'bs');
  return batteryOf(percent, state === 1 ? false : state === 2 || state === 3 ? true : null);
}
