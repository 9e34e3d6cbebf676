import { expect, it } from 'vitest';
import { fieldFaults } from './field-faults.ts';

it('puts the server’s words at the field they are about, and nothing at a field it did not name', () => {
  const problem = {
    type: 'about:blank' as const,
    title: 'Not accepted',
    status: 400,
    code: 'bad-span',
    detail: 'It ends before it begins.',
    requestId: 'r',
    fields: [
      { path: 'body.to', message: 'It ends before it begins.' },
      { path: 'body.more', message: 'Elsewhere.' },
    ],
  };
  const failure = { kind: 'refused', status: 400, problem } as const;
  expect(fieldFaults(failure, { to: 'until', from: 'since' })).toEqual({
    until: 'It ends before it begins.',
  });
  expect(fieldFaults(null, { to: 'until' })).toEqual({});
  expect(fieldFaults({ kind: 'unreachable', at: 0 }, { to: 'until' })).toEqual({});
});
