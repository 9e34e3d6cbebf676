import { compileArea, marginIn, parseInstant } from '@attend/kernel';
import { describe, expect, it } from 'vitest';
import { makeLoad } from './load.ts';

const startTime = parseInstant('2026-10-30T13:07:11.5Z') ?? 0;
const options = { devices: 200, seed: 4, startTime, stepSeconds: 60 };

describe('the load', () => {
  const load = makeLoad(options);

  it('LOAD-1 consists of whole frames with their device, their own second and a right checksum', () => {
    for (const device of [0, 47, 48, 199]) {
      // Over midnight, a change of clocks, a month's and a week's end.
      for (let n = 0; n < 11_000; n += 611) {
        const reading = load.readingAt(device, n);
        expect(reading.device).toBe(load.identifier(device));
        const elapsed = ((reading.time ?? 0) - startTime) / 1_000 - n * 60;
        expect(elapsed).toBeGreaterThan(-1);
        expect(elapsed).toBeLessThan(60);
      }
    }
  });

  it('LOAD-2 asks to be acknowledged', () => {
    expect(load.frame(0, 0).toString()).toMatch(/^\$AVRMC,\d{8},\d{6},[av],.*\*[0-9A-F]{2}\r\n$/);
  });

  it('LOAD-3 is the same for the same seed', () => {
    const again = makeLoad(options);
    for (const n of [0, 5, 700]) expect(again.frame(3, n).equals(Buffer.from(load.frame(3, n)))).toBe(true);
  });

  it('LOAD-4 comes from people with two zones that they keep out of, and a curfew', () => {
    for (let device = 0; device < 48; device += 1) {
      const { conditions, device: made, authority } = load.caseOf(device);
      expect(made.id).toBe(load.identifier(device));
      expect(authority).toMatchObject([{ location: 'trail' }]);
      expect(conditions.map(({ kind }) => kind)).toEqual(['exclusion-zone', 'exclusion-zone', 'curfew']);
    }
    const zones = load.caseOf(5).conditions.filter(({ kind }) => kind === 'exclusion-zone');
    // But for reflections, which put a fix far away now and then.
    let inside = 0;
    for (let n = 0; n < 1_440; n += 10) {
      const { fix } = load.readingAt(5, n);
      if (fix === null) continue;
      for (const { area } of zones) if (marginIn(compileArea(area), fix.lat, fix.lon) > 0) inside += 1;
    }
    expect(inside).toBeLessThanOrEqual(2);
  });

  it('LOAD-5 refuses a device that there is none of', () => {
    expect(() => load.frame(200, 0)).toThrow('200');
  });
});
