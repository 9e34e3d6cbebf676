import { kilometresPerHourFromMetresPerSecond, type Reading, radius68FromRadius95 } from '@attend/kernel';
import type { HttpMessage } from '../protocol.ts';
import { bytesOfUtf8 } from '../text.ts';

/** The request of any OwnTracks message. */
export function encodeMessage(message: { readonly [key: string]: unknown }): HttpMessage {
  return {
    method: 'POST',
    path: '/',
    contentType: 'application/json',
    body: bytesOfUtf8(JSON.stringify(message)),
  };
}

/**
 * What the app sends for a reading; `reading.device` is the topic. Stamps to the second, batteries to the percent.
 * Not carried: strap, worn, events but a low battery, `live`, satellites; a reading without fix becomes a `status`, which
 * carries nothing but that the phone is there.
 */
export function encodeReading(reading: Reading): HttpMessage {
  const { fix, battery } = reading;
  const who = { topic: reading.device, tid: reading.device.slice(-2) };
  if (fix === null || reading.time === null) return encodeMessage({ _type: 'status', ...who });
  return encodeMessage({
    _type: 'location',
    ...who,
    lat: fix.lat,
    lon: fix.lon,
    tst: Math.floor(reading.time / 1_000),
    t: reading.events.includes('battery-low') ? '9' : 'p',
    ...(fix.accuracy === null ? {} : { acc: radius68FromRadius95(fix.accuracy) }),
    ...(fix.altitude === null ? {} : { alt: fix.altitude }),
    ...(fix.speed === null ? {} : { vel: kilometresPerHourFromMetresPerSecond(fix.speed) }),
    ...(fix.course === null ? {} : { cog: fix.course }),
    ...(battery?.percent == null ? {} : { batt: battery.percent }),
    ...(battery?.charging == null ? {} : { bs: battery.charging ? 2 : 1 }),
  });
}
