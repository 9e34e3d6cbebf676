import type { DeviceDetail, DeviceSummary, deviceList, deviceQuery } from '@attend/contracts/devices';
import { deviceSummary } from '@attend/contracts/devices';
import { fail, formatInstant, httpProtocolNames, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { badCursor, readCursor, writeCursor } from '../../database/repositories/cursor.ts';
import {
  type FlagRow,
  listFlags,
  listQuarantines,
  type QuarantineRow,
} from '../../database/repositories/device-flags.ts';
import {
  type DeviceRow,
  findDevice,
  type HolderRow,
  listDevices,
  loadHolders,
} from '../../database/repositories/devices.ts';
import { listOwnShelves, listSeenShelves } from '../../database/repositories/shelves.ts';
import { batteryOf } from '../alerts/detail.ts';
import { instantText, staffOf } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';
import { personRefs } from '../oversight/person-refs.ts';

type Context = Pick<StaffContext, 'client' | 'services' | 'programme' | 'record' | 'reach'>;
type List = z.output<typeof deviceList>;

const before = ['', '00000000-0000-0000-0000-000000000000'] as const;

/** DEV-1: devices that the viewer may know of; who has one is shown to whoever may see the person, and recorded as a look at them. */
export async function readDevices(
  context: Context,
  { show, q = '', office: asked, cursor, limit }: z.output<typeof deviceQuery>,
): Promise<Result<List>> {
  const after = cursor === undefined ? succeed([...before]) : readCursor(cursor, 2);
  if (!after.ok) return after;
  const [identifier = '', id = before[1]] = after.value;
  if (!deviceSummary.shape.id.safeParse(id).success) return fail(badCursor);
  const shelves = show === 'shelf' || asked === 'own' ? await seenShelves(context) : [];
  const office = asked === 'any' ? null : asked === 'own' ? onlyOwn(shelves) : asked;
  const of = { show, begins: q, after: [identifier, id] as const, limit: limit + 1, office };
  const rows = await listDevices(context.client, await context.reach(), of);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return succeed({
    devices: await summarise(context, page),
    ...{ office, shelves: show === 'shelf' ? shelves : [] },
    next: last === undefined ? null : writeCursor([last.identifier, last.id]),
  });
}

/** STK-15: whose numbers the viewer sees, one's own first. */
async function seenShelves({ client }: Pick<Context, 'client'>): Promise<List['shelves']> {
  const own = new Set((await listOwnShelves(client)).map(({ id }) => id));
  const seen = (await listSeenShelves(client)).map(({ id, name }) => ({ id, name, own: own.has(id) }));
  return [...seen.filter((one) => one.own), ...seen.filter((one) => !one.own)];
}
/** Of several the one that is the viewer's; null: there is no such one, and nothing is narrowed. */
function onlyOwn(shelves: List['shelves']): string | null {
  const [first, second] = shelves;
  return first?.own === true && second?.own === false ? first.id : null;
}

async function summarise(context: Context, rows: readonly DeviceRow[]): Promise<DeviceSummary[]> {
  const ids = rows.map(({ id }) => id);
  const held = ids.length === 0 ? [] : await loadHolders(context.client, await context.reach(), ids);
  const people = await personRefs(
    context,
    held.map(({ participantId }) => participantId),
  );
  const holders = new Map(held.map((one) => [one.deviceId, one]));
  return rows.map((row) => {
    const holder = holders.get(row.id);
    return summaryOf(row, holder, (holder && people.get(holder.participantId)) ?? null);
  });
}

function summaryOf(
  row: DeviceRow,
  holder: HolderRow | undefined,
  person: DeviceSummary['holder'],
): DeviceSummary {
  // What it last said: with whoever has it, or on the shelf before.
  const isNewer = holder?.lastContact != null && holder.lastContact >= (row.lastContact ?? 0);
  const word = isNewer ? holder : row;
  return {
    id: row.id,
    identifier: row.identifier,
    protocol: row.protocol,
    technology: row.technology,
    model: row.model,
    state: stateOf(row),
    holder: person,
    lastContact: instantText(word.lastContact),
    battery: batteryOf(word),
    flags: deviceSummary.shape.flags.parse(row.flags),
  };
}

const stateOf = ({ retired, quarantined, free }: DeviceRow): DeviceSummary['state'] =>
  retired ? 'retired' : quarantined ? 'quarantined' : free ? 'shelf' : 'held';

export async function readDevice(context: Context, id: string): Promise<Result<DeviceDetail>> {
  const { client, services, programme } = context;
  const row = await findDevice(client, await context.reach(), id);
  const [summary] = row === null ? [] : await summarise(context, [row]);
  if (row === null || summary === undefined) return noSuchDevice();
  const quarantines = await listQuarantines(client, services.keyring, programme.id, id);
  const flags = await listFlags(client, services.keyring, programme.id, id);
  const { refused } = row;
  return succeed({
    ...summary,
    createdAt: formatInstant(row.createdAt),
    networks: row.networks === null ? null : [...row.networks],
    token: !sendsToken(row) ? 'unknown-to-protocol' : row.hasToken ? 'set' : 'none',
    quarantines: quarantines.map(quarantineView),
    flagged: flags.map(flagView),
    refused:
      refused === null
        ? null
        : {
            first: formatInstant(refused.first),
            last: formatInstant(refused.last),
            messages: refused.messages,
          },
  });
}

export const sendsToken = ({ protocol }: Pick<DeviceRow, 'protocol'>): boolean =>
  httpProtocolNames.some((name) => name === protocol);

const quarantineView = ({ from, to, ...row }: QuarantineRow): DeviceDetail['quarantines'][number] => ({
  ...row,
  from: formatInstant(from),
  to: instantText(to),
});

const flagView = (row: FlagRow): DeviceDetail['flagged'][number] => ({
  id: row.id,
  kind: row.kind,
  first: formatInstant(row.first),
  last: formatInstant(row.last),
  count: row.count,
  signs: [...row.signs],
  changes: [...row.changes],
  outcome: row.outcome,
  note: row.note,
  lookedAt: instantText(row.lookedAt),
  lookedBy: staffOf(row.lookerId, row.looker),
});

export const noSuchDevice = () => fail({ code: 'not-found', message: 'There is no such device here.' });
