import { join } from 'node:path';
import { agreementTextVersion } from '@attend/casework';
import { expect } from 'vitest';
import { planOfPerson, wholeOrder } from '../../database/testing-orders.ts';
import { openKeyring } from '../../keys/keyring.ts';
import { lineOf } from '../enrolment/testing.ts';
import { firstRun, signInAs, withSecondPerson, withTestApi } from '../testing/start.ts';

/** An officer, a supervisor, and orders in whatever state a test wants them. At a test file's top level. */
export async function withOrders() {
  const system = await withTestApi();
  const owner = system.database.pool('owner');
  const keyring = openKeyring(join(system.dataDir, 'keyring'));
  const admin = await firstRun(system);
  await withSecondPerson(system, admin);
  await admin.post('/api/offices', { name: 'North' });
  const officer = await signInAs(system, admin, ['case-officer'], 'officer@example.org');
  const supervisor = await signInAs(system, admin, ['supervisor'], 'supervisor@example.org');

  type Answer = Awaited<ReturnType<typeof officer.get>>;
  const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

  /** Somebody with a device and no authority: what an order gives is the only one. */
  async function enrol(reference: string): Promise<string> {
    const bare = lineOf(reference, { case: { authority: [], conditions: [] } });
    const answer = await officer.post('/api/enrolments', bare);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body.participant.id;
  }
  const ordersOf = async (person: string) => (await officer.get(`/api/people/${person}/orders`)).body.orders;
  const orderOf = async (person: string, id: string) =>
    (await ordersOf(person)).find((order: { id: string }) => order.id === id);
  const did = (answer: Answer): Answer => {
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer;
  };

  /** An order drawn by the officer, in whatever state `steps` bring it to. */
  async function draw(person: string, reference: string, over: object = {}): Promise<string> {
    return did(await officer.post(`/api/people/${person}/orders`, wholeOrder(reference, over))).body.order;
  }
  const command = async (
    who: typeof officer,
    person: string,
    id: string,
    path: string,
    body: object = {},
  ) => {
    const { revision } = await orderOf(person, id);
    return who.post(`/api/orders/${id}/${path}`, { revision, ...body });
  };
  const signing = (version = 1, over: object = {}) => ({
    ...{ version, language: 'es', textVersion: agreementTextVersion, location: 'zones' },
    ...{ explained: 'each clause, and how to take it back', signature: { kind: 'typed', name: 'Ana' } },
    ...over,
  });
  async function live(person: string, reference: string, over: object = {}): Promise<string> {
    const id = await draw(person, reference, over);
    did(await command(supervisor, person, id, 'approve', { note: 'read and agreed' }));
    did(await command(officer, person, id, 'agreement', signing()));
    return id;
  }
  const planOf = (person: string) => planOfPerson(owner, keyring, person);
  return {
    system,
    owner,
    keyring,
    admin,
    officer,
    supervisor,
    inDays,
    enrol,
    ordersOf,
    orderOf,
    did,
    draw,
    command,
    signing,
    live,
    planOf,
  };
}
