import { expect, test } from 'vitest';
import { signInAs } from '../testing/start.ts';
import { withLetters } from './testing.ts';

const { system, admin, officer, enrol, today, make, listOf } = await withLetters();

test('LTR-18 a letter says what a review decided, in the words written for the participant; a next date that there is none of stops it', async () => {
  const reviewed = await enrol('LT-16');
  const decide = async (decision: string, to: string | null) => {
    const { standing } = (await officer.get(`/api/people/${reviewed}/review`)).body;
    const answer = await officer.post(`/api/people/${reviewed}/review/decision`, {
      ...{ review: standing.review?.id ?? null, version: standing.review?.version ?? null },
      ...{
        tier: standing.tier,
        decision,
        to,
        reason: 'the office’s own words',
        told: 'You kept everything.',
      },
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  };
  const optionsOf = async () =>
    (await officer.get(`/api/people/${reviewed}/letter-options`)).body.reviews as { id: string }[];
  const letter = (id: string, kind = 'review-notice') => ({
    template: { id: null, kind, language: 'en' },
    about: { kind: 'review', id },
    ...{ to: { kind: 'participant', address: null }, values: { phone: '305-555-0100' } },
  });
  const look = async (body: object) =>
    (await officer.post(`/api/people/${reviewed}/letters/preview`, body)).body;
  await decide('step-down', 'wrist');
  const [first] = await optionsOf();
  expect(first).toMatchObject({ decision: 'step-down', tier: 'ankle', tierTo: 'wrist', decidedOn: today });
  const id = first?.id ?? '';
  const seen = await look(letter(id));
  const text = JSON.stringify([seen.title, seen.body]);
  for (const words of [
    ...['Less is asked of you from now on.', 'Before: a device at the ankle', 'Now: a device at the wrist'],
    'You kept everything.',
  ])
    expect(text).toContain(words);
  expect(text).not.toContain('own words');
  const made = await make(letter(id), officer, reviewed);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  expect((await listOf(reviewed))[0].about).toEqual({ kind: 'review', id });

  // A template of the agency's may ask for the next date: there is one while the decision is the latest and left something standing.
  const asks = { title: 'Until {reviewNextOn}', body: [{ kind: 'paragraph', text: '{reviewNextOn}' }] };
  const template = { kind: 'review-notice', language: 'en', name: 'With the next date', ...asks };
  const draft = await officer.post('/api/letter-templates', template);
  expect(draft.status, JSON.stringify(draft.body)).toBe(201);
  const wrong = { ...template, kind: 'hearing-notice' };
  expect((await officer.post('/api/letter-templates', wrong)).body.code).toBe('placeholder');
  const publisher = await signInAs(system, admin, ['supervisor'], 'publisher@example.org');
  const templateId: string = draft.body.template;
  const published = await publisher.post(`/api/letter-templates/${templateId}/publish`, {
    ...{ version: 1, revision: 1 },
  });
  expect(published.status, JSON.stringify(published.body)).toBe(200);
  const own = (of: string) => ({
    ...letter(of),
    values: {},
    template: { ...letter(of).template, id: templateId },
  });
  expect((await look(own(id))).missing).toEqual([]);
  expect((await look(own(id))).title).toMatch(/^Until \w+day, /);
  await decide('end', null);
  const [ended] = await optionsOf();
  for (const of of [ended?.id ?? '', id]) expect((await look(own(of))).missing).toEqual(['reviewNextOn']);
  expect((await make(own(id), officer, reviewed)).body.code).toBe('placeholder-missing');
});
