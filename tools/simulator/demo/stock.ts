import { randomUUID } from 'node:crypto';
import { deviceList } from '@attend/contracts/devices';
import { fittingChanged, personFittings, teachingPoints } from '@attend/contracts/fittings';
import { peopleList } from '@attend/contracts/people';
import { shipmentChanged, shipmentDetail, shipmentScanned } from '@attend/contracts/shipments';
import { staffList } from '@attend/contracts/staff';
import { stockView } from '@attend/contracts/stock';
import { type Fault, type Result, succeed } from '@attend/kernel';
import { timezone } from '../city/denver.ts';
import type { ApiClient } from './api-client.ts';
import { fittedFirst } from './lasting.ts';
import type { DemoMemory } from './memory.ts';
import { referenceOf } from './people.ts';
import { anything, get, made, post, put, type Sessions } from './sessions.ts';
import { emailOf } from './staff.ts';

const reason = 'Simulated: the demo’s own stock.';
/** Models as the demo's devices are, how many lie at an office and come to another, and below how many each asks for more. */
const models = [
  {
    ...{ name: 'simulated MT-110 anklet', technology: 'ankle', protocol: 'megastek', serial: '3590000001' },
    ...{ fixEvery: 60, uploadEvery: 300, knows: ['strap', 'gnss', 'battery'], checkInWeeks: 4 },
    ...{ shelf: 8, coming: 4, level: 4, levelThere: 3, ordered: 10 },
  },
  {
    ...{ name: 'simulated wrist watch', technology: 'wrist', protocol: 'watch', serial: '88190' },
    ...{ fixEvery: 120, uploadEvery: 120, knows: ['strap', 'gnss', 'wifi', 'battery'], checkInWeeks: 8 },
    ...{ shelf: 10, coming: 6, level: 12, levelThere: 0, ordered: 0 },
  },
] as const;
type Model = (typeof models)[number];

const serialsOf = ({ serial }: Model, from: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${serial}${String(from + index).padStart(5, '0')}`);

/** A parcel that is with its carrier. */
async function sendParcel(
  client: ApiClient,
  parcel: { readonly from: string | null; readonly to: string; readonly order?: string },
  tracking: string,
  serials: readonly string[],
): Promise<{ readonly path: string; readonly version: number }> {
  const { id } = await post(client, '/api/shipments', parcel, made);
  const path = `/api/shipments/${id}`;
  for (const identifier of serials) await post(client, `${path}/pack`, { identifier }, anything);
  let { version } = await get(client, path, shipmentDetail);
  for (const [step, more] of [
    ['close', {}],
    ['label', {}],
    ['hand-over', { carrier: 'Simulated Parcel', tracking }],
  ] as const)
    ({ version } = await post(client, `${path}/${step}`, { version, ...more }, shipmentChanged));
  return { path, version };
}

/** A parcel between offices that arrived with one device short, which nobody has settled yet. */
async function receiveShort(client: ApiClient, from: string, to: string, serials: readonly string[]) {
  const { path } = await sendParcel(client, { from, to }, 'SIM-4708', serials);
  for (const identifier of serials.slice(1))
    await post(client, `${path}/receive`, { identifier }, shipmentScanned);
  const { version } = await get(client, path, shipmentDetail);
  await post(client, `${path}/finish`, { version }, shipmentChanged);
}

/** What is not on its shelf any more. */
async function putAway(
  client: ApiClient,
  to: 'repair' | 'lost',
  identifier: string | undefined,
  why: string,
) {
  const { devices } = await get(client, `/api/devices?show=all&q=${identifier}`, deviceList);
  for (const { id } of devices) await post(client, `/api/devices/${id}/move`, { to, reason: why }, anything);
}

/** The installer works with those of whom one is being fitted. Null: there is none in a demo of an earlier version. */
async function assignInstaller(client: ApiClient, sessions: Sessions): Promise<ApiClient | null> {
  if (!sessions.has('installer')) return null;
  const { staff } = await get(client, '/api/staff', staffList);
  const installer = staff.find(({ email }) => email === emailOf('installer'));
  for (let index = 0; index < fittedFirst; index += 1) {
    const found = await get(client, `/api/people?q=${referenceOf(index)}`, peopleList);
    const [person] = found.people;
    if (person !== undefined && installer !== undefined)
      await post(
        client,
        `/api/people/${person.id}/supervision`,
        { kind: 'staff', staff: installer.id, role: 'installer' },
        anything,
      );
  }
  return sessions.as('installer');
}

/** A fitting that somebody is at: they were recognised and taught; the device was not heard yet. */
async function beginFitting(
  client: ApiClient,
  office: string,
  free: ReadonlyMap<string, string>,
): Promise<void> {
  for (let index = 0; index < fittedFirst; index += 1) {
    const found = await get(client, `/api/people?q=${referenceOf(index)}`, peopleList);
    const [person] = found.people;
    if (person === undefined) continue;
    const path = `/api/people/${person.id}/fittings`;
    const kit = await get(client, path, personFittings);
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
  const { offices } = await get(client, '/api/stock', stockView);
  const [here, there = here] = offices;
  if (here === undefined || there === undefined) return;
  const coming: string[] = [];
  let order: string | undefined;
  for (const model of models) {
    const { name, technology, protocol, fixEvery, uploadEvery, knows, checkInWeeks } = model;
    const body = {
      ...{
        maker: 'Attend',
        name,
        technology,
        protocols: [protocol],
        fixEvery,
        uploadEvery,
        knows,
        checkInWeeks,
      },
      ...{ statisticsLabel: technology, costLabel: technology, reason },
    };
    const { id } = await post(client, '/api/device-models', body, made);
    const register = (office: string | null, identifiers: readonly string[]) =>
      post(client, '/api/stock/devices', { model: id, protocol, office, identifiers, reason }, anything);
    const shelf = serialsOf(model, 1, model.shelf);
    await register(here.id, shelf);
    const parcel = serialsOf(model, 101, model.coming);
    await register(null, parcel);
    coming.push(...parcel);
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
    for (const [office, level] of [
      [here.id, model.level],
      [there.id, model.levelThere],
    ] as const)
      if (level > 0 && (office === here.id || there !== here))
        await put(client, '/api/stock/levels', { office, model: id, level, version: 0 }, anything);
    if (model.ordered > 0) {
      const lines = [{ model: id, count: model.ordered }];
      const ordered = { supplier: 'Simulated Devices', office: there.id, orderedOn: today(), lines };
      ({ id: order } = await post(client, '/api/supply-orders', ordered, made));
    }
  }
  await sendParcel(
    client,
    { from: null, to: there.id, ...(order === undefined ? {} : { order }) },
    'SIM-4711',
    coming,
  );
  const [ankle, wrist] = models;
  const [broken, gone] = serialsOf(ankle, 7, 2);
  await putAway(client, 'repair', broken, 'Simulated: does not charge any more.');
  await putAway(client, 'lost', gone, 'Simulated: not in the car after a home visit.');
  if (there !== here) await receiveShort(client, here.id, there.id, serialsOf(wrist, 8, 3));
}

/** Begun by the provider's installer, once the contract names the office as a site of theirs: only then is its shelf theirs to fit from. */
export async function bringFitting(sessions: Sessions): Promise<void> {
  const client = await sessions.as('supervisor');
  const [here] = (await get(client, '/api/stock', stockView)).offices;
  if (here === undefined) return;
  const free = new Map(
    models.flatMap((model) => serialsOf(model, 1, 1).map((first) => [model.technology, first] as const)),
  );
  await beginFitting((await assignInstaller(client, sessions)) ?? client, here.id, free);
}

const today = (): string => Temporal.Now.plainDateISO(timezone).toString();

/** Devices on shelves, away and on their way. */
export async function bringStock(
  memory: DemoMemory,
  sessions: Sessions,
  tell: (line: string) => void,
): Promise<Result<DemoMemory, Fault>> {
  if (memory.stock) return succeed(memory);
  const client = await sessions.as('supervisor');
  tell('putting devices on shelves and parcels on their way');
  await fill(client);
  return succeed({ ...memory, stock: true });
}
