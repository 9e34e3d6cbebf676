import type { Reading } from '@attend/kernel';
import { describe, expect, test } from 'vitest';
import { bytesOfUtf8 } from '../text.ts';
import { osmand } from './codec.ts';

const time = Date.UTC(2026, 2, 1, 12, 0, 0);
const get = (query: string) =>
  osmand.decode({ method: 'GET', path: `/?${query}`, contentType: null, body: new Uint8Array(0) });
const post = (body: string, contentType: string | null) =>
  osmand.decode({ method: 'POST', path: '/', contentType, body: bytesOfUtf8(body) });
const json = (value: object) => post(JSON.stringify(value), 'application/json; charset=utf-8');

type Answer = ReturnType<typeof osmand.decode>;
const readingOf = (answer: Answer): Reading => {
  expect(answer.status).toBe(200);
  expect(answer.frames[0]?.reply).toBeNull();
  return answer.frames[0]?.readings[0] ?? expect.fail('no reading');
};
const reasonOf = (answer: Answer): string => {
  expect(answer.status).toBe(400);
  expect(answer.frames[0]?.readings).toEqual([]);
  return answer.frames[0]?.rejected?.reason ?? expect.fail('was not rejected');
};

const where = 'id=123456&lat=25.774173&lon=-80.19362';
const read = (more: string): Reading => readingOf(get(`${where}&${more}`));

describe('queries and forms', () => {
  test('COD-10 place, motion in knots, battery', () => {
    const query = `timestamp=${time / 1_000}&speed=10&bearing=271&altitude=-3.5&accuracy=5&batt=66.6&charge=true&hdop=1&x=y`;
    expect(read(query)).toEqual({
      device: '123456',
      time,
      receivedAt: null,
      fix: {
        lat: 25.774173,
        lon: -80.19362,
        source: 'gnss',
        accuracy: 8.1,
        time,
        speed: expect.closeTo(5.1444, 4),
        course: 271,
        altitude: -3.5,
        satellites: null,
      },
      battery: { percent: 67, charging: true },
      strap: null,
      case: null,
      worn: null,
      events: [],
      live: null,
      sequence: null,
      mock: null,
    });
    expect(readingOf(post(`${where}&timestamp=5`, 'application/x-www-form-urlencoded'))).toMatchObject({
      device: '123456',
      time: 5_000,
    });
    expect(readingOf(post(where, null)).fix).toMatchObject({ lat: 25.774173 });
  });

  test.each([
    ['1772366400', time],
    ['1772366400.25', time + 250],
    ['1772366400000', time],
    ['2026-03-01T12:00:00Z', time],
    ['2026-03-01T12:00:00.5Z', time + 500],
    ['2026-03-01T07:00:00-05:00', time],
    ['2026-03-01T17:45:00%2B0545', time],
    ['2026-03-01T13:00:00+01:00', time],
    ['2026-03-01 12:00:00', time],
    ['2026-03-01%2012:00', time],
    ['2147483647', 2_147_483_647_000],
    ['2147483648', 2_147_483_648],
    ['0', 0],
  ])('COD-9 COD-65 timestamp %s', (text, wanted) => {
    expect(read(`timestamp=${text}`).time).toBe(wanted);
  });

  test('COD-9 no timestamp is null', () => {
    expect(read('')).toMatchObject({ time: null, fix: { time: null } });
  });

  test('COD-7 0/0, one coordinate or none is no place; cells and networks are none either', () => {
    for (const query of ['lat=0&lon=0', 'lat=5', 'cell=257,02,16,2224&wifi=00-14,-80', 'lat=&lon=']) {
      expect(readingOf(get(`id=1&${query}`)).fix).toBeNull();
    }
    expect(readingOf(get('id=1&location=25.5,-80.25')).fix).toMatchObject({ lat: 25.5, lon: -80.25 });
  });

  test('COD-6 valid=false is no fix, and so is any word but true', () => {
    expect(
      ['true', 'True', '1', 'false', '0', 'V'].map((word) => read(`valid=${word}`).fix !== null),
    ).toEqual([true, true, true, false, false, false]);
  });

  test('COD-61 negative values are unknown', () => {
    expect(read('speed=-1&heading=-1&batt=-1&accuracy=-1&charge=maybe')).toMatchObject({
      fix: { speed: null, course: null, accuracy: null },
      battery: null,
    });
  });

  test('the SOS button', () => {
    expect(['sos', 'other', ''].map((alarm) => read(`alarm=${alarm}`).events)).toEqual([['sos'], [], []]);
  });

  test('COD-62 a mock is given as one', () => {
    expect(['true', '1', 'false', 'perhaps', ''].map((word) => read(`mock=${word}`).mock)).toEqual([
      true,
      true,
      false,
      null,
      null,
    ]);
    expect(read('mock=true').fix).not.toBeNull();
  });

  test('without a body the query is read, whatever the content type says', () => {
    for (const method of ['GET', 'POST']) {
      const request = {
        method,
        path: `/?${where}`,
        contentType: 'application/json',
        body: new Uint8Array(0),
      };
      expect(readingOf(osmand.decode(request))).toMatchObject({ device: '123456', fix: { lat: 25.774173 } });
    }
  });

  test('COD-13 id or deviceid, escaped or not', () => {
    expect(readingOf(get('deviceid=a%20b')).device).toBe('a b');
    expect(readingOf(get('deviceid=x&id=y')).device).toBe('y');
    expect(readingOf(get('id=caf%C3%A9')).device).toBe('café');
    expect(reasonOf(get('lat=1&lon=2'))).toContain('names no id');
    expect(reasonOf(get('id='))).toContain('names no id');
    for (const id of ['%00', '%FF', '%E2%80%AEx', '%3Cb%3E', 'x'.repeat(200)])
      expect(reasonOf(get(`id=${id}`))).toContain('no identifier');
  });

  test.each([
    ['timestamp', 'timestamp=yesterday'],
    ['timestamp', 'timestamp=-5'],
    ['timestamp', 'timestamp=9999999999999999'],
    ['timestamp', 'timestamp=2026-02-30T00:00:00Z'],
    ['timestamp', 'timestamp=2026-03-01T00:00:60Z'],
    ['latitude', 'location=1'],
    ['latitude', 'location=1,2,3'],
    ['latitude', 'location=91,0'],
    ['speed', 'speed=0x10'],
    ['speed', 'speed=1e9'],
    ['course', 'bearing=1000'],
    ['altitude', 'altitude=Infinity'],
    ['battery', 'batt=101'],
    ['256 parameters', 'a&'.repeat(300)],
  ])('COD-63 COD-4 %s: %s', (word, query) => {
    const rest = query.startsWith('location') ? 'id=1' : where;
    const reason = reasonOf(get(`${rest}&${query}`));
    if (word === 'latitude') expect(reason).toMatch(/latitude|longitude/);
    else expect(reason).toContain(word);
  });

  test('COD-64 stray escapes and keys of prototypes are text like any other', () => {
    expect(read('%=%&%zz=1&__proto__=1&constructor=2&=3&&&').fix).not.toBeNull();
    expect(reasonOf(get(`${where}&x=${'y'.repeat(20_000)}`))).toContain('path is longer');
  });
});

describe('the JSON form', () => {
  const coords = {
    latitude: 25.774173,
    longitude: -80.19362,
    accuracy: 5,
    speed: 2.5,
    heading: 90,
    altitude: 12,
  };
  const report = (location: object) =>
    json({ device_id: '48241179', location: { timestamp: '2026-03-01T12:00:00Z', coords, ...location } });

  test('COD-10 speed in metres per second, battery from 0 to 1', () => {
    expect(
      readingOf(report({ battery: { level: 0.666, is_charging: true }, is_moving: true })),
    ).toMatchObject({
      device: '48241179',
      time,
      fix: { lat: 25.774173, speed: 2.5, course: 90, altitude: 12, accuracy: 8.1, time },
      battery: { percent: 67, charging: true },
      mock: null,
    });
  });

  test.each([
    ['2026-03-01T12:00:00Z', time],
    ['2026-03-01T12:00:00.000+00:00', time],
    ['1772366400', time],
    [1_772_366_400, time],
    [1_772_366_400_000, time],
    [null, null],
  ])('COD-9 COD-65 timestamp %s', (timestamp, wanted) => {
    expect(readingOf(report({ timestamp })).time).toBe(wanted);
  });

  test('COD-62 a mock is given as one', () => {
    expect(readingOf(report({ mock: true }))).toMatchObject({ mock: true, fix: { lat: 25.774173 } });
    expect(readingOf(report({ mock: false })).mock).toBe(false);
  });

  test('COD-61 negative values are unknown, and so is an altitude of negative accuracy', () => {
    const unknown = { ...coords, speed: -1, heading: -1, accuracy: -1, altitude_accuracy: -1 };
    expect(readingOf(report({ coords: unknown, battery: { level: -1 } }))).toMatchObject({
      fix: { speed: null, course: null, accuracy: null, altitude: null },
      battery: null,
    });
  });

  test('the SOS button', () => {
    expect(readingOf(report({ extras: { alarm: 'sos' } })).events).toEqual(['sos']);
  });

  test('COD-7 COD-14 without coords there is no place, without location only a sign of life', () => {
    expect(readingOf(report({ coords: undefined }))).toMatchObject({ time, fix: null });
    expect(readingOf(json({ device_id: 48241179 }))).toMatchObject({
      device: '48241179',
      time: null,
      fix: null,
    });
    expect(readingOf(post(JSON.stringify({ device_id: 'x' }), null)).device).toBe('x');
  });

  test.each([
    ['device_id', json({ location: {} })],
    ['device_id', json({ device_id: '' })],
    ['device_id', json({ device_id: 1.5 })],
    ['no identifier', json({ device_id: 'a\nb' })],
    ['not an object', json({ device_id: 'x', location: 7 })],
    ['not an object', report({ coords: [1, 2] })],
    ['timestamp', report({ timestamp: 'soon' })],
    ['timestamp', report({ timestamp: 1e18 })],
    ['latitude', report({ coords: { ...coords, latitude: 'x' } })],
    ['battery', report({ battery: { level: 67 } })],
    ['not JSON', post('id=1', 'application/json')],
  ])('COD-4 %s', (word, answer) => {
    const reason = reasonOf(answer);
    if (word === 'not an object') expect(reason).toMatch(/not an object|are not an object/);
    else expect(reason).toContain(word);
  });

  test('COD-64 keys of prototypes reach nothing', () => {
    const body =
      '{"device_id":"x","__proto__":{"location":{"coords":{"latitude":1,"longitude":2}}},"location":{"__proto__":{"mock":true}}}';
    expect(readingOf(post(body, 'application/json'))).toMatchObject({ fix: null, mock: null });
  });
});
