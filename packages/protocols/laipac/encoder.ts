import { knotsFromMetresPerSecond, type Millis, type Reading } from '@attend/kernel';
import { latitudeLetter, longitudeLetter, writeDegreesMinutes } from '../degrees.ts';
import { partsOf, writeDayMonthYear, writeTimeOfDay } from '../stamp.ts';
import { concatBytes } from '../text.ts';
import { sentence } from './commands.ts';
import { codeOfEvent } from './events.ts';

/** One AVRMC sentence. Degrees, metres per second, degrees from north, millivolts, kilometres. */
export type LaipacPosition = {
  readonly device: string;
  readonly time: Millis | null;
  readonly status: 'A' | 'V' | 'R' | 'P';
  /** Status in lower case: the device wants an acknowledgement. */
  readonly acknowledged: boolean;
  /** Null: the zeros of a device without a place. */
  readonly lat: number | null;
  readonly lon: number | null;
  readonly speed: number | null;
  readonly course: number | null;
  /** One character; `0` is a timed report. */
  readonly event: string;
  readonly millivolts: number;
  readonly odometer: number;
  readonly cell: {
    readonly mcc: number;
    readonly mnc: number;
    readonly lac: number;
    readonly cid: number;
  } | null;
};

const hex4 = (value: number): string => (value & 0xffff).toString(16).toUpperCase().padStart(4, '0');
const three = (value: number): string => `${value}`.padStart(3, '0');

export function encodePosition(position: LaipacPosition): Uint8Array {
  const { time, lat, lon, cell } = position;
  const parts = time === null ? null : partsOf(time);
  const status = position.acknowledged ? position.status.toLowerCase() : position.status;
  const place =
    lat === null || lon === null
      ? '0000.0000,N,00000.0000,E'
      : `${writeDegreesMinutes(lat, 2, 4)},${latitudeLetter(lat)},${writeDegreesMinutes(lon, 3, 4)},${longitudeLetter(lon)}`;
  const speed = position.speed === null ? '' : knotsFromMetresPerSecond(position.speed).toFixed(2);
  const course = position.course === null ? '' : position.course.toFixed(2);
  const cells =
    cell === null ? '' : `,${hex4(cell.lac)}${hex4(cell.cid)},${three(cell.mcc)}${three(cell.mnc)}`;
  return sentence(
    `AVRMC,${position.device},${parts === null ? '' : writeTimeOfDay(parts)},${status},${place},${speed},${course},` +
      `${parts === null ? '' : writeDayMonthYear(parts)},${position.event},${position.millivolts},${position.odometer},` +
      `1,0,0${cells}`,
  );
}

/**
 * What a device sends for a reading: one sentence an event (or one timed report), all with the same stamp and place.
 * Not carried: battery percentage, strap, altitude, satellites, accuracy and events that the protocol has no code for.
 */
export function encodeReading(reading: Reading, acknowledged: boolean): Uint8Array {
  const codes = reading.events.map(codeOfEvent).filter((code) => code !== null);
  const { fix } = reading;
  const live = reading.live === false ? 'R' : 'A';
  const one = (event: string): Uint8Array =>
    encodePosition({
      device: reading.device,
      time: reading.time,
      status: fix === null ? 'V' : live,
      acknowledged,
      lat: fix?.lat ?? null,
      lon: fix?.lon ?? null,
      speed: fix?.speed ?? null,
      course: fix?.course ?? null,
      event,
      millivolts: 3_700 + Math.round((reading.battery?.percent ?? 50) * 5),
      odometer: 0,
      cell: null,
    });
  return concatBytes((codes.length === 0 ? ['0'] : codes).map(one));
}

/** `$AVSYS`: the device has started. */
export function encodeIdentification(
  device: string,
  firmware: string,
  serial: string,
  memory: number,
): Uint8Array {
  return sentence(`AVSYS,${device},${firmware},${serial},${memory}`);
}

/** `$EAVSYS`: the same with the SIM card; its number and telephone may be empty. */
export function encodeExtendedIdentification(
  device: string,
  card: { readonly iccid: string; readonly phone: string; readonly owner: string; readonly firmware: string },
): Uint8Array {
  return sentence(`EAVSYS,${device},${card.iccid},${card.phone},${card.owner},${card.firmware}`);
}

/** `$ECHK`: still there. */
export function encodeKeepAlive(device: string, sequence: number): Uint8Array {
  return sentence(`ECHK,${device},${sequence}`);
}
