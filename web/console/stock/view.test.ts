import '../../ui/testing/english.ts';
import { deviceAbilities } from '@attend/contracts/device-models';
import { shipmentDetail } from '@attend/contracts/shipments';
import { moveTargets, placeKinds, placeReasons, scanResults } from '@attend/contracts/stock';
import { stockCountDetail } from '@attend/contracts/stock-counts';
import { expect, it } from 'vitest';
import {
  abilityWords,
  countWords,
  differenceWords,
  explanationWords,
  kindWords,
  placeWords,
  reasonWords,
  scanWords,
  serialsOf,
  settlementWords,
  standingWords,
  statusWords,
  targetWords,
} from './view.ts';

it('has words for everything that stock may say, and none twice', () => {
  const item = shipmentDetail.shape.items.element.shape;
  const difference = stockCountDetail.shape.differences.element.shape;
  for (const words of [
    placeKinds.map(kindWords),
    placeReasons.map(reasonWords),
    moveTargets.map(targetWords),
    scanResults.map((result) => scanWords({ result, place: null }).text),
    deviceAbilities.map(abilityWords),
    shipmentDetail.shape.status.options.map(statusWords),
    item.standing.options.map(standingWords),
    item.settledAs.unwrap().options.map(settlementWords),
    stockCountDetail.shape.status.options.map(countWords),
    difference.kind.options.map(differenceWords),
    difference.explainedAs.unwrap().options.map(explanationWords),
  ])
    expect(new Set(words.filter((one) => one !== '')).size).toBe(words.length);
});

it('says where a device is in one line, and never with whom', () => {
  const none = { kind: null, office: null, shipment: null, damaged: false, toCollect: false };
  expect(placeWords(none)).toBe('Not on record');
  expect(placeWords({ ...none, kind: 'office', office: { id: '', name: 'Miami' }, damaged: true })).toBe(
    'Miami, damaged',
  );
  expect(placeWords({ ...none, kind: 'transit', shipment: { id: '', number: 12 } })).toBe('In shipment 12');
  expect(placeWords({ ...none, kind: 'participant', toCollect: true })).toBe('To be collected');
});

it('reads serial numbers as people paste them', () => {
  expect(serialsOf(' A-1\n A-2, A-1;\n\n')).toEqual(['A-1', 'A-2']);
  expect(serialsOf('  ')).toEqual([]);
});
