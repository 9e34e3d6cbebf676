import { randomUUID } from 'node:crypto';
import { fittingChanged, personFittings, teachingPoints } from '@attend/contracts/fittings';
import { peopleList } from '@attend/contracts/people';
import { stockView } from '@attend/contracts/stock';
import { type Fault, fail, type Result, succeed } from '@attend/kernel';
import type { ApiClient } from './api-client.ts';
import { anything, getAs, made, postAs, putAs, Refused } from './asked.ts';
import type { DemoMemory } from './memory.ts';
import { moveAway, receiveShort, sendParcel } from './parcels.ts';
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
    // Fewer usable than the level, so that *Today* says it.
    ...{ shelf: 6, coming: 4, level: 8 },
  },
  {
    ...{ name: 'simulated R16H band', technology: 'wrist', protocol: 'r16h', serial: '3590000002' },
    ...{ fixEvery: 120, uploadEvery: 600, knows: ['strap', 'gnss', 'wifi', 'battery'], checkInWeeks: 8 },
    ...{ shelf: 8, coming: 6, level: 4 },
  },
] as const;
type Model = (typeof models)[number];

const serialsOf = ({ serial }: Model, from: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${serial}${String(from + index).padStart(5, '0')}`);

/** A fitting that somebody is at: they were recognised and taught; the device was not heard yet. */
async function beginFitting(
  client: ApiClient,
  office: string,
  free: ReadonlyMap<string, string>,
): Promise<void> {
  for (let index = 0; index < asked; index += 1) {
    const found = await getAs(client, `/api/people?q=${referenceOf(index)}`, peopleList);
    const [person] = found.people;
    if (person === undefined) continue;
    const path = `/api/people/${person.id}/fittings`;
    const kit = await getAs(client, path, personFittings);
    const worn = kit.held.find(({ toCollect }) => !toCollect);
    const permitted = kit.needs.find(
      ({ technology, begin }) => begin && technology === worn?.device.technology,
    );
    const identifier = permitted === undefined ? undefined : free.get(permitted.technology);
    if (worn === undefined || identifier === undefined) continue;
    const id = randomUUID();
    await postAs(client, path, { id, identifier, office, replaces: worn.assignment }, fittingChanged);
    await postAs(client, `/api/fittings/${id}/identity`, { means: 'photo-on-file' }, fittingChanged);
    const teaching = { language: kit.languages[0] ?? 'en', points: teachingPoints };
    await postAs(client, `/api/fittings/${id}/teaching`, teaching, fittingChanged);
    return;
  }
}

async function fill(client: ApiClient): Promise<void> {
  const { offices } = await getAs(client, '/api/stock', stockView);
  const [here, there = here] = offices;
  if (here === undefined || there === undefined) return;
  const [coming, came]: [string[], string[]] = [[], []];
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
    const { id } = await postAs(client, '/api/device-models', { ...body, ...labels }, made);
    const register = (office: string | null, identifiers: readonly string[]) =>
      postAs(client, '/api/stock/devices', { model: id, protocol, office, identifiers, reason }, anything);
    const shelf = serialsOf(model, 1, model.shelf);
    await register(here.id, shelf);
    const parcel = serialsOf(model, 101, model.coming);
    const arrived = serialsOf(model, 201, 2);
    await register(null, [...parcel, ...arrived]);
    coming.push(...parcel);
    came.push(...arrived);
    await moveAway(client, shelf);
    const level = { office: here.id, model: id, level: model.level, version: 0 };
    await putAs(client, '/api/stock/levels', level, anything);
    const [first] = shelf;
    if (first !== undefined) free.set(technology, first);
    for (const [item, count] of [
      ['strap', 40],
      ['charger', 15],
    ] as const)
      await postAs(
        client,
        '/api/consumables',
        { office: here.id, item, model: id, why: 'received', count, note: reason },
        anything,
      );
  }
  await sendParcel(client, there.id, coming, 'SIM-4711');
  await receiveShort(client, here.id, came);
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
