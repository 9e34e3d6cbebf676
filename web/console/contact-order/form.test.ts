import '../../ui/testing/english.ts';
import { expect, test } from 'vitest';
import { checkOrder, mostSteps, orderFields } from './form.ts';

const reason = 'letters come back unread';

test('CHK-20 an order is published as it stands, without the empty steps at its end', () => {
  const fields = { ...orderFields(['call', 'visit']), reason };
  expect(fields.steps).toHaveLength(mostSteps);
  expect(checkOrder(fields, 3)).toEqual({
    ok: true,
    body: { revision: 3, ladder: ['call', 'visit'], reason },
  });
});

test('an order has a step at least, no gap, and a reason', () => {
  expect(checkOrder({ ...orderFields([]), reason }, 0)).toMatchObject({
    errors: { 'steps.0': expect.any(String) },
  });
  const gap = { steps: ['call', '', 'visit'], reason };
  expect(checkOrder(gap, 0)).toMatchObject({ errors: { 'steps.1': expect.any(String) } });
  expect(checkOrder({ ...orderFields(['call']), reason: 'short' }, 0)).toMatchObject({
    errors: { reason: expect.any(String) },
  });
});
