import '../../ui/testing/english.ts';
import { missingPaths, promptKinds, restrictionKinds } from '@attend/contracts/orders';
import { describe, expect, test } from 'vitest';
import { rebase } from '../../ui/rebase.ts';
import { checkCondition, conditionEmpty, readArea, withPlace } from './area-fields.ts';
import { changedFields, checkDraft, draftEmpty } from './draft-fields.ts';
import { pathWords, sideOf } from './view.ts';
import { missingWords, promptKindWords, restrictionWords } from './words.ts';

const zone = 'America/New_York';
const now = Date.parse('2026-03-01T12:00:00Z');

test('every word of the contracts has its own on the screen', () => {
  for (const [values, words] of [
    [missingPaths, missingWords],
    [restrictionKinds, restrictionWords],
    [promptKinds, promptKindWords],
  ] as const) {
    const said = values.map((value) => (words as (value: string) => string)(value));
    expect(new Set(said).size).toBe(values.length);
    expect(said.every((text, index) => text.length > 0 && text !== values[index])).toBe(true);
  }
});

describe('a draft', () => {
  const base = { ...draftEmpty(now, zone), reference: 'O-1', court: 'Court', necessity: 'as found' };

  test('ORD-14 only what changed is sent, times by the participant’s clock', () => {
    const fields = { ...base, to: '2026-07-01T00:00', necessity: '' };
    expect(changedFields(base, fields)).toEqual(['to', 'necessity']);
    expect(checkDraft(fields, { fields: base, revision: 4 }, zone)).toEqual({
      ok: true,
      body: { revision: 4, to: '2026-07-01T04:00:00Z', necessity: null },
    });
    const whole = checkDraft(fields, null, zone);
    expect(whole).toMatchObject({ ok: true, body: { reference: 'O-1', from: '2026-03-01T12:00:00Z' } });
  });

  test('a field that cannot be left out is named', () => {
    const clauses = [{ number: ' ', kind: 'curfew' as const, from: '', to: '' }];
    const checked = checkDraft({ ...base, reference: '', clauses }, null, zone);
    expect(checked).toMatchObject({ ok: false, errors: { reference: expect.any(String) } });
    expect(checked.ok ? [] : Object.keys(checked.errors)).toEqual(['reference', 'clauses.0.number']);
  });

  test('ORD-16 after somebody else’s change what was typed here stays, and what was not becomes theirs', () => {
    const mine = { ...base, necessity: 'mine', reasons: 'mine' };
    const theirs = { ...base, necessity: 'theirs', court: 'Another court' };
    expect(rebase(base, mine, theirs)).toEqual({
      values: { ...theirs, necessity: 'mine', reasons: 'mine' },
      changes: [
        { field: 'court', theirs: 'Another court', mine: null },
        { field: 'necessity', theirs: 'theirs', mine: { value: 'mine' } },
      ],
    });
  });
});

test('a difference is said by what it is about', () => {
  expect(pathWords('clauses.3.to')).toBe('Clause 3, end');
  expect(pathWords('reviewAt')).toBe('Next review');
  expect(sideOf('clauses.3', 'curfew')).toEqual({ kind: 'text', text: 'Curfew' });
  expect(sideOf('clauses.3.to', '2026-03-01T00:00:00Z').kind).toBe('instant');
  expect(sideOf('to', null).kind).toBe('none');
});

describe('a zone', () => {
  const empty = conditionEmpty('2026-03-01T09:00');
  test('is typed or clicked, latitude first, and closed by itself', () => {
    const clicked = withPlace(empty, [-80.19, 25.76]);
    expect(clicked.center).toBe('25.760000, -80.190000');
    expect(readArea(clicked)).toEqual({ ok: true, value: { center: [-80.19, 25.76], radius: 200 } });
    const corners = [[-80.2, 25.7] as const, [-80.1, 25.7] as const, [-80.1, 25.8] as const].reduce(
      (fields, place) => withPlace(fields, place),
      { ...empty, shape: 'polygon' as const },
    );
    const read = readArea(corners);
    expect(read).toMatchObject({ ok: true, value: { type: 'Polygon' } });
    expect(read.ok && 'coordinates' in read.value ? read.value.coordinates[0] : []).toHaveLength(4);
  });

  test.each([
    [{ center: 'here' }, 'center'],
    [{ center: '25.7, -80.1', radius: '0' }, 'radius'],
    [{ shape: 'polygon' as const, corners: '25.7, -80.1\n25.8' }, 'corners'],
    [{ shape: 'polygon' as const, corners: '25.7, -80.1' }, 'corners'],
    [{ center: '25.7, -80.1', to: '2026-02-01T00:00' }, 'to'],
    [{ center: '25.7, -80.1', kind: 'curfew' as const, hours: [] }, 'hours'],
  ])('%j: the field at fault is named', (over, field) => {
    const checked = checkCondition({ ...empty, ...over }, zone);
    expect(checked.ok ? [] : Object.keys(checked.errors)).toEqual([field]);
  });
});
