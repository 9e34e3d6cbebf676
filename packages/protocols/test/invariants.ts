import { fixSources, type Reading, readingEvents } from '@attend/kernel';
import type { Frame } from '../protocol.ts';

/** What holds for every frame that any bytes give. Plain checks and no matcher: the soak runs them millions of times. */

const shape = 'device,time,receivedAt,fix,battery,strap,case,worn,events,live,sequence,mock';
const fixShape = 'lat,lon,source,accuracy,time,speed,course,altitude,satellites';

const isIn = (value: number | null, least: number, greatest: number): boolean =>
  value === null || (value >= least && value <= greatest);
const isInstant = (value: number | null): boolean =>
  value === null || (Number.isSafeInteger(value) && value >= 0 && value <= 253_402_300_799_999);
const isTruth = (value: boolean | null): boolean => value === null || value === true || value === false;

/** The first thing that does not hold, or null. */
export function brokenInFrame(frame: Frame): string | null {
  if (Object.keys(frame).join() !== 'device,readings,reply,rejected,signal') return 'shape of the frame';
  if (frame.device !== null && !/^[^\p{C}]{1,100}$/u.test(frame.device)) return 'device';
  if (frame.reply !== null && (frame.reply.length === 0 || frame.reply.length > 1_024))
    return 'length of the reply';
  if (!isIn(frame.signal, 0, 100) || !Number.isInteger(frame.signal ?? 0)) return 'how strong the network is';
  if (frame.rejected !== null) {
    if (frame.readings.length > 0) return 'a rejected frame with a reading';
    if (frame.rejected.data.length > 512) return 'length of the rejected bytes';
    if (!/^[A-Z][^.]*\.$/.test(frame.rejected.reason)) return 'the reason is no sentence';
  }
  for (const reading of frame.readings) {
    const broken = brokenInReading(reading);
    if (broken !== null) return broken;
    if (reading.device !== frame.device) return 'a reading of another device';
  }
  return frame.readings.length > 1 ? 'number of readings' : null;
}

function brokenInReading(reading: Reading): string | null {
  const { fix, battery, events } = reading;
  if (Object.keys(reading).join() !== shape) return 'shape of the reading';
  if (!isInstant(reading.time) || Object.is(reading.time, -0)) return 'time';
  if (reading.receivedAt !== null || reading.case !== null) return 'receivedAt or case';
  if (reading.strap !== null && reading.strap !== 'open' && reading.strap !== 'closed') return 'strap';
  if (!isTruth(reading.worn) || !isTruth(reading.live) || !isTruth(reading.mock)) return 'worn, live or mock';
  if (reading.sequence !== null && !(Number.isInteger(reading.sequence) && isIn(reading.sequence, 0, 0xffff)))
    return 'sequence';
  if (events.some((event) => !readingEvents.includes(event)) || new Set(events).size !== events.length)
    return 'events';
  if (battery !== null) {
    const { percent, charging } = battery;
    if (percent === null && charging === null) return 'a battery of which nothing is known';
    if (percent !== null && !(Number.isInteger(percent) && isIn(percent, 0, 100))) return 'percent';
    if (!isTruth(charging)) return 'charging';
  }
  if (fix === null) return null;
  if (Object.keys(fix).join() !== fixShape) return 'shape of the fix';
  if (!isIn(fix.lat, -90, 90) || !isIn(fix.lon, -180, 180) || (fix.lat === 0 && fix.lon === 0))
    return 'coordinates';
  if (Object.values(fix).some((value) => Object.is(value, -0))) return 'minus zero';
  if (!fixSources.includes(fix.source) || fix.time !== reading.time) return 'source or time of the fix';
  if (!isIn(fix.speed, 0, 515) || !isIn(fix.course, 0, 360) || !isIn(fix.altitude, -12_000, 60_000))
    return 'motion';
  if (fix.satellites !== null && !Number.isInteger(fix.satellites)) return 'satellites';
  return isIn(fix.satellites, 0, 255) && isIn(fix.accuracy, 0, 20_000_000) ? null : 'satellites or accuracy';
}
