import type { Fix, Reading, ReadingEvent } from '@attend/kernel';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { laipac } from './laipac/codec.ts';
import { encodeReading as encodeLaipac } from './laipac/encoder.ts';
import { megastek } from './megastek/codec.ts';
import { encodeReading as encodeMegastek, type MegastekForm } from './megastek/encoder.ts';
import { osmand } from './osmand/codec.ts';
import { encodeQuery, encodeReport } from './osmand/encoder.ts';
import { owntracks } from './owntracks/codec.ts';
import { encodeReading as encodeOwntracks } from './owntracks/encoder.ts';
import type { HttpMessage, HttpProtocol, StreamProtocol } from './protocol.ts';
import { r16h } from './r16h/codec.ts';
import { encodeReading as encodeR16h } from './r16h/encoder.ts';
import { arbitraryReading, expectReadings, imei, shortName, tenDigits, topic } from './test/readings.ts';
import { framesOf } from './test/vectors.ts';
import { watch } from './watch/codec.ts';
import { encodeReading as encodeWatch } from './watch/encoder.ts';

/** decode(encode(x)) = x, as far as each protocol can carry it: `carried` says how far. */

const run = { seed: 20_261_124, numRuns: 300 };

/** What no protocol of these carries, and what only few do, taken off. */
const bare = (reading: Reading): Reading => ({
  ...reading,
  case: null,
  strap: null,
  worn: null,
  sequence: null,
  mock: null,
});
const within = (fix: Fix | null, ...parts: readonly (keyof Fix)[]): Fix | null =>
  fix === null ? null : { ...fix, ...Object.fromEntries(parts.map((part) => [part, null])) };
/** One reading for each event that has a word of its own, or one without. */
function eachEvent(reading: Reading, known: readonly ReadingEvent[]): readonly Reading[] {
  const events = reading.events.filter((event) => known.includes(event));
  return events.length === 0
    ? [{ ...reading, events: [] }]
    : events.map((event) => ({ ...reading, events: [event] }));
}

function streams<Session>(
  protocol: StreamProtocol<Session>,
  device: fc.Arbitrary<string>,
  encode: (reading: Reading) => Uint8Array,
  carried: (reading: Reading) => readonly Reading[],
): void {
  fc.assert(
    fc.property(arbitraryReading(device), (reading) => {
      const { frames } = framesOf(protocol, encode(reading));
      expectReadings(
        frames.flatMap((frame) => frame.readings),
        carried(reading),
      );
    }),
    run,
  );
}

describe('decode(encode(x)) = x, as far as the protocol carries it', () => {
  test('COD-15 laipac: stamp, place, speed, course, one event a sentence', () => {
    const known: ReadingEvent[] = [
      'sos',
      'geofence-hint',
      'external-power-lost',
      'tamper',
      'power-off',
      'battery-low',
    ];
    streams(
      laipac,
      shortName,
      (reading) => encodeLaipac(reading, true),
      (reading) =>
        eachEvent(
          {
            ...bare(reading),
            battery: null,
            fix: within(reading.fix, 'accuracy', 'altitude', 'satellites'),
            live: reading.fix === null ? null : reading.live !== false,
          },
          known,
        ),
    );
  });

  const megastekEvents: ReadingEvent[] = [
    'sos',
    'battery-low',
    'power-on',
    'power-off',
    'strap-closed',
    'strap-opened',
    'external-power-lost',
    'geofence-hint',
    'device-fault',
  ];
  test.each<MegastekForm>(['mgv', 'mgv-with-length'])('COD-15 megastek %s: all but accuracy', (form) => {
    streams(
      megastek,
      imei,
      (reading) => encodeMegastek(reading, form),
      (reading) => eachEvent({ ...bare(reading), fix: within(reading.fix, 'accuracy') }, megastekEvents),
    );
  });
  test('COD-15 megastek stx: all but accuracy; of live only that it is stored', () => {
    streams(
      megastek,
      imei,
      (reading) => encodeMegastek(reading, 'stx'),
      (reading) =>
        eachEvent(
          {
            ...bare(reading),
            fix: within(reading.fix, 'accuracy'),
            live: reading.live === false ? false : null,
          },
          megastekEvents,
        ),
    );
  });
  test('COD-15 megastek fixed: place, percentage, event', () => {
    const percentOnly = ({ battery }: Reading): Reading['battery'] =>
      battery === null || battery.percent === null ? null : { percent: battery.percent, charging: null };
    streams(
      megastek,
      shortName,
      (reading) => encodeMegastek(reading, 'fixed'),
      (reading) =>
        eachEvent(
          {
            ...bare(reading),
            battery: percentOnly(reading),
            fix: within(reading.fix, 'accuracy', 'altitude', 'satellites'),
            live: reading.live === false ? false : null,
          },
          megastekEvents,
        ),
    );
  });

  test('COD-15 r16h: strap, place, percentage, three events', () => {
    streams(r16h, imei, encodeR16h, (reading) =>
      eachEvent(
        {
          ...bare(reading),
          strap: reading.strap,
          battery:
            reading.battery?.percent == null ? null : { percent: reading.battery.percent, charging: null },
          fix: within(reading.fix, 'accuracy', 'satellites'),
        },
        ['sos', 'battery-low', 'strap-opened'],
      ).toSorted((a, b) => rank(a) - rank(b)),
    );
  });

  test('COD-15 watch: place with accuracy, percentage, that it was taken off, several events at once', () => {
    const known: ReadingEvent[] = ['battery-low', 'external-power-lost', 'sos', 'geofence-hint', 'fall'];
    const style = { maker: 'ZJ', counts: true };
    streams(
      watch,
      tenDigits,
      (reading) => encodeWatch(reading, style),
      (reading) => [
        {
          ...bare(reading),
          sequence: reading.sequence ?? 0,
          worn: reading.worn === false ? false : null,
          battery:
            reading.battery?.percent == null ? null : { percent: reading.battery.percent, charging: null },
          live: reading.events.length > 0 || reading.worn === false ? true : reading.live !== false,
          // In the order of the bits.
          events: ['external-power-lost', 'sos', 'battery-low', 'geofence-hint', 'fall'].filter(
            (event): event is ReadingEvent =>
              known.some((one) => one === event && reading.events.includes(one)),
          ),
        },
      ],
    );
  });

  const http = (
    protocol: HttpProtocol,
    device: fc.Arbitrary<string>,
    encode: (reading: Reading) => HttpMessage,
    carried: (reading: Reading) => Reading,
  ): void => {
    fc.assert(
      fc.property(arbitraryReading(device), (reading) => {
        const { frames } = protocol.decode(encode(reading));
        expectReadings(
          frames.flatMap((frame) => frame.readings),
          [carried(reading)],
        );
      }),
      run,
    );
  };

  test('COD-15 owntracks: place, battery, low battery; nothing but a sign of life without a place', () => {
    http(owntracks, topic, encodeOwntracks, (reading) => {
      const nothing: Reading = {
        ...bare(reading),
        time: null,
        fix: null,
        battery: null,
        events: [],
        live: null,
      };
      const { fix } = reading;
      if (fix === null || reading.time === null) return nothing;
      const source = fix.accuracy !== null && fix.accuracy > 162 ? 'cell' : 'gnss';
      const events: readonly ReadingEvent[] = reading.events.includes('battery-low') ? ['battery-low'] : [];
      return { ...nothing, ...reading, ...bareFlags, events, fix: { ...fix, source, satellites: null } };
    });
  });

  const phoneOnly = (reading: Reading): Reading => ({
    ...reading,
    ...bareFlags,
    mock: reading.mock,
    events: reading.events.includes('sos') ? ['sos'] : [],
    fix: within(reading.fix, 'satellites'),
  });
  test('COD-15 osmand, as a query and as a form: stamp, place, battery, sos, whether the place is a mock', () => {
    http(osmand, imei, (reading) => encodeQuery(reading, 'GET'), phoneOnly);
    http(osmand, imei, (reading) => encodeQuery(reading, 'POST'), phoneOnly);
  });
  test('COD-15 osmand as JSON: the same', () => {
    http(osmand, imei, encodeReport, phoneOnly);
  });
});

const bareFlags = { case: null, strap: null, worn: null, sequence: null, mock: null, live: null } as const;

/** The tag's flags in the order that its encoder writes them. */
function rank(reading: Reading): number {
  return ['sos', 'battery-low', 'strap-opened'].indexOf(reading.events[0] ?? '');
}
