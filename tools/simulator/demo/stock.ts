import { randomUUID } from 'node:crypto';
import { fittingChanged, personFittings, teachingPoints } from '@attend/contracts/fittings';
import { peopleList } from '@attend/contracts/people';
import { shipmentChanged, shipmentDetail } from '@attend/contracts/shipments';
import { stockView } from '@attend/contracts/stock';
import { type Fault, fail, type Result, succeed } from '@attend/kernel';
import { z } from 'zod';
import { type ApiAnswer, type ApiClient, faultIn } from './api-client.ts';
import type { DemoMemory } from './memory.ts';
import { referenceOf } from './people.ts';
import { signIn } from './staff.ts';

const reason = 'Simulated: the demo’s own stock.';
/** How many of the demo's people are asked for one who may be fitted. */
const asked = 12;

/** Models as the demo's devices are, and how many lie at an office and come to another. */
const models = [
  {
    ...{ name: 'simulated MT-110 anklet', technology: 'ankle', protocol: 'megastek', serial: '3590000001' },
    ...{ fixEvery: 60, uploadEvery: 300, knows: ['strap', 'gnss', 'battery'], checkInWeeks: 4 },
    ...{ shelf: 6, coming: 4 },
  },
  {
    ...{ name: 'simulated R16H band', technology: 'wrist', protocol: 'r16h', serial: '3590000002' },
    ...{ fixEvery: 120, uploadEvery: 600, knows: ['strap', 'gnss', 'wifi', 'battery'], checkInWeeks: 8 },
    ...{ shelf: 8, coming: 6 },
  },
] as const;
type Model = (typeof models)[number];

const serialsOf = ({ serial }: Model, from: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${serial}${String(from + index).padStart(5, '0')}`);

/** Throws what the API said: one place below makes a failure of it. */
async function post<S extends z.ZodType>(client: ApiClient, path: string, body: object, schema: S) {
  return read(path, await client.post(path, body), schema);
}
function read<S extends z.ZodType>(path: string, answer: ApiAnswer, schema: S): z.output<S> {
  if (answer.status >= 300) throw new Refused(`${path}: the API answered ${faultIn(answer)}`);
  return schema.parse(answer.body);
}
class Refused extends Error {}
const anything = z.unknown();
const made = z.object({ id: z.string() });

/** A parcel from the supplier that is with its carrier. */
async function sendParcel(client: ApiClient, to: string, serials: readonly string[]): Promise<void> {
  const { id } = await post(client, '/api/shipments', { from: null, to }, made);
  const path = `/api/shipments/${id}`;
  for (const identifier of serials) await post(client, `${path}/pack`, { identifier }, anything);
  let { version } = read(path, await client.get(path), shipmentDetail);
  for (const [step, more] of [
    ['close', {}],
    ['label', {}],
    ['hand-over', { carrier: 'Simulated Parcel', tracking: 'SIM-4711' }],
  ] as const)
    ({ version } = await post(client, `${path}/${step}`, { version, ...more }, shipmentChanged));
}

/** A fitting that somebody is at: they were recognised and taught; the device was not heard yet. */
async function beginFitting(
  client: ApiClient,
  office: string,
  free: ReadonlyMap<string, string>,
): Promise<void> {
  for (let index = 0; index < asked; index += 1) {
    const found = read('/api/people', await client.get(`/api/people?q=${referenceOf(index)}`), peopleList);
    const [person] = found.people;
    if (person === undefined) continue;
    const path = `/api/people/${person.id}/fittings`;
    const kit = read(path, await client.get(path), personFittings);
    const worn = kit.held.find(({ toCollect }) => !toCollect);
    const permitted = kit.needs.find(
      ({ technology, begin }) => begin && technology === worn?.device.technology,
    );
    const identifier = permitted === undefined ? undefined : free.get(permitted.technology);
    if (worn === undefined || identifier === undefined) continue;
    const id = randomUUID();
    await post(client, path, { id, identifier, office, replaces: worn.assignment }, fittingChanged);
    await post(client, `/api/fittings/${id}/identity`, { means: 'photo-on-file' }, fittingChanged);
    const teaching = { language: kit.languages[0] ?? 'en', points: teachingPoints };
    await post(client, `/api/fittings/${id}/teaching`, teaching, fittingChanged);
    return;
  }
}

async function fill(client: ApiClient): Promise<void> {
  const { offices } = read('/api/stock', await client.get('/api/stock'), stockView);
  const [here, there = here] = offices;
  if (here === undefined || there === undefined) return;
  const coming: string[] = [];
  const free = new Map<string, string>();
  for (const model of models) {
    const { name, technology, protocol, fixEvery, uploadEvery, knows, checkInWeeks } = model;
    const body = {
      maker: 'Attend',
      name,
      technology,
      protocols: [protocol],
      fixEvery,
      uploadEvery,
      knows,
      checkInWeeks,
    };
    const labels = { statisticsLabel: technology, costLabel: technology, reason };
    const { id } = await post(client, '/api/device-models', { ...body, ...labels }, made);
    const register = (office: string | null, identifiers: readonly string[]) =>
      post(client, '/api/stock/devices', { model: id, protocol, office, identifiers, reason }, anything);
    const shelf = serialsOf(model, 1, model.shelf);
    await register(here.id, shelf);
    const parcel = serialsOf(model, 101, model.coming);
    await register(null, parcel);
    coming.push(...parcel);
    const [first] = shelf;
    if (first !== undefined) free.set(technology, first);
    for (const [item, count] of [
      ['strap', 40],
      ['charger', 15],
    ] as const)
      await post(
        client,
        '/api/consumables',
        { office: here.id, item, model: id, why: 'received', count, note: reason },
        anything,
      );
  }
  await sendParcel(client, there.id, coming);
  await beginFitting(client, here.id, free);
}

/** Devices on a shelf, a parcel on its way and a fitting under way, as the supervisor, whose session is given where one stands. */
export async function bringStock(
  url: string,
  memory: DemoMemory,
  supervisorClient: ApiClient | null,
  tell: (line: string) => void,
): Promise<Result<DemoMemory, Fault>> {
  if (memory.stock) return succeed(memory);
  const supervisor = memory.accounts.find(({ role }) => role === 'supervisor');
  if (supervisor === undefined)
    return fail({ code: 'no-supervisor', message: 'the demo remembers no supervisor' });
  const signedIn =
    supervisorClient === null ? await signIn(url, supervisor) : succeed({ client: supervisorClient });
  if (!signedIn.ok) return signedIn;
  tell('putting devices on a shelf and a parcel on its way, and beginning a fitting');
  try {
    await fill(signedIn.value.client);
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown;
    return fail({ code: 'refused', message: thrown.message });
  }
  return succeed({ ...memory, stock: true });
}
