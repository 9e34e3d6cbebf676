import { usualReviewPolicy } from '@attend/casework';
import { expect, test } from 'vitest';
import { withOrders } from '../orders/testing.ts';
import { signInAs } from '../testing/start.ts';

const { system, owner, admin, supervisor, did } = await withOrders();
const second = await signInAs(system, admin, ['supervisor'], 'second@policy.example.org');
const more = { ...usualReviewPolicy, tierDays: { ...usualReviewPolicy.tierDays, phone: 60 } };
const less = { ...usualReviewPolicy, keptDays: { ...usualReviewPolicy.keptDays, ankle: 60 } };
const put = (revision: number, parameters: object, who = supervisor) =>
  who.send('PUT', '/api/review-policy', { revision, parameters, reason: 'as the year has shown' });
const decide = (id: string, decision: string, who = second) =>
  who.post(`/api/review-policy/asked/${id}/decision`, { version: 1, decision, note: 'looked at it' });
const current = async () => did(await supervisor.get('/api/review-policy')).body;

test('RVW-17 what asks for more waits for another person, and holds as it was asked; each policy is told with who and why', async () => {
  const { asked, revision } = did(await put(0, more)).body;
  expect({ asked, revision }).toMatchObject({
    asked: { revision: 1, more: [{ name: 'tierDays', of: 'phone' }], parameters: more },
    revision: 0,
  });
  expect((await put(0, more, second)).body.code).toBe('already-asked');
  expect((await decide(asked.id, 'published', supervisor)).body.code).toBe('own-request');
  expect((await decide(asked.id, 'withdrawn')).body.code).toBe('not-yours');
  await expect(
    owner.query(
      `update review_policy_ask set decision = 'published', decided_by = asked_by, decided_at = now(), note = 'alone' where id = $1`,
      [asked.id],
    ),
  ).rejects.toThrow('asked for by one person');
  expect((await current()).revision).toBe(0);
  expect(did(await decide(asked.id, 'published')).body).toMatchObject({
    ...{ revision: 1, parameters: more, asked: null },
  });
  expect((await decide(asked.id, 'refused')).body.code).toBe('already-decided');

  // Back to what it was: less of everybody, on one person's word.
  expect(did(await put(1, less)).body).toMatchObject({ revision: 2, parameters: less, asked: null });
  const { revisions } = did(await supervisor.get('/api/review-policy/revisions')).body;
  expect(revisions).toMatchObject([
    { revision: 2, parameters: less, published: { askedBy: null, reason: 'as the year has shown' } },
    { revision: 1, parameters: more, published: { reason: 'as the year has shown' } },
    { revision: 0, parameters: usualReviewPolicy, published: null },
  ]);
  // Who oversees reads by what less was proposed, and publishes nothing.
  const auditor = await signInAs(system, admin, ['auditor'], 'auditor@policy.example.org');
  expect(did(await auditor.get('/api/review-policy/revisions')).body.revisions).toEqual(revisions);
  expect((await put(2, more, auditor)).status).toBe(403);
  const installer = await signInAs(system, admin, ['installer'], 'installer@policy.example.org');
  expect((await installer.get('/api/review-policy/revisions')).status).toBe(403);
  // Both are called alike here: who is whose is by id.
  expect(revisions[1].published.askedBy).toBe(asked.askedBy.name);
  const { rows } = await owner.query('select made_by as by from review_policy where revision = 1');
  expect([rows[0].by, asked.askedBy.id]).toEqual([second.staffId, supervisor.staffId]);
});

test('RVW-17 what another policy has overtaken is refused; whoever asked takes it back', async () => {
  const { revision } = await current();
  const { asked } = did(await put(revision, more)).body;
  did(await put(revision, { ...less, endWaitsForHearings: false }));
  expect((await decide(asked.id, 'published')).body.code).toBe('overtaken');
  expect(did(await decide(asked.id, 'withdrawn', supervisor)).body).toMatchObject({
    ...{ revision: revision + 1, asked: null },
  });
  const { asked: refused } = did(await put(revision + 1, more)).body;
  expect(did(await decide(refused.id, 'refused')).body).toMatchObject({
    revision: revision + 1,
    asked: null,
  });
});
