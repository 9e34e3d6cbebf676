import { say, word } from '@attend/kernel';
import { describe, expect, test } from 'vitest';
import { describeProblem } from './problems.ts';
import { schemaFault } from './schema-fault.ts';

describe('WRD-1 a refusal', () => {
  test('tells its sentence, its reason and its values, for itself and for the field at fault', () => {
    const told = say('This check-in stands as {status}.', { status: word('missed') });
    const values = { status: { said: [{ reason: 'word-missed', values: {} }] } };
    expect(
      describeProblem({ code: 'already-decided', ...told, path: ['body', 'status'] }, 'r'),
    ).toMatchObject({
      ...{ status: 409, code: 'already-decided', detail: 'This check-in stands as missed.' },
      ...{ reason: 'check-in-stands', values },
      fields: [{ path: 'body.status', message: told.message, reason: 'check-in-stands', values }],
    });
  });

  test('without values has none, and several faults are told each by its own reason', () => {
    const problem = describeProblem(
      {
        ...{ code: 'order-not-complete', message: 'This order has ended.' },
        fields: [{ path: 'draft.court', message: 'is missing' }],
      },
      'r',
    );
    expect(problem).toMatchObject({ reason: 'order-ended', fields: [{ reason: 'value-missing' }] });
    expect(problem).not.toHaveProperty('values');
  });
});

describe('WRD-3 what a schema found', () => {
  test('is told by its own word with its limits, and never with what was sent', () => {
    expect(
      schemaFault({
        keyword: 'too_small',
        message: 'Too small',
        params: { origin: 'string', minimum: 3, inclusive: true, input: 'secret' },
      }),
    ).toEqual({
      message: 'Too small',
      reason: 'too_small',
      values: { origin: 'string', minimum: 3, inclusive: true },
    });
    expect(
      schemaFault({ keyword: 'unrecognized_keys', message: 'x', params: { keys: ['a', 'b'] } }),
    ).toMatchObject({ values: { keys: 'a, b' } });
  });

  test('is told by a sentence of the table where the form has one', () => {
    expect(
      schemaFault({ keyword: 'too_small', message: 'say why', params: { origin: 'string', minimum: 3 } }),
    ).toEqual({ message: 'say why', reason: 'say-why', values: {} });
  });
});
