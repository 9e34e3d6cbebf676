import { describe, expect, test } from 'vitest';
import { frameOf, framesOfText, readingIn, reasonOf } from '../test/frames.ts';
import { framesOf } from '../test/vectors.ts';
import { bytesOfAscii, concatBytes } from '../text.ts';
import { megastek } from './codec.ts';
import { encodeReading } from './encoder.ts';

const time = Date.UTC(2026, 2, 1, 12, 0, 0);

/** The wearables' form with these parts: what stands before the level of the network, and what behind. */
const mgv = (options: {
  id?: string;
  kind?: string;
  clock?: string;
  valid?: string;
  place?: string;
  tail?: string;
}): string =>
  `$MGV002,${options.id ?? '357653051212345'},name,${options.kind ?? 'R'},${options.clock ?? '010326,120000'},${options.valid ?? 'A'},` +
  `${options.place ?? '2546.45040,N,08011.61720,W'},00,09,00,1.2,0.540,270.00,12.5,0.0,310,260,262C,0F54,25,` +
  `${options.tail ?? '0000,0000,0,0,0,28.5,28.3,,10,072,Timer'};!`;

/** The comma form. */
const stx = (options: {
  name?: string;
  valid?: string;
  mark?: string;
  alert?: string;
  id?: string;
  battery?: string;
  end?: string;
}): string =>
  `STX,${options.name ?? 'free, text'.replace(',', ' ')},$GPRMC,120000.000,${options.valid ?? 'A'},2546.4504,N,08011.6172,W,0.54,270.0,010326,,,A*00,` +
  `${options.mark ?? 'F'},${options.alert ?? ''},${options.id ?? 'imei:357653051212345'},05/8,12.5,${options.battery ?? 'Battery=72%,'},${options.end ?? '1,310,260,0FA6,39D0;8F'}\r\n`;

const place = {
  lat: expect.closeTo(25.774173, 5),
  lon: expect.closeTo(-80.19362, 5),
  speed: expect.closeTo(0.2778, 3),
  course: 270,
};

describe('MGV', () => {
  test('COD-10 carries place, satellites, battery; the belt’s digit is no strap', () => {
    expect(readingIn(megastek, mgv({}))).toMatchObject({
      device: '357653051212345',
      time,
      fix: { ...place, altitude: 12.5, satellites: 9, accuracy: null },
      battery: { percent: 72, charging: true },
      strap: null,
      worn: null,
      events: [],
      live: true,
    });
  });

  test.each(['00', '01', '02', '10', '11'])('COD-31 charge and belt %s: no strap', (digits) => {
    const reading = readingIn(megastek, mgv({ tail: `0000,0000,0,0,0,28.5,28.3,,${digits},072,Timer` }));
    expect(reading.strap).toBeNull();
    expect(reading.battery).toEqual({ percent: 72, charging: digits.startsWith('1') });
  });

  test.each(['100', '01000', '1-1', '', '1', '20'])(
    'COD-32 charge and belt "%s": charging is not known',
    (digits) => {
      const reading = readingIn(megastek, mgv({ tail: `0000,0000,0,0,0,28.5,28.3,,${digits},072,Timer` }));
      expect(reading.battery).toEqual({ percent: 72, charging: null });
    },
  );

  test.each([
    ['SOS', ['sos']],
    ['Help', ['sos']],
    ['Low Battery', ['battery-low']],
    ['LowBattery', ['battery-low']],
    ['PW ON', ['power-on']],
    ['PowerOFF', ['power-off']],
    ['Belt ON', ['strap-closed']],
    ['BELT off', ['strap-opened']],
    ['Geo1..in', ['geofence-hint']],
    ['Geo2 out', ['geofence-hint']],
    ['PSD', ['external-power-lost']],
    ['Error', ['device-fault']],
    ...[
      'Timer',
      'Dist',
      'Store',
      'Restart',
      'Vib',
      'Hit',
      'Belt Up',
      'PSR',
      'Nil-Alarms',
      'Over speed',
      'Low Ext Vol',
    ].map((word) => [word, []] as [string, string[]]),
  ])('COD-31 alert %s is %j', (word, events) => {
    expect(readingIn(megastek, mgv({ tail: `0000,0000,0,0,0,28.5,28.3,,10,072,${word}` })).events).toEqual(
      events,
    );
  });

  test('COD-10 the alert is found in every model’s tail, and behind it a Wi-Fi list', () => {
    const tails = [
      '34,1055,0,0,600,,,,11,072,SOS',
      ',,,,,,,,01000,072,SOS,aabbccddeeff:65|50e63698d1d5:70,,0,,',
      '072,SOS,,',
    ];
    for (const tail of tails) {
      expect(readingIn(megastek, mgv({ tail }))).toMatchObject({ events: ['sos'], battery: { percent: 72 } });
    }
  });

  test('COD-10 a frame cut before its alert says nothing of the battery', () => {
    const whole = mgv({});
    const cut = whole.slice(0, whole.indexOf(',28.5'));
    expect(readingIn(megastek, cut)).toMatchObject({ battery: null, events: [], fix: place });
  });

  test.each([
    ['V', '2546.45040,N,08011.61720,W'],
    ['', ',,,'],
  ])('COD-6 validity "%s" is no fix', (valid, at) => {
    expect(readingIn(megastek, mgv({ valid, place: at })).fix).toBeNull();
  });

  test.each(['0000.0000,N,00000.0000,E', ',,,', ',S,,E', '2546.4,N,,W', '2546.4,,08011.6,'])(
    'COD-7 A with "%s" is no place',
    (at) => {
      expect(readingIn(megastek, mgv({ place: at })).fix).toBeNull();
    },
  );

  test('COD-9 a clock that was never set is given as sent', () => {
    expect(readingIn(megastek, mgv({ clock: '010114,000057' })).time).toBe(Date.UTC(2014, 0, 1, 0, 0, 57));
  });

  test('COD-12 R is live, S is stored, nothing is not known', () => {
    expect(['R', 'S', ''].map((kind) => readingIn(megastek, mgv({ kind })).live)).toEqual([
      true,
      false,
      null,
    ]);
  });

  test.each([
    ['device', mgv({ id: '' })],
    ['device', mgv({ id: '35765305121234X' })],
    ['device', mgv({ id: '3'.repeat(40) })],
    ['date', mgv({ clock: '310226,120000' })],
    ['time of day', mgv({ clock: '010326,120060' })],
    ['neither A nor V', mgv({ valid: 'X' })],
    ['latitude', mgv({ place: '9546.4,N,08011.6,W' })],
    ['longitude', mgv({ place: '2546.4,N,18011.6,W' })],
    ['battery', mgv({ tail: '0000,0000,0,0,0,28.5,28.3,,10,101,Timer' })],
    ['battery', mgv({ tail: '0000,0000,0,0,0,28.5,28.3,,10,x,Timer' })],
    ['ends before', '$MGV002,357653051212345,,R'],
  ])('COD-4 %s', (word, text) => {
    expect(reasonOf(megastek, text)).toContain(word);
  });
});

describe('frames of one connection', () => {
  test('COD-30 wrong lengths, glued frames, missing marks: every frame is found', () => {
    const one = mgv({});
    const ends = ['', ';', ';\r\n', ';!', ';!\r\n'];
    for (const end of ends) {
      const cut = one.slice(0, -2) + end;
      const whole = `0125${cut}0099${one}${cut}${cut}${one}`;
      expect(framesOfText(megastek, whole).map((frame) => frame.readings.length)).toEqual([1, 1, 1, 1, 1]);
    }
  });

  test('COD-30 a stated length shows that something is missing once the line has closed', () => {
    const whole = mgv({});
    const cut = bytesOfAscii(`0${whole.length}${whole.slice(0, 100)}`);
    expect(framesOf(megastek, cut)).toEqual({ frames: [], left: 104 });
    expect(framesOf(megastek, bytesOfAscii(whole.slice(0, 100))).left).toBe(0);
  });

  test('COD-30 the three forms, one after the other', () => {
    const reading = readingIn(megastek, mgv({}));
    const forms = (['mgv', 'stx', 'fixed', 'mgv-with-length', 'fixed', 'stx', 'mgv'] as const).map((form) =>
      encodeReading(reading, form),
    );
    expect(framesOfText(megastek, concatBytes(forms)).map((frame) => frame.readings[0]?.device)).toEqual(
      forms.map(() => '357653051212345'),
    );
  });

  test('COD-14 requests for satellite data give nothing, other lines are rejected', () => {
    expect(frameOf(megastek, 'cmd=aid;user=x;lat=25.7;lon=-80.1\r\n')).toMatchObject({
      readings: [],
      rejected: null,
    });
    expect(reasonOf(megastek, 'GET / HTTP/1.1\r\n')).toBe(
      'The line begins as no frame of this protocol does.',
    );
  });
});

describe('STX', () => {
  test('COD-10 carries place, battery, charger; its checksums decide nothing', () => {
    expect(readingIn(megastek, stx({}))).toMatchObject({
      device: '357653051212345',
      time,
      fix: { ...place, altitude: 12.5, satellites: 5 },
      battery: { percent: 72, charging: true },
      live: null,
    });
  });

  test('COD-33 L is no fix although its sentence says A', () => {
    expect(readingIn(megastek, stx({ mark: 'L', alert: 'Help' }))).toMatchObject({
      fix: null,
      time,
      events: ['sos'],
    });
    expect(readingIn(megastek, stx({ valid: 'V' })).fix).toBeNull();
  });

  test.each(['A*00', 'A', '*00', 'W,A*00', '2.1,W,A*00'])(
    'COD-34 without an IMEI mark and word are found behind a sentence that ends in %s',
    (end) => {
      const before = 'STX,357653051212345,$GPRMC,120000.000,A,2546.4504,N,08011.6172,W,0.54,270.0,010326,';
      const read = (tail: string) => readingIn(megastek, `${before}${end},${tail};8F`);
      expect(read('F,SOS')).toMatchObject({ fix: place, events: ['sos'] });
      expect(read('L,Low Battery')).toMatchObject({ fix: null, time, events: ['battery-low'] });
      expect(read('L,Help,,05/8,12.5,Battery=72%,,1,310,260,0FA6,39D0')).toMatchObject({
        fix: null,
        battery: { percent: 72, charging: true },
        events: ['sos'],
      });
    },
  );

  test('COD-12 LOG is stored', () => {
    expect(readingIn(megastek, `LOG${stx({})}`).live).toBe(false);
  });

  test('COD-10 the field before the charger may be missing, and so may the checksum and the whole tail', () => {
    expect(
      readingIn(megastek, stx({ battery: 'Battery=72%', end: '0,310,260,0FA6,39D0;8F' })).battery,
    ).toEqual({ percent: 72, charging: false });
    expect(readingIn(megastek, stx({}).replace('A*00', 'A')).fix).toMatchObject(place);
    const short = stx({ name: '357653051212345' }).split('*')[0] ?? '';
    expect(readingIn(megastek, short)).toMatchObject({
      device: '357653051212345',
      fix: place,
      battery: null,
    });
  });

  test('COD-13 without an IMEI only a name of 15 digits is an id', () => {
    expect(reasonOf(megastek, stx({ id: '', name: 'GerAL22' }))).toContain('IMEI');
    expect(reasonOf(megastek, stx({ id: 'imei:12345' }))).toContain('IMEI');
    expect(readingIn(megastek, stx({ id: '', name: '357653051212345' })).device).toBe('357653051212345');
  });

  test('a name that looks like a frame’s beginning is a name', () => {
    expect(readingIn(megastek, stx({ name: 'MYSTX1;ab' })).device).toBe('357653051212345');
  });

  test.each([
    ['date', stx({}).replace('010326', '320326')],
    ['latitude', stx({}).replace('2546', '9146')],
    ['battery', stx({ battery: 'Battery=172%,' })],
    ['$GPRMC', stx({}).replace('$GPRMC', '$GPGGA')],
    ['neither A nor V', stx({ valid: '?' })],
    ['before its date', 'STX,357653051212345,$GPRMC,120000.000,A\r\n'],
  ])('COD-4 %s', (word, text) => {
    expect(reasonOf(megastek, text)).toContain(word);
  });
});

describe('the fixed form', () => {
  const reading = { ...readingIn(megastek, mgv({})), device: 'S911-7', live: null };

  test('COD-30 its length bytes may be any, a line feed and a bracket among them', () => {
    const whole = encodeReading(reading, 'fixed');
    for (let byte = 0; byte < 256; byte++) {
      const changed = Uint8Array.from(whole);
      changed[19] = byte;
      changed[20] = 255 - byte;
      expect(readingIn(megastek, changed)).toMatchObject({
        device: 'S911-7',
        fix: place,
        battery: { percent: 72, charging: null },
      });
    }
  });

  test('COD-4 header, sentence and values', () => {
    const text = Buffer.from(encodeReading(reading, 'fixed')).toString('latin1');
    expect(reasonOf(megastek, text.slice(0, 15))).toContain('header');
    expect(reasonOf(megastek, text.replace('S911-7', '      '))).toContain('names no device');
    expect(reasonOf(megastek, text.replace('$GPRMC', '$GPXXX'))).toContain('$GPRMC');
    expect(reasonOf(megastek, text.replace(',72,', ',172,'))).toContain('battery');
  });
});

test('COD-16 how strong the network is stands beside the readings; 99 and what is no level is not known', () => {
  const signalOf = (text: string) => frameOf(megastek, text).signal;
  expect(signalOf(mgv({}))).toBe(81);
  for (const [level, percent] of [
    ['0', 0],
    ['31', 100],
    ['99', null],
    ['', null],
    ['x', null],
  ] as const)
    expect(signalOf(mgv({}).replace(',25,0000', `,${level},0000`)), level).toBe(percent);
  expect(signalOf(stx({}))).toBe(null);
  expect('signal' in readingIn(megastek, mgv({}))).toBe(false);
});
