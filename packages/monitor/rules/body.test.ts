import type { Reading } from '@attend/kernel';
import { describe, expect, test } from 'vitest';
import { at, authority, reading, replayCase, told } from '../test/build.ts';

/** A row: what the readings of 12:00, 12:01, … say, and which alerts that gives. */
type Row = readonly [name: string, said: readonly Partial<Reading>[], expected: readonly string[]];

const run = (said: readonly Partial<Reading>[]): string[] =>
  told(
    replayCase(
      {},
      said.map((one, index) => reading(at('12:00') + index * 60_000, one)),
    ),
  );

test.each<Row>([
  [
    'open by its state until it reads closed',
    [{}, { strap: 'open' }, { strap: 'open' }, { strap: 'closed' }],
    ['strap-opened 12:01-12:03'],
  ],
  [
    'open by an event alone, until an event says closed',
    [{ events: ['strap-opened'] }, {}, { events: ['strap-closed'] }],
    ['strap-opened 12:00-12:02'],
  ],
  [
    'an event says open, the state says closed: open for that instant',
    [{ strap: 'closed', events: ['strap-opened'] }, { strap: 'closed' }],
    ['strap-opened 12:00'],
  ],
  [
    'an open state is not ended by an event of a reading that still reads open',
    [{ strap: 'open' }, { strap: 'open', events: ['strap-closed'] }, { strap: 'closed' }],
    ['strap-opened 12:00-12:02'],
  ],
  ['what says nothing of it ends nothing', [{ strap: 'open' }, {}, { worn: true }], ['strap-opened 12:00-…']],
  [
    'twice open is two alerts',
    [{ strap: 'open' }, { strap: 'closed' }, { strap: 'open' }, { strap: 'closed' }],
    ['strap-opened 12:00-12:01', 'strap-opened 12:02-12:03'],
  ],
  ['closed all along is nothing', [{ strap: 'closed' }, { strap: 'closed', events: ['strap-closed'] }], []],
])('MON-10 %s', (_name, said, expected) => {
  expect(run(said)).toEqual(expected);
});

test.each<Row>([
  [
    'open by its state until it reads closed',
    [{ case: 'open' }, {}, { case: 'closed' }],
    ['case-opened 12:00-12:02'],
  ],
  [
    'open by an event, and no state that ever reads closed',
    [{ events: ['case-opened'] }, {}, { strap: 'closed' }],
    ['case-opened 12:00-…'],
  ],
  [
    'case and strap are two alerts',
    [{ case: 'open', strap: 'open' }, { case: 'closed' }],
    ['case-opened 12:00-12:01', 'strap-opened 12:00-…'],
  ],
])('MON-11 %s', (_name, said, expected) => {
  expect(run(said)).toEqual(expected);
});

test.each<Row>([
  [
    'while consecutive readings repeat it',
    [{ events: ['tamper'] }, { events: ['tamper'] }, {}, {}],
    ['tamper 12:00-12:02'],
  ],
  [
    'of a device that knows no strap it stands alone',
    [{ events: ['tamper'], strap: null }],
    ['tamper 12:00-…'],
  ],
  [
    'beside strap and case, none suppressed',
    [{ events: ['tamper', 'strap-opened', 'case-opened'], worn: false }],
    ['case-opened 12:00-…', 'not-worn 12:00-…', 'strap-opened 12:00-…', 'tamper 12:00-…'],
  ],
])('MON-12 %s', (_name, said, expected) => {
  expect(run(said)).toEqual(expected);
});

test.each<Row>([
  [
    'not worn until worn',
    [{ worn: false }, { worn: null }, { worn: false }, { worn: true }],
    ['not-worn 12:00-12:03'],
  ],
  ['what says nothing of it is nothing', [{ worn: null }, {}], []],
])('MON-13 %s', (_name, said, expected) => {
  expect(run(said)).toEqual(expected);
});

test.each<Row>([
  [
    'at the limit it is low, above it not',
    [{ battery: { percent: 21, charging: false } }, { battery: { percent: 20, charging: false } }],
    ['battery-low 12:01-…'],
  ],
  [
    'it rises by five points',
    [
      { battery: { percent: 20, charging: null } },
      { battery: { percent: 24, charging: null } },
      { battery: { percent: 25, charging: null } },
    ],
    ['battery-low 12:00-12:02'],
  ],
  [
    'charging ends it',
    [
      { battery: { percent: 15, charging: false } },
      { battery: { percent: 15, charging: true } },
      { battery: { percent: 16, charging: true } },
    ],
    ['battery-low 12:00-12:01'],
  ],
  [
    'taken off the charger too early',
    [{ battery: { percent: 15, charging: true } }, { battery: { percent: 16, charging: false } }],
    ['battery-low 12:01-…'],
  ],
  [
    'low and critical, neither hides the other',
    [{ battery: { percent: 10, charging: false } }, { battery: { percent: 60, charging: null } }],
    ['battery-critical 12:00-12:01', 'battery-low 12:00-12:01'],
  ],
  [
    'by the device’s own word, whatever the percentage',
    [
      { events: ['battery-low'], battery: { percent: 60, charging: null } },
      { battery: { percent: 60, charging: null } },
    ],
    ['battery-low 12:00-12:01'],
  ],
  [
    'a percentage that is not known ends nothing',
    [
      { battery: { percent: 5, charging: null } },
      { battery: { percent: null, charging: null } },
      { battery: null },
    ],
    ['battery-critical 12:00-…', 'battery-low 12:00-…'],
  ],
])('MON-15 MON-16 %s', (_name, said, expected) => {
  expect(run(said)).toEqual(expected);
});

test.each<Row>([
  ['until it is heard again', [{ events: ['power-off'] }, {}], ['powered-off 12:00-12:01']],
  ['off as its last word', [{}, { events: ['power-off'] }], ['powered-off 12:01-…']],
  ['on is nothing', [{ events: ['power-on'] }], []],
])('MON-17 %s', (_name, said, expected) => {
  expect(run(said)).toEqual(expected);
});

describe('what it says of itself', () => {
  test('MON-8 each is raised on the first reading that says it, with its reason', () => {
    const [opened] = replayCase({}, [reading(at('12:00'), { strap: 'open', receivedAt: at('12:07') })]);
    expect(opened).toMatchObject({
      kind: 'strap-opened',
      condition: null,
      from: at('12:00'),
      raisedAt: at('12:07'),
      clearedAt: null,
      severity: 'critical',
      certainty: 'reported',
      because: [{ code: 'strap-reads-open' }],
      readings: [at('12:00')],
      policy: { name: 'standard', revision: 1 },
    });
    const [low] = replayCase({}, [reading(at('12:00'), { battery: { percent: 12, charging: false } })]);
    expect(low?.because).toEqual([{ code: 'battery-at-or-below', percent: 12, limit: 20 }]);
  });

  test('MON-7 it ends with the authority, and what goes on under the next one is another alert', () => {
    const spans = [
      authority('status', { from: at('12:00'), to: at('12:10') }),
      authority('status', { from: at('12:10'), to: at('12:20') }),
      authority('trail', { from: at('13:00'), to: at('14:00') }),
    ];
    const lines = ['12:00', '12:15', '12:30', '13:05'].map((time) => reading(at(time), { strap: 'open' }));
    // Spans that touch are one authority.
    expect(told(replayCase({ authority: spans }, lines))).toEqual([
      'strap-opened 12:00-12:20',
      'strap-opened 13:05-…',
    ]);
    const until = replayCase({ authority: spans }, [...lines, { tick: at('14:00') }]);
    expect(told(until)).toContain('strap-opened 13:05-14:00');
    expect(until.at(-1)?.clearedAt).toBe(at('14:00'));
  });

  test('AUT-5 a stamp that is not believed leaves open when it really was: doubtful, and counted at its arrival', () => {
    const [opened] = replayCase({}, [
      reading(Date.UTC(1980, 0, 6), { strap: 'open', receivedAt: at('12:00') }),
    ]);
    expect(opened).toMatchObject({ from: at('12:00'), certainty: 'doubtful' });
  });
});

/** A removal from 12:02 to 12:05. */
const removed = (said: readonly Partial<Reading>[]): string[] =>
  told(
    replayCase(
      { removals: [{ from: at('12:02'), to: at('12:05'), reason: 'medical' }] },
      said.map((one, index) => reading(at('12:00') + index * 60_000, one)),
    ),
  );
const open = { strap: 'open' } as const;
const closed = { strap: 'closed' } as const;

test.each<Row>([
  ['an open strap within is expected', [{}, {}, open, open, closed, closed], []],
  [
    'what was open before stays an alert, and its end is its own',
    [{}, open, open, closed],
    ['strap-opened 12:01-12:03'],
  ],
  [
    'what was open before is not closed by the removal',
    [{}, open, open, open, open, open],
    ['strap-opened 12:01-…'],
  ],
  [
    'what is open afterwards is an alert from then on',
    [{}, {}, open, open, open, open, closed],
    ['strap-opened 12:05-12:06'],
  ],
  [
    'an event within and no word afterwards: it is open still',
    [{}, {}, { events: ['strap-opened'] }, {}, {}, {}, { events: ['strap-closed'] }],
    ['strap-opened 12:05-12:06'],
  ],
  [
    'an event within, closed within',
    [{}, {}, { events: ['strap-opened'] }, { events: ['strap-closed'] }, {}, {}],
    [],
  ],
  ['closed with the first word afterwards', [{}, {}, open, open, open, closed], []],
  [
    'taken off within is expected, and afterwards an alert',
    [{}, {}, { worn: false }, {}, {}, { worn: false }],
    ['not-worn 12:05-…'],
  ],
  [
    'anything else within is an alert as ever',
    [{}, {}, { case: 'open' }, { events: ['sos'] }],
    ['case-opened 12:02-…', 'sos 12:03'],
  ],
])('FIT-8 while a removal is planned: %s', (_, said, expected) => {
  expect(removed(said)).toEqual(expected);
});

test('FIT-8 without authority afterwards nothing is open, also where it comes back', () => {
  const said = [{}, {}, { events: ['strap-opened'] as const }, {}, {}, {}, {}, {}];
  const alerts = replayCase(
    {
      removals: [{ from: at('12:02'), to: at('12:04'), reason: 'repair' }],
      authority: [authority('trail', { to: at('12:03') }), authority('trail', { from: at('12:06') })],
    },
    said.map((one, index) => reading(at('12:00') + index * 60_000, one)),
  );
  expect(told(alerts)).toEqual([]);
});
