import { type Fault, fail, hour, minute, type ProtocolName, type Result, succeed } from '@attend/kernel';
import { timezone } from '../city/denver.ts';
import { isHttp } from '../device/carry.ts';
import type { PersonTracks } from '../tracks/folder.ts';
import { wearersFromTracks } from '../tracks/play.ts';
import { createWearer, type Wearer } from '../wearer/device.ts';
import { bringCasework } from './casework.ts';
import { createDirector } from './director.ts';
import { enrolAll } from './enrol.ts';
import { Fleet, type FleetCount } from './fleet.ts';
import { lastingPeople, usualDays } from './lasting.ts';
import { type DemoMemory, readMemory, writeMemory } from './memory.ts';
import { superviseUsually } from './people.ts';
import { attempt, openSessions } from './sessions.ts';
import { type ConfirmByOperator, makeAccounts, type SignedIn, setUpStaff } from './staff.ts';
import { bringStock } from './stock.ts';
import { bringWork } from './work.ts';

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
  /** Does at once what the server does by the clock. */
  readonly runJob: (name: string) => Promise<void>;
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
/** The past of some hundred devices is told within it. */
const toldAfter = 20_000;
/** An order is older than anything that its devices tell. */
const orderBefore = 3 * 24 * hour;

/** Makes or finds the programme of the demo, enrols who is missing, and lets the devices report until `stop`. */
export async function startDemo(target: DemoTarget, options: DemoOptions): Promise<Result<Demo, Fault>> {
  const prepared = await prepare(target, options);
  if (!prepared.ok) return prepared;
  const wearers = makeWearers(prepared.value.memory, options);
  const brought = await bringAll(target, prepared.value, wearers, options.tell);
  if (!brought.ok) return brought;
  let memory = brought.value;

  const now = Date.now();
  const from = memory.lastRun === null ? now - pastAtFirst : Math.max(memory.lastRun, now - pastAtMost);
  const lasting = lastingPeople(memory.seed, memory.people);
  const director = createDirector(
    memory.seed + (memory.lastRun === null ? 0 : Math.floor(now / minute)),
    // Nothing is staged with whom less is proposed for: an alert would hold the proposal back.
    wearers.filter(({ supervised: { person } }) => lasting.get(person.index)?.part !== 'proposed'),
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
  // By then the devices have told their past: what was counted before says of each that it was never heard.
  const counting = setTimeout(() => void target.runJob('figures').catch(() => undefined), toldAfter);
  return succeed({
    memory,
    count: () => fleet.count(),
    stop() {
      clearInterval(directing);
      clearInterval(remembering);
      clearTimeout(counting);
      fleet.stop();
      remember();
    },
  });
}

/** What stands, and who was just set up and is signed in. */
type Prepared = { readonly memory: DemoMemory; readonly staff: readonly SignedIn[] };

/** Everything that is in the programme before devices report, step by step; each is remembered, so that a start that was broken off goes on. */
async function bringAll(
  target: DemoTarget,
  { memory: begun, staff }: Prepared,
  wearers: readonly Wearer[],
  tell: (line: string) => void,
): Promise<Result<DemoMemory, Fault>> {
  const sessions = openSessions(target.url, begun, staff);
  const firstStart = begun.ordersFrom + orderBefore;
  type Step = (memory: DemoMemory) => Promise<Result<DemoMemory, Fault>>;
  const steps: readonly Step[] = [
    (memory) => enrolAll(memory, sessions, wearers, tell),
    (memory) => bringCasework(memory, sessions, wearers, firstStart, tell),
    (memory) => bringStock(memory, sessions, tell),
    (memory) =>
      bringWork(memory, { sessions, wearers, runJob: target.runJob }, tell, (so) =>
        writeMemory(target.dataDir, so),
      ),
  ];
  let memory = begun;
  for (const step of steps) {
    const done = await attempt(() => step(memory));
    if (!done.ok) return done;
    if (!done.value.ok) return done.value;
    memory = done.value.value;
    writeMemory(target.dataDir, memory);
  }
  return succeed(memory);
}

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
    return succeed({ memory: known, staff: [] });
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
    work: [],
    lastRun: null,
  };
  // At once: whoever stops the demo now must still be able to sign in later.
  writeMemory(target.dataDir, memory);
  return succeed({ memory, staff: staff.value });
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
  const lasting = lastingPeople(seed, people);
  return Array.from({ length: people }, (_, index) =>
    createWearer(
      superviseUsually(seed, index, ordersFrom, true, lasting.get(index)?.days ?? usualDays(index)),
    ),
  );
}
