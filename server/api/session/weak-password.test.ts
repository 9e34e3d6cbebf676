import { expect, test } from 'vitest';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';
import { refusePassword } from './weak-password.ts';

const system = await withTestApi();

test.each([
  ['one of the most used, with digits', 'password1234'],
  ['a row of keys', 'qwertyuiop123'],
  ['digits in a row', '123456789012'],
  ['one letter, however often', 'a'.repeat(200)],
  ['twice the same', 'passwordpassword'],
  ['a name of theirs', 'Ada Lovelace'],
  ['their address', 'ada.l@example.org'],
])('SGN-24 %s is refused', (_name, password) => {
  const known = ['Ada Lovelace', 'ada.l@example.org'];
  expect(refusePassword(password, known, 'password')).toMatchObject({
    code: 'weak-password',
    path: ['password'],
  });
});

test.each(['glacier-topaz-coral-harbor', 'Xk4-mm9-Qpz', 'la lluvia tranquila del martes'])(
  'SGN-24 «%s» is good',
  (password) => {
    expect(refusePassword(password, [])).toBeNull();
  },
);

test('SGN-24 the longest password is judged in no time that anybody could use', () => {
  const begun = performance.now();
  for (let count = 0; count < 20; count += 1) refusePassword('aB3$xy9!'.repeat(25), [], 'password');
  expect(performance.now() - begun).toBeLessThan(5_000);
});

test('SGN-24 wherever a password is chosen, a weak one is refused at its field, and nothing is changed', async () => {
  const admin = await firstRun(system);
  const officer = await signInAs(system, admin, ['case-officer'], 'officer@example.org');
  expect(
    await admin.post(`/api/staff/${officer.staffId}/reset`, { password: 'officer@example.org' }),
  ).toMatchObject({
    status: 422,
    body: { code: 'weak-password', fields: [{ path: 'password' }] },
  });
  expect(await officer.post('/api/password', { current: 'not asked', next: 'iloveyou12345' })).toMatchObject({
    status: 422,
    body: { code: 'weak-password', fields: [{ path: 'next' }] },
  });
  expect((await officer.get('/api/session')).body.state).toBe('signed-in');
});
