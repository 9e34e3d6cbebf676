import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareCount, explanationsOf, permitExplain } from './counts.ts';
import { forecast, isBelowLevel } from './forecast.ts';
import { abilitiesFault, permitModel, readSerial } from './models.ts';
import { type DevicePlace, isFittable, permitMove, permitPack, permitTake } from './places.ts';
import {
  type ItemState,
  isDifference,
  permitSettleItem,
  permitStep,
  roomFor,
  settlementsOf,
  shipmentSteps,
  standingOf,
  statusAfter,
} from './shipments.ts';
import {
  moveTargets,
  placeKinds,
  shipmentSettlements,
  shipmentStatuses,
  stockDifferenceKinds,
  stockExplanations,
} from './words.ts';

const shelf: DevicePlace = {
  ...{ kind: 'office', officeId: 'a', shipmentId: null, damaged: false, fitted: false, retired: false },
};
const places = fc.record({
  kind: fc.constantFrom(null, ...placeKinds),
  officeId: fc.constantFrom(null, 'a', 'b'),
  shipmentId: fc.constantFrom(null, 's'),
  damaged: fc.boolean(),
  fitted: fc.boolean(),
  retired: fc.boolean(),
});

describe('places', () => {
  test('STK-3 nothing moves, packs or takes what somebody wears, what is in a parcel, or what is retired', () => {
    fc.assert(
      fc.property(
        places,
        fc.constantFrom(...moveTargets),
        fc.constantFrom(null, 'a', 'b'),
        (place, to, officeId) => {
          if (!(place.fitted || place.retired || place.kind === 'transit')) return;
          expect(permitMove(place, { to, officeId }).ok).toBe(false);
          expect(permitTake(place)).toBe(false);
          if (place.kind !== 'transit') expect(permitPack(place, 'a')).not.toBe('done');
        },
      ),
    );
  });

  test.each([
    [{ kind: 'participant', officeId: null }, 'office', 'collected'],
    [{ kind: 'repair', officeId: null }, 'office', 'repaired'],
    [{ damaged: true }, 'office', 'repaired'],
    [{ kind: 'lost', officeId: null }, 'office', 'found'],
    [{ kind: null, officeId: null }, 'office', 'registered'],
    [{}, 'supplier', 'returned'],
    [{}, 'lost', 'lost'],
  ] as const)('STK-3 from %j to %s is %s', (from, to, why) => {
    const move = { to, officeId: to === 'office' ? 'a' : null };
    expect(permitMove({ ...shelf, ...from }, move)).toEqual({ ok: true, value: why });
  });

  test('STK-3 packing takes from the sender’s shelf, or from the supplier, and never what is damaged', () => {
    expect(permitPack(shelf, 'a')).toBe('done');
    expect(permitPack(shelf, 'b')).toBe('elsewhere');
    expect(permitPack({ ...shelf, damaged: true }, 'a')).toBe('damaged');
    expect(permitPack({ ...shelf, kind: 'supplier', officeId: null }, null)).toBe('done');
    expect(permitPack(shelf, null)).toBe('elsewhere');
  });

  test('STK-3 a device is fitted from a shelf, from nowhere on record, or where its last wearer left it', () => {
    expect([null, ...placeKinds].filter((place) => isFittable({ place, damaged: false }))).toEqual([
      null,
      'office',
      'participant',
    ]);
    expect(isFittable({ place: 'office', damaged: true })).toBe(false);
  });
});

describe('models', () => {
  const model = { technology: 'ankle', protocols: ['laipac'], ended: false } as const;
  test('STK-1 a device is of a model of its technology that speaks its protocol and is in use', () => {
    expect(permitModel({ technology: 'ankle', protocol: 'laipac' }, model).ok).toBe(true);
    for (const wrong of [
      permitModel({ technology: 'wrist', protocol: 'laipac' }, model),
      permitModel({ technology: 'ankle', protocol: 'watch' }, model),
      permitModel({ technology: 'ankle', protocol: 'laipac' }, { ...model, ended: true }),
    ])
      expect(wrong).toMatchObject({ ok: false, error: { code: 'model-differs' } });
    expect(abilitiesFault('phone', ['gnss'])).toBeNull();
    expect(abilitiesFault('phone', ['worn'])?.code).toBe('phone-has-no-strap');
    expect(readSerial(' 35 76\t53\r\n')).toBe('357653');
  });
});

describe('shipments', () => {
  const item = (more: Partial<ItemState> = {}): ItemState => ({
    ...{ packed: true, received: false, damaged: false, settledAs: null, ...more },
  });
  test('STK-6 every step is permitted at its own place in the order and nowhere else', () => {
    const permitted = shipmentSteps.map((step) => [
      step,
      shipmentStatuses.filter((status) => permitStep(step, status, [item({ received: true })]).ok),
    ]);
    expect(permitted).toEqual([
      ['close', ['planned']],
      ['label', ['packed', 'labelled']],
      ['hand-over', ['labelled']],
      ['finish', ['handed-over']],
      ['cancel', ['planned', 'packed', 'labelled']],
    ]);
    expect(permitStep('close', 'planned', [])).toMatchObject({ error: { code: 'nothing-packed' } });
  });

  test('STK-8 a shipment is settled exactly when nothing in it differs; each difference has its own ways out', () => {
    const items = fc.record({
      packed: fc.boolean(),
      received: fc.boolean(),
      damaged: fc.boolean(),
      settledAs: fc.constantFrom(null, ...shipmentSettlements),
    });
    fc.assert(
      fc.property(fc.array(items, { maxLength: 5 }), (all) => {
        const open = all.filter((one) => isDifference(standingOf(one, 'received')));
        expect(statusAfter(all)).toBe(open.length === 0 ? 'settled' : 'received');
        for (const one of all)
          for (const as of shipmentSettlements) {
            const may = settlementsOf(standingOf(one, 'received')).includes(as);
            expect(permitSettleItem(one, 'received', as).ok).toBe(may);
            expect(permitSettleItem(one, 'handed-over', as).ok).toBe(false);
          }
      }),
    );
  });

  test('STK-7 a plan leaves room for its own models alone; without one anything may be packed', () => {
    const planned = [{ modelId: 'm', count: 2 }];
    expect(roomFor(planned, ['m'], 'm')).toBe(1);
    expect(roomFor(planned, ['m', 'm'], 'm')).toBe(0);
    expect(roomFor(planned, [], 'n')).toBe(0);
    expect(roomFor([], ['m'], null)).toBeNull();
  });
});

describe('counts', () => {
  test('STK-11 what differs is what is on one side alone, each number once', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 20 }));
    fc.assert(
      fc.property(numbers, numbers, (recorded, seen) => {
        const found = compareCount(
          recorded.map((n) => ({ identifier: `${n}`, deviceId: `d${n}` })),
          // Numbers above fifteen are in nobody's stock.
          seen.map((n) => ({ identifier: `${n}`, deviceId: n > 15 ? null : `d${n}` })),
        );
        const of = (kind: string) =>
          found.filter((one) => one.kind === kind).map(({ identifier }) => Number(identifier));
        const known = seen.filter((n) => n <= 15);
        expect(of('missing').toSorted()).toEqual(recorded.filter((n) => !known.includes(n)).toSorted());
        expect(of('surplus').toSorted()).toEqual(known.filter((n) => !recorded.includes(n)).toSorted());
        expect(of('unknown').toSorted()).toEqual(seen.filter((n) => n > 15).toSorted());
      }),
    );
  });
  test('STK-11 each kind of difference has explanations of its own, and is explained once', () => {
    for (const kind of stockDifferenceKinds)
      for (const as of stockExplanations) {
        expect(permitExplain({ kind, explainedAs: null }, as).ok).toBe(explanationsOf(kind).includes(as));
        expect(permitExplain({ kind, explainedAs: 'lost' }, as)).toMatchObject({
          error: { code: 'already-explained' },
        });
      }
  });
});

describe('forecast', () => {
  const day = 86_400_000;
  const now = 1000 * day;
  test.each([
    ['a whole span', { usable: 30, fitted: 24, since: 0 }, { perWeek: 2, daysLeft: 105 }],
    ['a record of two weeks', { usable: 10, fitted: 4, since: now - 14 * day }, { perWeek: 2, daysLeft: 35 }],
    [
      'a record of a day counts as a week',
      { usable: 2, fitted: 1, since: now - day },
      { perWeek: 1, daysLeft: 14 },
    ],
    ['nothing was used', { usable: 5, fitted: 0, since: 0 }, { perWeek: 0, daysLeft: null }],
    ['nothing is left', { usable: 0, fitted: 12, since: 0 }, { perWeek: 1, daysLeft: 0 }],
    ['nothing is on record', { usable: 0, fitted: 0, since: null }, { perWeek: null, daysLeft: null }],
  ])('STK-5 %s', (_name, figure, expected) => {
    expect(forecast(figure, now)).toEqual(expected);
  });
  test('STK-4 an office needs more where fewer are left than its level', () => {
    expect([isBelowLevel(4, 5), isBelowLevel(5, 5), isBelowLevel(0, null), isBelowLevel(0, 0)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
