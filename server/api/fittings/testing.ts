import { randomUUID } from 'node:crypto';
import { teachingPoints } from '@attend/casework';
import { anyOffice, hearInFitting } from '../../database/testing-fittings.ts';
import { planOfPerson } from '../../database/testing-orders.ts';
import { withOrders } from '../orders/testing.ts';
import { makeModel, register } from '../stock/testing.ts';
import { signInAs } from '../testing/start.ts';

export const points = teachingPoints;
export const used = [{ item: 'strap', count: 1 }];

/** Orders, an office with wrist devices on its shelf, and whoever fits them. At a test file's top level. */
export async function withFittings() {
  const orders = await withOrders();
  const { system, admin, officer, supervisor, owner, keyring, did, live } = orders;
  const office = await anyOffice(owner);
  const model = await makeModel(supervisor, 'Band', {
    ...{
      technology: 'wrist',
      protocols: ['laipac', 'r16h'],
      fixEvery: 120,
      uploadEvery: 300,
      checkInWeeks: 8,
    },
  });
  const colleague = await signInAs(system, admin, ['case-officer'], 'colleague@example.org');

  let people = 0;
  /** Somebody in the register without any device; with an order in force and signed unless told otherwise. */
  async function person(over: { readonly order?: boolean } = {}): Promise<string> {
    people += 1;
    const given = { reference: `FT-${people}`, name: `Wearer ${people}`, office };
    const made = did(await officer.post('/api/register', given));
    const id: string = made.body.participant.id;
    if (over.order !== false) await live(id, `O-${people}`);
    return id;
  }
  let serials = 0;
  async function device(): Promise<string> {
    serials += 1;
    const identifier = `3576530500${String(serials).padStart(5, '0')}`;
    await register(supervisor, model, office, [identifier]);
    return identifier;
  }
  async function begin(who: string, identifier: string, more: object = {}, by = officer) {
    const id = randomUUID();
    const answer = await by.post(`/api/people/${who}/fittings`, { id, identifier, office, ...more });
    return { id, answer };
  }
  const hear = (fitting: string, over: object = {}) => hearInFitting(owner, fitting, over);
  const step = (fitting: string, name: string, body: object = {}, by = officer) =>
    by.post(`/api/fittings/${fitting}/${name}`, body);
  /** Everything but its end. */
  async function through(fitting: string, weeks = 0): Promise<void> {
    await hear(fitting);
    did(await step(fitting, 'identity', { means: 'photo-on-file' }));
    did(await step(fitting, 'self-test'));
    did(await step(fitting, 'teaching', { language: 'es', points }));
    did(await step(fitting, 'check-ins', { weeks }));
  }
  async function fit(who: string, identifier: string, more: object = {}): Promise<string> {
    const { id, answer } = await begin(who, identifier, more);
    did(answer);
    await through(id);
    did(await step(id, 'finish', { used }));
    return id;
  }
  const planOf = (who: string) => planOfPerson(owner, keyring, who);
  return {
    ...orders,
    office,
    model,
    colleague,
    person,
    device,
    begin,
    hear,
    step,
    through,
    fit,
    planOf,
  };
}
