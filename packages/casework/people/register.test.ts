import { expect, test } from 'vitest';
import { changedFields, isFoundBy } from './details.ts';
import { doubleQueries } from './doubles.ts';
import { checkDates, holdsOn } from './entries.ts';
import { checkIdentifiers, tellsStatus } from './identifiers.ts';

test.each([
  'Nationality',
  'nacionalidad',
  'Immigration status',
  'estatus migratorio',
  'Citizenship certificate',
  'Número de visa',
  'Passport',
  'pasaporte',
  'Asylum case',
  'TPS',
  'الجنسية',
  'Paspò',
  'Country of birth',
  'Alien number',
  'A-Number',
  'USCIS #',
  'ICE case',
  'I-94',
  'Número de extranjero',
  'Deportation case',
  'رقم الأجنبي',
])('PPL-13 a kind of identifier called %s is refused', (kind) => {
  expect(tellsStatus(kind)).toBe(true);
  const checked = checkIdentifiers([
    { kind: 'Booking', value: 'B-1' },
    { kind, value: '1' },
  ]);
  expect(checked).toMatchObject({
    ok: false,
    error: { code: 'status-kept-out', path: ['identifiers', 1, 'kind'] },
  });
});

test.each([
  'Booking number',
  'Número de expediente',
  'Jail',
  'State ID',
  'Court person number',
  'Consultation',
  'FIN',
])('PPL-13 an agency’s own kind such as %s is kept', (kind) => {
  expect(checkIdentifiers([{ kind, value: 'A-12' }]).ok).toBe(true);
});

test('PPL-13 an identifier holds a number: a word would be a statement about the person', () => {
  expect(checkIdentifiers([{ kind: 'Group', value: 'Mexican' }])).toMatchObject({
    error: { code: 'no-number' },
  });
  expect(checkIdentifiers([{ kind: 'Booking', value: '٤٢' }]).ok).toBe(true);
});

test('PPL-12 doubles are looked for by every number, every name, and pairs of the parts of a long one', () => {
  expect(doubleQueries({ names: ['Ana Gil'], identifiers: ['B-1', ' '] })).toEqual(['B-1', 'Ana Gil']);
  expect(doubleQueries({ names: ['Ana María Gil', ''], identifiers: [] })).toEqual([
    'Ana María Gil',
    'ana maria',
    'ana gil',
    'maria gil',
  ]);
  const long = doubleQueries({ names: ['María de los Ángeles Fernández de la Cruz'], identifiers: [] });
  expect(long).toHaveLength(7);
  // Under which a record may hold her; «de los» tells nobody from anybody.
  expect(long).toEqual(expect.arrayContaining(['maria angeles', 'maria cruz', 'fernandez cruz']));
  const longer = doubleQueries({ names: ['Ana Luisa Sofía Ruiz Gómez'], identifiers: [] });
  expect(longer).toHaveLength(7);
  expect(longer).toEqual(expect.arrayContaining(['ana gomez', 'ruiz gomez']));
});

const person = {
  ...{ reference: 'A', name: 'Ana', preferredName: null, otherNames: [], languages: ['es', 'en'] },
  ...{ pronouns: null, identifiers: [], needs: [], office: null, timezone: null },
};
test('PPL-15 what differs is told by field, the order of languages too; the search hears of names and numbers alone', () => {
  expect(changedFields(person, { ...person })).toEqual([]);
  expect(changedFields(person, { ...person, name: 'Anna', languages: ['en', 'es'] })).toEqual([
    'name',
    'languages',
  ]);
  expect([
    isFoundBy('otherNames'),
    isFoundBy('identifiers'),
    isFoundBy('needs'),
    isFoundBy('office'),
  ]).toEqual([true, true, false, false]);
});

test('PPL-16 an entry has no end before its beginning, and holds on both of its days', () => {
  const span = { from: '2026-03-01', to: '2026-03-02' };
  expect(checkDates(span).ok).toBe(true);
  expect(checkDates({ from: '2026-03-02', to: '2026-03-01' }).ok).toBe(false);
  expect(['2026-02-28', '2026-03-01', '2026-03-02', '2026-03-03'].map((day) => holdsOn(span, day))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(holdsOn({ from: null, to: null }, '2026-03-01')).toBe(true);
});
