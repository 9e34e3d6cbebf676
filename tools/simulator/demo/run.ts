import type { StaffRole } from '@attend/contracts/session';
import { type Fault, fail, hour, minute, type ProtocolName, type Result, succeed } from '@attend/kernel';
import { timezone } from '../city/denver.ts';
import { isHttp } from '../device/carry.ts';
import type { PersonTracks } from '../tracks/folder.ts';
import { wearersFromTracks } from '../tracks/play.ts';
import { createWearer, type Wearer } from '../wearer/device.ts';
import type { ApiClient } from './api-client.ts';
import { bringCasework } from './casework.ts';
import { createDirector } from './director.ts';
import { enrolAll } from './enrol.ts';
import { Fleet, type FleetCount } from './fleet.ts';
import { type DemoMemory, readMemory, writeMemory } from './memory.ts';
import { superviseUsually } from './people.ts';
import { bringProgramme } from './programme.ts';
import { type ConfirmByOperator, makeAccounts, setUpStaff } from './staff.ts';
import { bringStock } from './stock.ts';

/** The server that the demo runs against, from outside: its public API and its device ports. */
export type DemoTarget = {
  readonly url: string;
  readonly gatewayPorts: Readonly<Partial<Record<ProtocolName, number>>>;
  readonly gatewayHost: string;
  readonly dataDir: string;
  /** As whoever runs this machine. */
  readonly confirm: ConfirmByOperator;
  /** Null once a programme exists. */
  readonly firstRunKey: string | null;
};

export type DemoOptions = {
  readonly seed: number;
  readonly people: number;
  /** Real tracks to play instead of simulated people, and the folder they are from. */
  readonly tracks: { readonly folder: string; readonly people: readonly PersonTracks[] } | null;
  /** How much more often than usual things happen. */
  readonly often: number;
  readonly tell: (line: string) => void;
};

export type Demo = {
  readonly memory: DemoMemory;
  count(): FleetCount;
  stop(): void;
};

/** What devices stored before the first start, so that maps show trails at once. */
const pastAtFirst = 4 * hour;
/** And at most before a later one: what their memory holds. */
const pastAtMost = 6 * hour;
/** An order is older than anything that its devices tell. */
const orderBefore = 3 * 24 * hour;

/** Makes or finds the programme of the demo, enrols who is missing, and lets the devices report until `stop`. */
export async function startDemo(target: DemoTarget, options: DemoOptions): Promise<Result<Demo, Fault>> {
  const prepared = await prepare(target, options);
  if (!prepared.ok) return prepared;
  const { officer, supervisor } = prepared.value;
  let { memory } = prepared.value;
  const wearers = makeWearers(memory, options);
  const enrolled = await enrolAll(target.url, memory, officer, wearers, options.tell);
  if (!enrolled.ok) return enrolled;
  memory = enrolled.value;
  writeMemory(target.dataDir, memory);
  const firstStart = memory.ordersFrom + orderBefore;
  const brought = await bringCasework(target.url, memory, supervisor, wearers, firstStart, options.tell);
  if (!brought.ok) return brought;
  memory = brought.value;
  writeMemory(target.dataDir, memory);
  const stocked = await bringStock(target.url, memory, supervisor, options.tell);
  if (!stocked.ok) return stocked;
  memory = stocked.value;
  writeMemory(target.dataDir, memory);
  const going = await bringProgramme(target.url, memory, supervisor, wearers, options.tell);
  if (!going.ok) return going;
  memory = going.value;
  writeMemory(target.dataDir, memory);

  const now = Date.now();
  const from = memory.lastRun === null ? now - pastAtFirst : Math.max(memory.lastRun, now - pastAtMost);
  const director = createDirector(
    memory.seed + (memory.lastRun === null ? 0 : Math.floor(now / minute)),
    wearers,
    options.often,
  );
  director.open(now);
  const tokens = new Map(
    wearers.flatMap(({ supervised: { case: subject, protocol } }) => {
      const token = isHttp(protocol) ? memory.tokens[subject.device.id] : undefined;
      return token === undefined ? [] : [[subject.device.id, token] as const];
    }),
  );
  const fleet = new Fleet(wearers, { host: target.gatewayHost, ports: target.gatewayPorts, tokens });
  const remember = (): void => {
    memory = { ...memory, lastRun: Date.now() };
    writeMemory(target.dataDir, memory);
  };
  await fleet.start(from);
  const directing = setInterval(() => director.goOn(Date.now()), 2_000);
  const remembering = setInterval(remember, minute);
  return succeed({
    memory,
    count: () => fleet.count(),
    stop() {
      clearInterval(directing);
      clearInterval(remembering);
      fleet.stop();
      remember();
    },
  });
}

/** What stands, and the sessions of officer and supervisor where they were just begun. */
type Prepared = {
  readonly memory: DemoMemory;
  readonly officer: ApiClient | null;
  readonly supervisor: ApiClient | null;
};

async function prepare(
  target: DemoTarget,
  { seed, people, tracks, tell }: DemoOptions,
): Promise<Result<Prepared, Fault>> {
  const known = readMemory(target.dataDir);
  if (known !== null && target.firstRunKey === null) {
    if (known.tracks !== (tracks?.folder ?? null)) {
      const was = known.tracks === null ? 'simulated people' : `the tracks in ${known.tracks}`;
      return fail({
        code: 'other-demo',
        message: `${target.dataDir} holds a demo of ${was}; use another --data`,
      });
    }
    return succeed({ memory: known, officer: null, supervisor: null });
  }
  if (target.firstRunKey === null) {
    return fail({
      code: 'not-a-demo',
      message: `${target.dataDir} holds a programme that is no demo; nothing was touched; use another --data`,
    });
  }
  tell('setting up the demo’s programme and its staff');
  const name = tracks === null ? 'Denver (simulated)' : 'Recorded tracks (demo)';
  const { url, firstRunKey, confirm } = target;
  const staff = await setUpStaff(url, firstRunKey, { name, timezone }, makeAccounts(), confirm);
  if (!staff.ok) return staff;
  const memory: DemoMemory = {
    version: 1,
    seed,
    people: tracks?.people.length ?? people,
    tracks: tracks?.folder ?? null,
    ordersFrom: Math.floor((Date.now() - orderBefore) / minute) * minute,
    accounts: staff.value.map(({ account }) => account),
    tokens: {},
    enrolled: 0,
    casework: false,
    stock: false,
    programme: false,
    lastRun: null,
  };
  // At once: whoever stops the demo now must still be able to sign in later.
  writeMemory(target.dataDir, memory);
  const clientOf = (wanted: StaffRole): ApiClient | null =>
    staff.value.find(({ account: { role } }) => role === wanted)?.client ?? null;
  return succeed({ memory, officer: clientOf('case-officer'), supervisor: clientOf('supervisor') });
}

function makeWearers({ seed, people, ordersFrom }: DemoMemory, { tracks }: DemoOptions): Wearer[] {
  if (tracks !== null) {
    const firstStart = ordersFrom + orderBefore;
    return wearersFromTracks(tracks.people, {
      seed,
      anchor: firstStart - pastAtFirst,
      firstStart,
      ordersFrom,
    });
  }
  return Array.from({ length: people }, (_, index) =>
    createWearer(superviseUsually(seed, index, ordersFrom, true)),
  );
}
