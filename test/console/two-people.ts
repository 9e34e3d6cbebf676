import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Client } from '../../server/api/testing/client.ts';
import { signInAs } from '../../server/api/testing/start.ts';
import type { Console } from './console.ts';

type Staff = Client & { readonly staffId: string };

/** Two of the staff, each in a browser of their own, and by what the screens call them: the second is Ben Ortiz. */
export async function twoSupervisors(
  console: Console,
): Promise<{ readonly first: Staff; readonly second: Staff }> {
  const first = await signInAs(console, console.admin, ['supervisor'], 'first@two.example.org');
  const second = await signInAs(console, console.admin, ['supervisor'], 'second@two.example.org');
  await console.database
    .pool('owner')
    .query(`update staff set name = 'Ben Ortiz' where id = $1`, [second.staffId]);
  return { first, second };
}

/** What a colleague does by the API meanwhile. */
export async function done(answer: Promise<{ status: number; body: unknown }>): Promise<void> {
  const { status, body } = await answer;
  expect(status, JSON.stringify(body)).toBeLessThan(300);
}

/** Where a page says what somebody changed meanwhile. */
export const told = (page: Page) =>
  page.getByRole('alert').filter({ hasText: 'Somebody changed this meanwhile' });

/** A key that is still at work takes no press. */
export const press = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name, disabled: false }).first().press('Enter');
