import { batteryOf, deviceText, isDigits, noEvents, readingFrame, readingOf, signalOf } from '../frames.ts';
import { fixOf, impossibleIn } from '../place.ts';
import type { Frame } from '../protocol.ts';
import { within } from '../ranges.ts';
import { type Fields, fieldByte, fieldDecimal, fieldEnd, fieldLength, fieldStart, isDigit } from '../scan.ts';
import { fieldsStamp } from '../stamp.ts';
import { eventsOfAlert } from './alerts.ts';
import { isShort, letterA, letterV, readPlace, shortText } from './fields.ts';

const letterR = 0x52;
const letterS = 0x53;

/** The GSM level; what follows differs by model, up to the alert word. */
const gsmAt = 23;
/** 0 to 31. */
export const gsmLevels = 31;

/** The wearables' form, `$MGV002,…`, already split; the fields' numbers are PROTOCOLS.md's (2a). */
export function decodeMgv(
  line: Fields,
  bound: string | null,
  reject: (reason: string, device: string | null) => Frame,
): Frame {
  if (!isDigits(line.bytes, fieldStart(line, 1), fieldEnd(line, 1), 8, 17)) {
    return reject('The frame names no device by an IMEI of digits.', bound);
  }
  const device = deviceText(line, 1, bound);
  const wrong = (reason: string): Frame => reject(reason, device);
  if (line.count < 7) return wrong('The frame ends before it says whether its position is valid.');
  const time = fieldsStamp(line, 4, 5);
  if (Number.isNaN(time)) return wrong('The date or the time of day is impossible.');
  const validity = fieldByte(line, 6);
  if (validity !== letterA && validity !== letterV && validity !== 0)
    return wrong('The position is neither A nor V.');

  let fix = null;
  if (validity === letterA) {
    const place = readPlace(line, 7, {
      time,
      knotsAt: 15,
      altitudeAt: 17,
      satellites: fieldDecimal(line, 12),
    });
    const impossible = impossibleIn(place);
    if (impossible !== null) return wrong(`The ${impossible} is impossible.`);
    fix = fixOf(place);
  }
  const alertAt = findAlert(line);
  const percent = alertAt < 0 ? null : fieldDecimal(line, alertAt - 1);
  if (!within(percent, 0, 100)) return wrong('The battery percentage is impossible.');
  const kind = fieldByte(line, 3);
  const reading = readingOf(device, {
    time,
    fix,
    battery: batteryOf(percent, alertAt < 0 ? null : chargingFrom(line, alertAt - 2)),
    events: alertAt < 0 ? noEvents : eventsOfAlert(shortText(line, alertAt)),
    live: kind === letterR ? true : kind === letterS ? false : null,
  });
  return readingFrame(
    reading,
    null,
    line.count > gsmAt ? signalOf(fieldDecimal(line, gsmAt), gsmLevels) : null,
  );
}

/** The first field behind the GSM level that is words; -1 where the frame is cut before it. */
function findAlert(line: Fields): number {
  for (let index = gsmAt + 1; index < line.count; index++) {
    if (isShort(line, index) && isAlert(shortText(line, index))) return index;
  }
  return -1;
}

/**
 * Letters, blanks, dots, hyphens and slashes, beginning with a letter; digits only in `Geo1..in`. An RFID or a cell may
 * begin with a letter too, but has digits. No known word is shorter than three characters.
 */
const words = /^(?:[A-Za-z][A-Za-z .\-/]{2,}|[Gg]eo[A-Za-z0-9 .]*)$/;
const isAlert = (text: string): boolean => words.test(text);

/** Charger and belt as two digits: the first is 1 on a charger. Longer values are of other models and not understood. */
function chargingFrom(line: Fields, index: number): boolean | null {
  if (index <= gsmAt || fieldLength(line, index) !== 2) return null;
  const start = fieldStart(line, index);
  const charger = line.bytes[start];
  if (!isDigit(line.bytes[start + 1]) || (charger !== 0x30 && charger !== 0x31)) return null;
  return charger === 0x31;
}
