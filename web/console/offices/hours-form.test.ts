import '../../ui/testing/english.ts';
import { expect, it } from 'vitest';
import { checkHours, hoursFields, isBeyondForm } from './hours-form.ts';

const standing = {
  hours: [{ days: ['mon' as const, 'wed' as const], start: '09:00', end: '17:00' }],
  slotMinutes: 20,
  capacity: 3,
  version: 2,
};

it('gives back the hours it was given', () => {
  const checked = checkHours(hoursFields(standing), 2);
  expect(checked).toEqual({
    ok: true,
    body: {
      version: 2,
      slotMinutes: 20,
      capacity: 3,
      hours: [
        { days: ['mon'], start: '09:00', end: '17:00' },
        { days: ['wed'], start: '09:00', end: '17:00' },
      ],
    },
  });
});

it('says at each day what is wrong, and does not take an office that is never open', () => {
  const fields = hoursFields(standing);
  const wrong = (over: object, more: object = {}): string[] => {
    const checked = checkHours({ ...fields, ...more, days: { ...fields.days, ...over } }, 2);
    return checked.ok ? [] : Object.keys(checked.errors);
  };
  expect(wrong({ tue: { start: '09:00', end: '' } })).toEqual(['tue']);
  expect(wrong({ tue: { start: '17:00', end: '09:00' } })).toEqual(['tue']);
  expect(wrong({ mon: { start: '', end: '' }, wed: { start: '', end: '' } })).toEqual(['mon']);
  expect(wrong({}, { capacity: 0, slotMinutes: 1 })).toEqual(['slotMinutes', 'capacity']);
});

it('does not save over hours with a break in a day', () => {
  expect(isBeyondForm(standing)).toBe(false);
  const broken = [...standing.hours, { days: ['mon' as const], start: '18:00', end: '19:00' }];
  expect(isBeyondForm({ ...standing, hours: broken })).toBe(true);
});
