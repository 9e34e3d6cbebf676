import { describe, expect, test } from 'vitest';
import { frameOf, framesOfText, readingIn, reasonOf } from '../test/frames.ts';
import { r16h } from './codec.ts';

const time = Date.UTC(2026, 2, 1, 12, 0, 0);
const gpsd = '@GPSD,357653051212345,R,20260301,120000,25.77417,N,80.19362,W,3.6,270,12,72,L,';
const lbsd = '@LBSD,357653051212345,R,20260301,120000,310-260-75f8-61c3715:-91,,,21,L,';

describe('reports', () => {
  test('COD-10 a fix in its units, the strap, the battery', () => {
    expect(readingIn(r16h, gpsd)).toMatchObject({
      device: '357653051212345',
      time,
      fix: { lat: 25.77417, lon: -80.19362, speed: 1, course: 270, altitude: 12, accuracy: null, time },
      battery: { percent: 72, charging: null },
      strap: 'closed',
      worn: null,
      events: [],
      live: true,
    });
  });

  test('COD-6 cells are no place', () => {
    expect(readingIn(r16h, lbsd)).toMatchObject({
      time,
      fix: null,
      battery: { percent: 21 },
      strap: 'closed',
    });
  });

  test('COD-7 0/0 is no place', () => {
    expect(readingIn(r16h, gpsd.replace('25.77417', '0.00000').replace('80.19362', '0.0')).fix).toBeNull();
  });

  test('COD-8 sign and letter do not cancel', () => {
    expect(readingIn(r16h, gpsd.replace('80.19362', '-80.19362')).fix?.lon).toBe(-80.19362);
    expect(readingIn(r16h, gpsd.replace('25.77417,N', '-25.77417,S')).fix?.lat).toBe(-25.77417);
  });

  test('COD-12 S is stored', () => {
    expect(readingIn(r16h, gpsd.replace(',R,', ',S,')).live).toBe(false);
  });

  test.each([
    ['L', 'closed'],
    ['R', 'open'],
    ['', null],
  ] as const)('COD-40 strap "%s" is %s', (letter, strap) => {
    expect(readingIn(r16h, gpsd.replace('72,L', `72,${letter}`)).strap).toBe(strap);
    expect(readingIn(r16h, lbsd.replace('21,L', `21,${letter}`)).strap).toBe(strap);
  });

  test.each([
    ['SOS', ['sos']],
    ['LBT', ['battery-low']],
    ['ULK', ['strap-opened']],
    ['', []],
    ['XYZ', []],
    ['SOS,ULK', ['sos', 'strap-opened']],
    ['SOS,SOS', ['sos']],
    ['SOS#', ['sos']],
    ['ULK #\r\n', ['strap-opened']],
  ])('COD-41 COD-11 flag "%s" is %j', (flag, events) => {
    expect(readingIn(r16h, gpsd + flag).events).toEqual(events);
    expect(readingIn(r16h, lbsd + flag).events).toEqual(events);
  });

  test('COD-14 the login names the device and is not answered', () => {
    expect(frameOf(r16h, '@LINK,357653051212345')).toMatchObject({
      device: '357653051212345',
      reply: null,
      readings: [{ time: null, fix: null }],
    });
  });

  test('COD-1 lines end with the line, with $ or where the next begins', () => {
    const all = framesOfText(r16h, `${gpsd}$${gpsd}\r\n${gpsd}ULK${gpsd}\n$\r\n${lbsd}`);
    expect(all.map((frame) => frame.readings.length)).toEqual([1, 1, 1, 1, 1]);
  });
});

describe('rejections', () => {
  test.each([
    ['begin with @', 'GPSD,357653051212345'],
    ['no device', '@LINK,'],
    ['no device', '@LINK,35765305121234x'],
    ['none that this protocol has', '@XXXX,357653051212345'],
    ['strap', gpsd.slice(0, 60)],
    ['strap', gpsd.replace('72,L', '72,Q')],
    ['R (live) nor S', gpsd.replace(',R,', ',Z,')],
    ['date', gpsd.replace('20260301', '20260230')],
    ['date', gpsd.replace('20260301', '260301xx')],
    ['time of day', gpsd.replace('120000', '120061')],
    ['battery', gpsd.replace('72,L', '101,L')],
    ['battery', lbsd.replace('21,L', '-1,L')],
    ['latitude', gpsd.replace('25.77417', '90.00001')],
    ['longitude', gpsd.replace('80.19362', '180.5')],
    ['longitude', gpsd.replace(',W,', ',V,')],
    ['speed', gpsd.replace('3.6', '3.6e5')],
    ['course', gpsd.replace('270', '720')],
    ['altitude', gpsd.replace(',12,', ',99999,')],
  ])('COD-4 %s', (word, text) => {
    expect(reasonOf(r16h, text)).toContain(word);
  });
});
