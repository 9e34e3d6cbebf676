import { join, resolve } from 'node:path';
import { writeCase } from '@attend/contracts/case';
import { enrolForm, readEnrolment } from '@attend/contracts/enrol';
import { compilePlan, gate, type Observation, observe, startState } from '@attend/monitor';
import { laipac } from '@attend/protocols/laipac/codec';
import { enrolLines } from '@attend/server/api/enrolment/enrol';
import { createPool, transaction } from '@attend/server/database/connect';
import { type Database, openDatabase } from '@attend/server/database/open';
import { loadHistory, loadOnRecord } from '@attend/server/gateway/load-wearers';
import { type GatewayProcess, startGatewayProcess } from '@attend/server/gateway/start-process';
import { type Keyring, openKeyring } from '@attend/server/keys/keyring';
import type { Pool } from 'pg';
import { type BareCrash, crashBare } from './crash-bare.ts';
import { type CrashDevice, crashDevice } from './crash-devices.ts';
import { type KillRun, runKills } from './crash-kills.ts';
import { makeDataFolder, removeDataFolder } from './folder.ts';

export type CrashOptions = {
  readonly kills: number;
  /** No kill after so long. */
  readonly seconds?: number;
  readonly devices: number;
  readonly tell: (line: string) => void;
  /** False: without the bare lane, whose rate a test has no use for. */
  readonly bare?: boolean;
  /** Below which folder the run's own folder is made. */
  readonly folder?: string;
};

export type CrashFigures = {
  readonly name: 'crash';
  readonly kills: { readonly gateway: number; readonly database: number };
  readonly devices: number;
  readonly acknowledged: number;
  readonly readingsLost: number;
  readonly readingsDoubled: number;
  readonly alerts: number;
  readonly alertsLost: number;
  readonly alertsDoubled: number;
  readonly alertsThatReplayDoesNotKnow: number;
  /** Frames acknowledged a second over all kills and recoveries, a kill every 400: product, and the bare lane in the same way. */
  readonly acknowledgedPerSecond: number;
  readonly bare: BareCrash | null;
  readonly ratio: number | null;
};

type Enrolled = {
  readonly device: CrashDevice;
  readonly assignmentId: number;
  readonly participantId: string;
};

/** The bare lane need not be killed so often for its rate to be known. */
const mostBareKills = 10;

/** Kills gateway and database server by turns under load, and compares what is on record with a ledger kept outside. */
export async function benchCrash({
  kills: most,
  seconds = Number.POSITIVE_INFINITY,
  devices,
  tell,
  folder,
  bare: beside = true,
}: CrashOptions): Promise<CrashFigures> {
  const dataDir = makeDataFolder(folder ?? resolve('.'));
  const startTime = Math.floor(Date.now() / 1000) * 1000 - 200 * 86_400_000;
  const database = await openDatabase({ dataDir });
  const keyringDirectory = join(dataDir, 'keyring');
  const keyring = openKeyring(keyringDirectory);
  let gateway: GatewayProcess | null = null;
  try {
    const all = Array.from({ length: devices }, (_, index) => crashDevice(index, startTime));
    const enrolled = await enrolAll(database, keyring, all);
    gateway = await startGatewayProcess(
      {
        database: database.gateway,
        keyringDirectory,
        host: '127.0.0.1',
        ports: { laipac: 0 },
        logLevel: 'silent',
      },
      { tell: () => undefined },
    );
    const { ports, pid } = gateway;
    const run = await runKills(
      { port: ports.laipac ?? 0, serverPid: pid, dataDir },
      all,
      { most, seconds },
      tell,
    );
    await gateway.stop();
    const found = await compare(database, keyring, enrolled, run);
    if (!beside) return { ...found, bare: null, ratio: null };
    const bare = await crashBare(database, dataDir, all, {
      most: Math.min(run.kills.gateway + run.kills.database, mostBareKills),
      seconds,
    });
    return { ...found, bare, ratio: found.acknowledgedPerSecond / bare.acknowledgedPerSecond };
  } finally {
    await gateway?.stop();
    keyring.close();
    await database.stop();
    removeDataFolder(dataDir);
  }
}

async function enrolAll(
  database: Database,
  keyring: Keyring,
  devices: readonly CrashDevice[],
): Promise<Enrolled[]> {
  const owner = createPool(database.owner, { name: 'crash owner', max: 1 });
  const app = createPool(database.app, { name: 'crash enrol', max: 1 });
  try {
    const made = await owner.query<{ id: string }>(
      `insert into attend.programme (name, timezone, simulated) values ('Crash', 'America/Denver', true) returning id`,
    );
    const programmeId = made.rows[0]?.id ?? '';
    const author = { programmeId, staffId: null, operator: 'bench', requestId: 'bench' };
    const lines = devices.map(({ identifier, case: subject }) => ({
      participant: { id: `C${identifier}`, name: `Simulated ${identifier}` },
      device: { id: identifier, protocol: 'laipac' },
      case: writeCase(subject),
    }));
    await transaction(app, { 'attend.programme': programmeId, 'attend.operator': 'bench' }, (client) =>
      enrolLines(
        { client, keyring, author, now: Date.now() },
        lines.map((line) => readEnrolment(enrolForm.parse(line))),
      ),
    );
    const { rows } = await owner.query<{ id: string; participant: string; identifier: string }>(
      'select a.id, a.participant_id as participant, d.identifier from attend.assignment a join attend.device d on d.id = a.device_id',
    );
    const byIdentifier = new Map(rows.map((row) => [row.identifier, row]));
    return devices.map((device) => {
      const row = byIdentifier.get(device.identifier);
      if (row === undefined) throw new Error(`${device.identifier} was not enrolled`);
      return { device, assignmentId: Number(row.id), participantId: row.participant };
    });
  } finally {
    await owner.end();
    await app.end();
  }
}

type Counted = { lost: number; doubled: number };

async function compare(
  database: Database,
  keyring: Keyring,
  enrolled: readonly Enrolled[],
  { lines, kills, acknowledged: between, seconds }: KillRun,
): Promise<Omit<CrashFigures, 'bare' | 'ratio'>> {
  const pool = createPool(database.gateway, { name: 'crash compare', max: 1 });
  const readings: Counted = { lost: 0, doubled: 0 };
  const alerts: Counted & { total: number; unknown: number } = { lost: 0, doubled: 0, total: 0, unknown: 0 };
  let acknowledged = 0;
  try {
    for (const [index, one] of enrolled.entries()) {
      const count = lines[index]?.acknowledged ?? 0;
      acknowledged += count;
      await compareOne(pool, keyring, one, count, readings, alerts);
    }
  } finally {
    await pool.end();
  }
  return {
    name: 'crash',
    kills,
    devices: enrolled.length,
    acknowledged,
    readingsLost: readings.lost,
    readingsDoubled: readings.doubled,
    alerts: alerts.total,
    alertsLost: alerts.lost,
    alertsDoubled: alerts.doubled,
    alertsThatReplayDoesNotKnow: alerts.unknown,
    acknowledgedPerSecond: between / seconds,
  };
}

async function compareOne(
  pool: Pool,
  keyring: Keyring,
  { device, assignmentId, participantId }: Enrolled,
  count: number,
  readings: Counted,
  alerts: Counted & { total: number; unknown: number },
): Promise<void> {
  const key = keyring.find(participantId);
  if (key === null) throw new Error(`no key of ${participantId}`);
  const stored = new Map<number, number>();
  for (const { at } of await loadHistory(pool, key, assignmentId, Number.MAX_SAFE_INTEGER)) {
    stored.set(at, (stored.get(at) ?? 0) + 1);
  }
  const sent = observationsOf(device, count);
  for (const { at } of sent) {
    const times = stored.get(at) ?? 0;
    if (times === 0) readings.lost += 1;
    if (times > 1) readings.doubled += 1;
  }
  const expected = expectedAlerts(device, sent);
  const found = (await loadOnRecord(pool, key, assignmentId))
    .filter(
      ({ facts }) => facts.withdrawnAt === null && facts.kind !== 'silent' && facts.kind !== 'no-position',
    )
    .map(({ facts }) => `${facts.kind} ${facts.condition} ${facts.from} ${facts.to}`);
  alerts.total += expected.size;
  alerts.doubled += found.length - new Set(found).size;
  for (const alert of expected) if (!found.includes(alert)) alerts.lost += 1;
  for (const alert of new Set(found)) if (!expected.has(alert)) alerts.unknown += 1;
}

/** What the frames say, by the product's own codec and gate, each once and in order. */
function observationsOf(device: CrashDevice, count: number): Observation[] {
  const plan = compilePlan(device.case);
  const observations: Observation[] = [];
  let session = laipac.start();
  for (let n = 0; n < count; n += 1) {
    const step = laipac.receive(session, device.frame(n));
    session = step.session;
    for (const frame of step.frames) {
      for (const reading of frame.readings)
        observations.push(gate(plan, reading, (reading.time ?? 0) + 1_000));
    }
  }
  return observations;
}

/** What a replay of them says: by the engine's law it does not matter when they arrived. */
function expectedAlerts(device: CrashDevice, sent: readonly Observation[]): Set<string> {
  const plan = compilePlan(device.case);
  const state = startState();
  const alerts = new Map<number, string>();
  for (const one of sent) {
    for (const { ordinal, facts, change } of observe(plan, state, [one]).changes) {
      if (change === 'withdrawn') alerts.delete(ordinal);
      else if (facts.kind !== 'silent' && facts.kind !== 'no-position') {
        alerts.set(ordinal, `${facts.kind} ${facts.condition} ${facts.from} ${facts.to}`);
      }
    }
  }
  return new Set(alerts.values());
}
