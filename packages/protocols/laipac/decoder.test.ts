import { describe, expect, test } from 'vitest';
import { frameOf, framesOfText, readingIn, reasonOf, replyText } from '../test/frames.ts';
import { bytesOfAscii, concatBytes } from '../text.ts';
import { laipac } from './codec.ts';
import { encodeConfiguration, encodePositionRequest, encodeRestart, sentence } from './commands.ts';
import { encodePosition, type LaipacPosition } from './encoder.ts';
import { resetLetter } from './events.ts';

const time = Date.UTC(2026, 2, 1, 12, 0, 0);
const position: LaipacPosition = {
  device: '80006405',
  time,
  status: 'A',
  acknowledged: false,
  lat: 25.774173,
  lon: -80.19362,
  speed: 1.5,
  course: 270,
  event: '0',
  millivolts: 3_804,
  odometer: 17,
  cell: { mcc: 310, mnc: 260, lac: 0x0d7a, cid: 0xb913 },
};

/** A position sentence of these fields. */
const avrmc = (fields: string): Uint8Array => sentence(`AVRMC,${fields}`);
const parked = '0.00,0.00,010326,0,3804,17,1,0,0';
const valid = `80006405,120000,A,2546.4504,N,08011.6172,W,${parked}`;

describe('positions', () => {
  test('COD-10 a voltage is no percentage, and nothing is said of strap, accuracy or wearing', () => {
    expect(readingIn(laipac, encodePosition(position))).toEqual({
      device: '80006405',
      time,
      receivedAt: null,
      fix: {
        lat: expect.closeTo(25.774173, 5),
        lon: expect.closeTo(-80.19362, 5),
        source: 'gnss',
        accuracy: null,
        time,
        speed: expect.closeTo(1.5, 2),
        course: 270,
        altitude: null,
        satellites: null,
      },
      battery: null,
      strap: null,
      case: null,
      worn: null,
      events: [],
      live: true,
      sequence: null,
      mock: null,
    });
  });

  test.each([
    ['A', true],
    ['R', false],
    ['P', null],
    ['V', null],
  ] as const)('COD-12 status %s is live %s', (status, live) => {
    expect(readingIn(laipac, encodePosition({ ...position, status })).live).toBe(live);
    expect(readingIn(laipac, encodePosition({ ...position, status, acknowledged: true })).live).toBe(live);
  });

  test('COD-6 V with good coordinates is no fix, and its event stands', () => {
    const reading = readingIn(laipac, encodePosition({ ...position, status: 'V', event: '3' }));
    expect(reading).toMatchObject({ fix: null, time, events: ['sos'] });
  });

  test.each([
    ['0/0', `80006405,120000,A,0000.0000,N,00000.0000,E,${parked}`],
    ['no coordinates', `80006405,120000,A,,N,,W,${parked}`],
    ['one coordinate', `80006405,120000,A,2546.4504,N,,W,${parked}`],
    ['no hemispheres', `80006405,120000,A,2546.4504,,08011.6172,,${parked}`],
  ])('COD-7 %s is no place', (_, fields) => {
    expect(readingIn(laipac, avrmc(fields)).fix).toBeNull();
  });

  test('COD-8 hemispheres sign the coordinates; the equator and the first meridian are places', () => {
    const at = (place: string) => readingIn(laipac, avrmc(`80006405,120000,A,${place},${parked}`)).fix;
    expect(at('2546.4504,S,08011.6172,E')).toMatchObject({
      lat: expect.closeTo(-25.774173, 6),
      lon: expect.closeTo(80.19362, 6),
    });
    for (const signed of [
      '-2546.4504,S,-08011.6172,W',
      '-2546.4504,N,-08011.6172,E',
      '-2546.4504,,-08011.6172,',
    ])
      expect(at(signed)).toMatchObject({
        lat: expect.closeTo(-25.774173, 6),
        lon: expect.closeTo(-80.19362, 6),
      });
    expect(at('0000.0000,N,08011.6172,W')).toMatchObject({ lat: 0 });
    expect(at('2546.4504,N,00000.0000,E')).toMatchObject({ lon: 0 });
  });

  test.each([
    ['a clock that was never set', '000003', '060180', Date.UTC(1980, 0, 6, 0, 0, 3)],
    ['a week rollover', '120000', '210799', Date.UTC(1999, 6, 21, 12)],
    ['a leap day', '235959', '290228', Date.UTC(2028, 1, 29, 23, 59, 59)],
    ['a fraction of a second', '120000.250', '010326', time + 250],
    ['no date', '120000', '', null],
    ['a date of zeros', '000000', '000000', null],
    ['no time', '', '010326', null],
  ])('COD-9 %s is given as sent', (_, clock, date, wanted) => {
    const line = avrmc(`80006405,${clock},A,2546.4504,N,08011.6172,W,0.00,0.00,${date},0,3804,17,1,0,0`);
    expect(readingIn(laipac, line)).toMatchObject({ time: wanted, fix: { time: wanted } });
  });

  test('unknown further fields, no cell and 0,0 for a cell are accepted', () => {
    for (const more of ['', ',0,0', ',0D7AB913,310260', ',0D7AB913,310260,7,,x']) {
      expect(readingIn(laipac, avrmc(valid + more)).fix).not.toBeNull();
    }
  });
});

describe('events', () => {
  test.each([
    ['3', ['sos']],
    ['T', ['tamper']],
    ['H', ['power-off']],
    ['Z', ['battery-low']],
    ['5', ['external-power-lost']],
    ['4', ['geofence-hint']],
    ['7', ['geofence-hint']],
    ['X', ['geofence-hint']],
    ...[...'012689SYMABCDOPQRabcxyz'].map((code) => [code, []] as [string, string[]]),
  ])('COD-21 event %s is %j', (event, events) => {
    expect(readingIn(laipac, encodePosition({ ...position, event })).events).toEqual(events);
  });
});

describe('answers', () => {
  test('COD-20 lower case is answered with event and checksum, upper case is not', () => {
    const line = encodePosition({ ...position, acknowledged: true, status: 'R', event: 'a' });
    const checksum = Buffer.from(line).toString().slice(-4, -2);
    expect(frameOf(laipac, line).reply).toEqual(sentence(`EAVACK,a,${checksum}`));
    expect(frameOf(laipac, encodePosition(position)).reply).toBeNull();
  });

  test('COD-20 the checksum is repeated as it was received', () => {
    const line = Buffer.from(encodePosition({ ...position, acknowledged: true })).toString();
    const lower = line.slice(0, -4) + line.slice(-4).toLowerCase();
    expect(replyText(frameOf(laipac, lower))).toContain(`,${lower.slice(-4, -2)}*`);
  });

  test('COD-22 a keep-alive gets its line back', () => {
    const frame = frameOf(laipac, sentence('ECHK,80006405,7'));
    expect(replyText(frame)).toBe(Buffer.from(sentence('ECHK,80006405,7')).toString());
    expect(frame).toMatchObject({ device: '80006405', readings: [], rejected: null });
  });

  test('COD-14 start-up names the device and nothing else; answers to commands give nothing', () => {
    const nothing = { time: null, fix: null, battery: null, events: [] };
    expect(readingIn(laipac, sentence('AVSYS,80006405,V1.50,SN0000103,32768'))).toMatchObject(nothing);
    expect(readingIn(laipac, sentence('EAVSYS,80006405,,,Owner,0x52014406'))).toMatchObject(nothing);
    for (const body of ['AVCFG,00000000,d', 'EAVACK,0,00', 'AVREQ,00000000,1']) {
      expect(frameOf(laipac, sentence(body))).toEqual({
        device: null,
        readings: [],
        reply: null,
        rejected: null,
        signal: null,
      });
    }
  });

  test('COD-23 another id on the line is another device, and a wrong line is the connection’s', () => {
    const other = encodePosition({ ...position, device: '80009999' });
    const frames = framesOfText(
      laipac,
      concatBytes([encodePosition(position), other, bytesOfAscii('$AVRMC,8*00\r\n')]),
    );
    expect(frames.map((frame) => frame.device)).toEqual(['80006405', '80009999', '80006405']);
  });
});

describe('rejections', () => {
  test.each([
    ['no $', 'AVRMC,80006405', 'The line does not begin with $.'],
    ['no checksum', '$AVRMC,80006405', 'The line does not end in * and a checksum of two digits.'],
    ['half a checksum', '$ECHK,80006405,0*3', 'The line does not end in * and a checksum of two digits.'],
    ['no hexadecimal checksum', '$ECHK,80006405,0*GG', 'The checksum is not two hexadecimal digits.'],
    ['a wrong checksum', '$ECHK,80006405,0*00', 'The checksum is not that of the line.'],
    ['no device', sentence('ECHK,,0'), 'The line names no device, or not in 1 to 15 letters and digits.'],
    ['a long device', sentence('ECHK,1234567890123456,0'), /names no device/],
    ['a device of other signs', sentence('ECHK,8000<b>,0'), /names no device/],
    ['an unknown sentence', sentence('AVXXX,80006405,1'), 'The sentence is none that this protocol has.'],
    [
      'half a position',
      sentence('AVRMC,80006405,120000,A'),
      'The position sentence ends before its event code.',
    ],
  ])('COD-4 %s', (_, line, reason) => {
    expect(reasonOf(laipac, line)).toMatch(reason);
  });

  test.each([
    ['latitude', valid.replace('2546.4504', '9546.4504')],
    ['latitude', valid.replace('2546.4504', '2560.0000')],
    ['latitude', valid.replace('2546.4504', '25x6.4504')],
    ['latitude', valid.replace(',N,', ',Q,')],
    ['longitude', valid.replace('08011.6172', '18011.6172')],
    ['speed', valid.replace('W,0.00', 'W,1001.00')],
    ['speed', valid.replace('W,0.00', 'W,-1.00')],
    ['course', valid.replace('0.00,0.00', '0.00,361.00')],
    ['date', valid.replace('010326', '320326')],
    ['date', valid.replace('010326', '290227')],
    ['date', valid.replace('010326', '011326')],
    ['time of day', valid.replace('120000', '240000')],
    ['time of day', valid.replace('120000', '126000')],
    ['time of day', valid.replace('120000', '120060')],
    ['status', valid.replace(',A,', ',B,')],
    ['event code', valid.replace(',0,3804', ',00,3804')],
  ])('COD-4 an impossible %s, acknowledged form and all, is rejected and not answered', (field, fields) => {
    const reason = reasonOf(laipac, avrmc(fields.replace(',A,', ',a,')));
    expect(reason).toContain(field);
    expect(reason).not.toMatch(/\d/);
  });

  test('COD-4 what a V line says of place and motion is not looked at', () => {
    expect(readingIn(laipac, avrmc(`80006405,120000,V,9999.9999,N,99999.9999,E,${parked}`)).fix).toBeNull();
  });

  test('COD-5 at most 512 bytes are kept', () => {
    const frame = frameOf(laipac, `$${'9'.repeat(511)}`);
    expect(frame.rejected?.data.length).toBe(512);
  });

  test('COD-1 a line cut short costs only itself', () => {
    const line = Buffer.from(encodePosition(position)).toString();
    const frames = framesOfText(laipac, `${line.slice(0, 40)}${line}\r\r\n\0${line.slice(0, -2)}`);
    expect(frames.map((frame) => frame.readings.length)).toEqual([0, 1, 1]);
  });
});

describe('commands', () => {
  test('settings, requests and restart carry the password given', () => {
    expect(Buffer.from(encodeConfiguration('00000000', 'd')).toString()).toBe('$AVCFG,00000000,d*31\r\n');
    expect(Buffer.from(encodePositionRequest('00000000')).toString()).toMatch(
      /^\$AVREQ,00000000,1\*[0-9A-F]{2}\r\n$/,
    );
    expect(Buffer.from(encodeRestart('80006405', '12345678')).toString()).toMatch(
      /^\$AVRESET,80006405,12345678\*/,
    );
  });

  test('the letters that reset an alarm', () => {
    expect([...'3STX4YZM'].map(resetLetter)).toEqual(['d', 't', 't', 'x', 'x', 'y', 'z', 'm']);
    expect(resetLetter('0')).toBeNull();
    expect(resetLetter('constructor')).toBeNull();
  });
});
