import { knotsFromMetresPerSecond, type Reading, radius68FromRadius95 } from '@attend/kernel';
import type { HttpMessage } from '../protocol.ts';
import { partsOf, twoDigits } from '../stamp.ts';
import { bytesOfAscii, bytesOfUtf8 } from '../text.ts';
import { type Parameters, writeParameters } from './parameters.ts';

const nothing = new Uint8Array(0);

/** A GET with a query, or a POST of the same as a form. Speed goes out in knots. Not carried: what phones do not know. */
export function encodeQuery(reading: Reading, method: 'GET' | 'POST' = 'GET'): HttpMessage {
  const { fix, battery } = reading;
  const parameters: Parameters = [
    ['id', reading.device],
    ...given('timestamp', reading.time),
    ...given('lat', fix?.lat),
    ...given('lon', fix?.lon),
    ...given('speed', fix?.speed == null ? null : knotsFromMetresPerSecond(fix.speed)),
    ...given('bearing', fix?.course),
    ...given('altitude', fix?.altitude),
    ...given('accuracy', fix?.accuracy == null ? null : radius68FromRadius95(fix.accuracy)),
    ...given('batt', battery?.percent),
    ...given('charge', battery?.charging),
    ...given('alarm', reading.events.includes('sos') ? 'sos' : null),
    ...given('mock', reading.mock),
  ];
  const text = writeParameters(parameters);
  if (method === 'GET') return { method, path: `/?${text}`, contentType: null, body: nothing };
  return { method, path: '/', contentType: 'application/x-www-form-urlencoded', body: bytesOfAscii(text) };
}

function given(key: string, value: number | string | boolean | null | undefined): Parameters {
  return value === null || value === undefined ? [] : [[key, plain(value)]];
}

/** Never an exponent: not every reader of queries knows them. */
function plain(value: number | string | boolean): string {
  const text = `${value}`;
  return typeof value === 'number' && text.includes('e') ? value.toFixed(12) : text;
}

/** The JSON form of today's Traccar Client. Unknown values go out as -1. */
export function encodeReport(reading: Reading): HttpMessage {
  const { fix, battery, time } = reading;
  const location = {
    ...(time === null ? {} : { timestamp: isoOf(time) }),
    ...(fix === null
      ? {}
      : {
          coords: {
            latitude: fix.lat,
            longitude: fix.lon,
            accuracy: fix.accuracy === null ? -1 : radius68FromRadius95(fix.accuracy),
            speed: fix.speed ?? -1,
            heading: fix.course ?? -1,
            altitude: fix.altitude ?? 0,
            altitude_accuracy: fix.altitude === null ? -1 : 3,
          },
        }),
    battery: {
      level: battery?.percent == null ? -1 : battery.percent / 100,
      ...(battery?.charging == null ? {} : { is_charging: battery.charging }),
    },
    ...(reading.mock === null ? {} : { mock: reading.mock }),
    extras: reading.events.includes('sos') ? { alarm: 'sos' } : {},
  };
  const body = bytesOfUtf8(JSON.stringify({ location, device_id: reading.device }));
  return { method: 'POST', path: '/', contentType: 'application/json', body };
}

function isoOf(time: number): string {
  const { year, month, day, hours, minutes, seconds, milliseconds } = partsOf(time);
  const date = `${`${year}`.padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
  return `${date}T${twoDigits(hours)}:${twoDigits(minutes)}:${twoDigits(seconds)}.${`${milliseconds}`.padStart(3, '0')}Z`;
}
