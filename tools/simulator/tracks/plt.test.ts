import { parseInstant } from '@attend/kernel';
import { describe, expect, it } from 'vitest';
import { readPlt } from './plt.ts';

const file = (...lines: string[]): string =>
  [
    'Geolife trajectory',
    'WGS 84',
    'Altitude is in Feet',
    'Reserved 3',
    '0,2,255,My Track,0,0,2,8421376',
    '0',
    ...lines,
    '',
  ].join('\r\n');

describe('a track’s file', () => {
  it('SIM-7 gives fixes in order of time, each stamp once', () => {
    const read = readPlt(
      file(
        '39.70,-105.01,0,-777,0,2026-03-01,12:00:05',
        '39.71,-105.02,0,1000,0,2026-03-01,12:00:00',
        '39.72,-105.03,0,1000,0,2026-03-01,12:00:05',
      ),
    );
    const begin = parseInstant('2026-03-01T12:00:00Z');
    expect(read).toEqual({
      ok: true,
      value: [
        { time: begin, lat: 39.71, lon: -105.02, altitude: 304.8 },
        { time: (begin ?? 0) + 5_000, lat: 39.7, lon: -105.01, altitude: null },
      ],
    });
  });

  it('SIM-7 names the line that is no fix', () => {
    for (const wrong of [
      '39.70,-105.01',
      'x,-105,0,0,0,2026-03-01,12:00:00',
      '99,-105,0,0,0,2026-03-01,12:00:00',
    ]) {
      expect(readPlt(file('39.7,-105,0,0,0,2026-03-01,12:00:00', wrong))).toMatchObject({
        ok: false,
        error: { message: expect.stringContaining('line 8') },
      });
    }
  });
});
