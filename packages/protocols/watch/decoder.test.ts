import { describe, expect, test } from 'vitest';
import type { Frame } from '../protocol.ts';
import { frameOf, framesOfText, readingIn, reasonOf, replyText } from '../test/frames.ts';
import { framesOf } from '../test/vectors.ts';
import { bytesOfAscii } from '../text.ts';
import { watch } from './codec.ts';
import { encodeContent } from './encoder.ts';

const time = Date.UTC(2026, 2, 1, 12, 0, 0);
const id = '8800000015';
const frame = (content: string): string => Buffer.from(encodeContent(id, content)).toString('latin1');

/** A position's content. */
const position = (options: {
  word?: string;
  clock?: string;
  place?: string;
  motion?: string;
  status?: string;
  tail?: string;
}): string =>
  `${options.word ?? 'UD'},${options.clock ?? '010326,120000'},${options.place ?? 'A,25.774173,N,80.193620,W'},` +
  `${options.motion ?? '3.6,270.0,12.5,9'},100,72,10,0,${options.status ?? '00000000'},${options.tail ?? '1,255,310,260,9340,3663,35,0,10.0'}`;
const read = (options: Parameters<typeof position>[0]) => readingIn(watch, frame(position(options)));

describe('positions', () => {
  test('COD-10 a fix in its units, the percentage, nothing of a strap', () => {
    expect(read({})).toMatchObject({
      device: id,
      time,
      fix: {
        lat: 25.774173,
        lon: -80.19362,
        speed: 1,
        course: 270,
        altitude: 12.5,
        satellites: 9,
        accuracy: 16.2,
      },
      battery: { percent: 72, charging: null },
      strap: null,
      worn: null,
      events: [],
      live: true,
      sequence: null,
    });
  });

  test('COD-6 V keeps the last place, and is none', () => {
    expect(read({ place: 'V,25.774173,N,80.193620,W', motion: '22.0,0,-1,0' }).fix).toBeNull();
  });

  test('COD-7 0/0 and a missing side are no place', () => {
    expect(read({ place: 'A,0.0,N,0.0,E' }).fix).toBeNull();
    expect(read({ place: 'A,52.745450,N,0.369512,' }).fix).toBeNull();
    expect(read({ place: 'A,,N,,E' }).fix).toBeNull();
  });

  test('COD-8 sign, letter or both: never negated twice', () => {
    const lon = (text: string) => read({ place: `A,38.0,N,${text}` }).fix?.lon;
    expect(['-9.5,W', '9.5,W', '-9.5,E', '-9.5,', ' 9.5,E'].map(lon)).toEqual([-9.5, -9.5, -9.5, -9.5, 9.5]);
  });

  test('COD-10 an altitude of -1 and an accuracy of 0 are not known', () => {
    expect(read({ motion: '3.6,270,-1,9' }).fix?.altitude).toBeNull();
    expect(read({ tail: '1,255,310,260,9340,3663,35,0,0.0' }).fix?.accuracy).toBeNull();
  });

  test('COD-10 the accuracy is read only where the lists before it are whole', () => {
    const accuracy = (tail: string) => read({ tail }).fix?.accuracy;
    const cell = '1,255,310,260,9340,3663,35';
    expect(accuracy('2,0,1,1,1,1,1,2,2,2,1,name,aa:bb,-50,10.0')).toBe(16.2);
    // Commas in a name make more fields and change nothing of the last.
    expect(accuracy(`${cell},2,a,b,c,aa:bb,-5,[d],aa:bc,-7,10.0`)).toBe(16.2);
    const many = Array.from({ length: 90 }, (_, index) => `n${index},aa:bb,${index + 1}`).join(',');
    for (const tail of [
      '0,0',
      '0,1,,,,10',
      cell,
      `${cell},1,a,aa:bb,-5`,
      `${cell},1,a,b,aa:bb,-5`,
      `${cell},0,a,10.0`,
      `${cell},-1,10.0`,
      `${cell},70,${many},10.0`,
    ]) {
      expect(accuracy(tail)).toBeNull();
    }
  });

  test('COD-12 only the plain words say whether it is live', () => {
    const live = (word: string) => read({ word }).live;
    expect(['UD', 'AL', 'WT', 'UD2', 'UD3', 'UD_LTE', 'AL_LTE'].map(live)).toEqual([
      true,
      true,
      true,
      false,
      null,
      null,
      null,
    ]);
  });

  test('COD-9 stamps of zeros are none, real ones stand as sent', () => {
    expect(read({ clock: '000000,000000' }).time).toBeNull();
    expect(read({ clock: '010120,025946' }).time).toBe(Date.UTC(2020, 0, 1, 2, 59, 46));
  });
});

describe('status', () => {
  test('COD-50 bit 20 is worn false and no event; bit 3 says nothing', () => {
    expect(read({ word: 'AL', status: '00100000' })).toMatchObject({ worn: false, events: [] });
    expect(read({ word: 'AL', status: '00000008' })).toMatchObject({ worn: null, events: [] });
  });

  test.each([
    ['00000001', ['battery-low']],
    ['0001', ['battery-low']],
    ['00020000', ['battery-low']],
    ['00004000', ['external-power-lost']],
    ['00010000', ['sos']],
    ['00040000', ['geofence-hint']],
    ['00080000', ['geofence-hint']],
    ['00200000', ['fall']],
    ['00400000', ['fall']],
    ['00000016', []],
    ['00000000', []],
    ['', []],
  ])('COD-51 status %s is %j', (status, events) => {
    expect(read({ word: 'AL', status }).events).toEqual(events);
  });

  test('COD-11 COD-51 all bits at once: every event, each once', () => {
    const all = read({ word: 'AL', status: 'ffffffff' });
    expect(all.worn).toBe(false);
    expect(all.events.toSorted()).toEqual([
      'battery-low',
      'external-power-lost',
      'fall',
      'geofence-hint',
      'sos',
    ]);
  });
});

describe('answers', () => {
  const answered = (content: string): string | null => replyText(frameOf(watch, frame(content)));

  test.each([
    ['INIT,0,0,x', 'INIT,1'],
    ['LK', 'LK'],
    ['LK,0,10,100', 'LK'],
    [position({ word: 'AL' }), 'AL'],
    [position({ word: 'AL_LTE' }), 'AL'],
    [position({ word: 'ALCUSTOMER1' }), 'AL'],
    ['AL', 'AL'],
    ['TKQ', 'TKQ'],
    ['TKQ2', 'TKQ2'],
    ['JXTK,0,name,1,2,x', 'JXTKR,1'],
  ])('COD-53 %s is answered %s', (content, answer) => {
    expect(answered(content)).toBe(`[3G*${id}*${answer.length.toString(16).padStart(4, '0')}*${answer}]`);
  });

  test('COD-53 positions and the rest are not answered', () => {
    for (const content of [
      position({}),
      position({ word: 'UD2' }),
      position({ word: 'WT' }),
      'heart,71',
      'TK,x',
      'CR',
    ]) {
      expect(answered(content)).toBeNull();
    }
  });

  test('COD-53 maker and index are the device’s own, part by part', () => {
    const frames = framesOfText(watch, '[ZJ*014111001332708*00A5*0002*LK][ZJ*014111001332708*00a6*0002*LK]');
    expect(frames.map(replyText)).toEqual([
      '[ZJ*014111001332708*00A5*0002*LK]',
      '[ZJ*014111001332708*00a6*0002*LK]',
    ]);
    expect(readingIn(watch, '[ZJ*014111001332708*00A5*0009*LK,0,0,19]').sequence).toBe(0xa5);
  });

  test('COD-53 the session remembers the letters that the device last used', () => {
    const step = watch.receive(watch.start(), bytesOfAscii('[3G*8800000015*0002*LK][SG*8800000015*0002*LK]'));
    expect(step.session.memory).toEqual({ device: id, maker: 'SG' });
  });

  test('COD-14 what gives a reading, and what none', () => {
    const readings = (content: string) => frameOf(watch, frame(content)).readings;
    for (const content of [
      'heart,71',
      'PULSE,72',
      'bphrt,120,79,73,,,,',
      'TEMP,36.5',
      'INIT,x',
      'UNHEARD,1',
      'AL',
    ]) {
      expect(readings(content)).toMatchObject([{ time: null, fix: null }]);
    }
    for (const content of [
      'LK',
      'LK,1,2',
      'LK,1,2,',
      'TKQ',
      'TK,x',
      'JXTK,0,a,1,1,x',
      'CR',
      'UPLOAD',
      'MESSAGE',
    ])
      expect(readings(content)).toEqual([]);
    expect(readings('LK,1,2,77')).toMatchObject([{ battery: { percent: 77, charging: null } }]);
  });
});

describe('frames', () => {
  const count = (text: string): readonly number[] =>
    framesOfText(watch, text).map((one: Frame) => one.readings.length);
  const wifi = (name: string): string =>
    frame(position({ tail: `1,255,310,260,9340,3663,35,1,${name},aa:bb,-70,15.0` }));
  const alarm = frame(position({ word: 'AL', status: '00010000' }));

  test('COD-52 balanced brackets and commas in names are names', () => {
    expect(count(wifi('[LG_Wall-Mount A/C]e725') + wifi('a,b,[c[d]]') + alarm)).toEqual([1, 1, 1]);
  });

  test('COD-52 a lone opening bracket costs nothing where the length is right', () => {
    expect(count(wifi('Home[1') + wifi('[[[') + alarm)).toEqual([1, 1, 1]);
  });

  test('COD-52 with a wrong length besides, the frames behind are found again', () => {
    const wrong = wifi('Home[1').replace(/\*00[0-9a-f]{2}\*/, '*0050*');
    expect(count(wrong + alarm + alarm)).toEqual([1, 1, 1]);
    expect(count(`${wrong}\r\n${alarm}`)).toEqual([1, 1]);
  });

  test('COD-52 a lone closing bracket ends the frame early: its place is read, its rest is rejected', () => {
    const frames = framesOfText(watch, wifi('Ho]me') + alarm);
    expect(frames.map((one) => one.readings.length)).toEqual([1, 0, 1]);
    expect(frames[1]?.rejected?.reason).toBe('These bytes stand outside of any frame.');
  });

  test('COD-52 a name that looks like a frame is a name', () => {
    const inside = '[3G*9999999999*0009*LK,0,0,1]';
    expect(framesOfText(watch, wifi(inside)).map((one) => one.device)).toEqual([id]);
    expect(framesOfText(watch, wifi(`[]${inside.slice(0, -1)}`) + alarm).map((one) => one.device)).toEqual([
      id,
      id,
    ]);
  });

  test('COD-52 stated lengths are not trusted', () => {
    for (const length of ['0000', '0005', '00ff', 'ffff'])
      expect(count(alarm.replace(/\*00[0-9a-f]{2}\*/, `*${length}*`) + alarm)).toEqual([1, 1]);
  });

  test('COD-1 an open bracket is left unfinished when the line closes', () => {
    expect(framesOf(watch, bytesOfAscii(alarm + alarm.slice(0, 30)))).toMatchObject({
      frames: [{}],
      left: 30,
    });
  });

  test.each([
    ['outside of any frame', 'hello\r\n'],
    ['header', '[hello]'],
    ['header', '[3G*12345678*0002*LK]'],
    ['header', '[3G*1234567890123456*0002*LK]'],
    ['header', '[3G*88000000x5*0002*LK]'],
    ['header', '[3G*8800000015*02*LK]'],
    ['content', '[3G*8800000015*0000*]'],
    ['content', '[3G*8800000015*0001*,]'],
    ['date', frame(position({ clock: '320326,120000' }))],
    ['time of day', frame(position({ clock: '010326,126000' }))],
    ['neither A nor V', frame(position({ place: 'Q,1,N,1,E' }))],
    ['latitude', frame(position({ place: 'A,91,N,1,E' }))],
    ['latitude', frame(position({ place: 'A,1,X,1,E' }))],
    ['longitude', frame(position({ place: 'A,1,N,181,E' }))],
    ['speed', frame(position({ motion: '-1,0,0,0' }))],
    ['satellites', frame(position({ motion: '1,0,0,1.5' }))],
    ['battery', frame('LK,0,0,101')],
    ['battery', frame(position({})).replace(',72,', ',-72,')],
    ['status', frame(position({ status: 'xyz' }))],
  ])('COD-4 %s', (word, text) => {
    expect(reasonOf(watch, text)).toContain(word);
  });
});

test('COD-16 how strong the network is stands beside the readings; more than the whole is not known', () => {
  const signalOf = (level: string) =>
    frameOf(watch, frame(position({}).replace(',100,72,', `,${level},72,`))).signal;
  expect(['100', '37', '0', '101', '-1', ''].map(signalOf)).toEqual([100, 37, 0, null, null, null]);
  expect(frameOf(watch, frame('LK,0,0,72')).signal).toBe(null);
  expect('signal' in read({})).toBe(false);
});
