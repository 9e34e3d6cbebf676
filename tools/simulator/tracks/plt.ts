import { type Fault, fail, type Result, succeed } from '@attend/kernel';

/** One fix of a track. Milliseconds UTC, WGS 84 degrees, metres (null: not known). */
export type TrackFix = {
  readonly time: number;
  readonly lat: number;
  readonly lon: number;
  readonly altitude: number | null;
};

const headerLines = 6;
const metresInFoot = 0.3048;
/** GeoLife's word for an altitude that is not known. */
const noAltitude = -777;

/**
 * Reads a GeoLife `.plt` file: six header lines, then `latitude,longitude,0,altitude in feet,days,date,time` in UTC.
 * Zheng, Xie, Ma: GeoLife, IEEE Data Engineering Bulletin 33(2), 2010. Fixes come in order of time, doubled stamps once.
 */
export function readPlt(text: string): Result<TrackFix[], Fault> {
  const lines = text.split(/\r?\n/);
  const fixes: TrackFix[] = [];
  for (let index = headerLines; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line.trim() === '') continue;
    const [lat, lon, , feet, , date, clock] = line.split(',');
    const fix = {
      time: Date.parse(`${date}T${clock}Z`),
      lat: Number(lat),
      lon: Number(lon),
      altitude: Number(feet) === noAltitude ? null : Number(feet) * metresInFoot,
    };
    if (!isSound(fix)) {
      return fail({
        code: 'input',
        message: `line ${index + 1} is no fix: ${line.slice(0, 80)}`,
        path: [index + 1],
      });
    }
    fixes.push(fix);
  }
  fixes.sort((a, b) => a.time - b.time);
  return succeed(fixes.filter((fix, index) => fix.time !== fixes[index - 1]?.time));
}

const isSound = ({ time, lat, lon, altitude }: TrackFix): boolean =>
  Number.isFinite(time) && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && !Number.isNaN(altitude ?? 0);
