import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { resolve } from 'node:path';
import { type Running, startUp } from '@attend/cli/up';
import { enrolForm, readEnrolment } from '@attend/contracts/enrol';
import { encodePosition } from '@attend/protocols/laipac/encoder';
import { openDatabase } from '@attend/server/database/open';
import { enrolBatch, findProgramme } from '@attend/server/operator/enrol';
import { openOperator } from '@attend/server/operator/operator';
import type { ApiClient } from '@attend/simulator/demo/api-client';
import { makeAccounts, setUpStaff } from '@attend/simulator/demo/staff';
import { type Load, makeLoad } from '@attend/simulator/load';
import { startBareAlertLane } from './alert-lane.ts';
import { prepareBareLane } from './bare-lane.ts';
import { startBareLanes } from './bare-lanes.ts';
import { lineOf, referenceOf } from './enrol-load.ts';
import { makeDataFolder, removeDataFolder } from './folder.ts';
import { generate, generateBeside } from './generate.ts';
import { percentile, record, startHistogram } from './histogram.ts';

export type AlertOptions = {
  readonly seconds: number;
  readonly devices: number;
  readonly tell: (line: string) => void;
};

type Latency = {
  readonly seen: number;
  readonly sent: number;
  readonly p50: number | null;
  readonly p99: number | null;
};
export type AlertFigures = {
  readonly name: 'alert';
  readonly devices: number;
  /** Frames a second beside which the alerts were raised: half of what ingest reached just before. */
  readonly beside: number;
  readonly product: Latency;
  readonly bare: Latency;
  /** Of the p99. */
  readonly ratio: number | null;
};

const seed = 7;
const stepSeconds = 60;
const pauseMs = 40;
/** As in `ingest`: the load's devices upload ten frames together. */
const perUpload = 10;
const mostUnanswered = 100;
const pacedLoad = (seconds: number, rate: number) => ({
  seconds: seconds + 4,
  warmSeconds: 1,
  rate,
  window: mostUnanswered,
  upload: perUpload,
});

/** Tampering on the wire to shown in the live feed, while ingest runs at half its maximum. Each from a device of its own. */
export async function benchAlert({ seconds, devices, tell }: AlertOptions): Promise<AlertFigures> {
  const raised = Math.max(50, Math.floor((seconds * 1000) / pauseMs));
  const startTime = Date.now() - 30 * 86_400_000;
  const options = { devices: devices + raised, seed, startTime, stepSeconds };
  const load = makeLoad(options);
  const dataDir = makeDataFolder(resolve('.'));
  try {
    const running = await startUp({
      dataDir,
      databaseUrl: undefined,
      http: 0,
      host: '127.0.0.1',
      gateway: { laipac: 0 },
      gatewayHost: '127.0.0.1',
      keys: 'file',
      logLevel: 'error',
    });
    let measured: { product: Latency; rate: number };
    try {
      measured = await measureProduct(running, load, options, { seconds, devices, raised, tell });
    } finally {
      await running.stop();
    }
    tell('the bare lane');
    const bare = await measureBare(dataDir, load, options, { seconds, devices, raised, rate: measured.rate });
    const { product, rate } = measured;
    const ratio = product.p99 === null || bare.p99 === null ? null : product.p99 / bare.p99;
    return { name: 'alert', devices, beside: rate, product, bare, ratio };
  } finally {
    removeDataFolder(dataDir);
  }
}

type Measure = { readonly seconds: number; readonly devices: number; readonly raised: number };
type LoadOptions = Parameters<typeof makeLoad>[0];

async function measureProduct(
  running: Running,
  load: Load,
  options: LoadOptions,
  { seconds, devices, raised, tell }: Measure & { tell: (line: string) => void },
): Promise<{ product: Latency; rate: number }> {
  const staff = await setUpStaff(
    running.url,
    running.firstRunKey ?? '',
    { name: 'Benchmark', timezone: 'America/Denver' },
    makeAccounts(),
    null,
  );
  if (!staff.ok) throw new Error(staff.error.message);
  const officer = staff.value.find(({ account }) => account.role === 'case-officer');
  if (officer === undefined) throw new Error('no officer');
  tell(`enrolling ${devices + raised} people`);
  await enrolAll(running.dataDir, load, devices + raised);
  const port = running.gatewayPorts.laipac ?? 0;
  const order = { ...options, devices, port, stepSeconds };
  const most = await generate({
    ...order,
    seconds: 4,
    warmSeconds: 3,
    rate: null,
    window: perUpload,
    upload: perUpload,
    firstFrame: 0,
  });
  const rate = most.perSecond / 2;
  tell(`beside ${Math.round(rate)} frames a second`);
  const feed = await openFeed(officer.client);
  const beside = await generateBeside({ ...order, ...pacedLoad(seconds, rate), firstFrame: most.nextFrame });
  const product = await raise(port, load, devices, raised, feed, (index) => referenceOf(devices + index));
  feed.close();
  await beside.ended;
  return { product, rate };
}

async function measureBare(
  dataDir: string,
  load: Load,
  options: LoadOptions,
  { seconds, devices, raised, rate }: Measure & { rate: number },
): Promise<Latency> {
  const database = await openDatabase({ dataDir });
  try {
    await prepareBareLane(database.owner);
    const ingest = await startBareLanes(database.owner, { batch: 1000, processes: 1 });
    const alerts = await startBareAlertLane(database.owner);
    const beside = await generateBeside({
      ...options,
      ...{ devices, port: ingest.port, firstFrame: 0 },
      ...pacedLoad(seconds, rate),
    });
    const socket = connect({ port: alerts.feedPort, host: '127.0.0.1' });
    await once(socket, 'connect');
    const feed = feedOf(
      (hear) => socket.on('data', (bytes) => hear(bytes.toString())),
      () => socket.destroy(),
    );
    const bare = await raise(alerts.port, load, devices, raised, feed, (index) =>
      load.identifier(devices + index),
    );
    feed.close();
    await beside.ended;
    await alerts.stop();
    await ingest.stop();
    return bare;
  } finally {
    await database.stop();
  }
}

async function enrolAll(dataDir: string, load: Load, count: number): Promise<void> {
  const operator = await openOperator({ dataDir, databaseUrl: undefined });
  try {
    const programme = await findProgramme(operator, null, 'America/Denver');
    if (!programme.ok) throw new Error(programme.error.message);
    for (let at = 0; at < count; at += 500) {
      const lines = Array.from({ length: Math.min(500, count - at) }, (_, index) => lineOf(load, at + index));
      await enrolBatch(
        operator,
        programme.value,
        lines.map((line) => readEnrolment(enrolForm.parse(line))),
      );
    }
  } finally {
    await operator.close();
  }
}

/** What the screen hears: words seen, with when. */
type Feed = { readonly seenAt: Map<string, number>; expect(word: string): void; close(): void };

function feedOf(listen: (hear: (text: string) => void) => void, close: () => void): Feed {
  const seenAt = new Map<string, number>();
  const expected = new Set<string>();
  let rest = '';
  listen((text) => {
    const events = (rest + text).split('\n\n');
    rest = events.pop() ?? '';
    const now = performance.now();
    for (const event of events) {
      for (const found of event.matchAll(/"reference":"(B\d+)"|data: (\d+)$/g)) {
        const word = found[1] ?? found[2] ?? '';
        if (expected.has(word) && !seenAt.has(word)) seenAt.set(word, now);
      }
    }
  });
  return { seenAt, expect: (word) => expected.add(word), close };
}

async function openFeed(client: ApiClient): Promise<Feed> {
  const abort = new AbortController();
  const response = await client.open('/api/feed', abort.signal);
  if (response.status !== 200 || response.body === null)
    throw new Error(`the feed answered ${response.status}`);
  const decoder = new TextDecoder();
  const { body } = response;
  return feedOf(
    (hear) => {
      void (async () => {
        for await (const bytes of body) hear(decoder.decode(bytes, { stream: true }));
      })().catch(() => undefined);
    },
    () => abort.abort(),
  );
}

/** Sends one tampered frame after another, each the first of a device of its own, so that its loading counts, and waits for the last. */
async function raise(
  port: number,
  load: Load,
  first: number,
  count: number,
  feed: Feed,
  wordOf: (index: number) => string,
): Promise<Latency> {
  const sockets: Socket[] = [];
  for (let index = 0; index < count; index += 1) {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    socket.on('error', () => undefined);
    sockets.push(socket);
    socket.resume();
  }
  const sentAt = new Map<string, number>();
  for (const [index, socket] of sockets.entries()) {
    const word = wordOf(index);
    feed.expect(word);
    await new Promise((settle) => setTimeout(settle, pauseMs));
    sentAt.set(word, performance.now());
    socket.write(
      encodePosition({
        device: load.identifier(first + index),
        time: Math.floor(Date.now() / 1000) * 1000,
        status: 'A',
        acknowledged: true,
        lat: 39.7,
        lon: -104.9,
        speed: 0,
        course: 0,
        event: 'T',
        millivolts: 3_900,
        odometer: 0,
        cell: null,
      }),
    );
  }
  const until = performance.now() + 15_000;
  while (feed.seenAt.size < count && performance.now() < until)
    await new Promise((settle) => setTimeout(settle, 20));
  for (const socket of sockets) socket.destroy();
  const histogram = startHistogram();
  for (const [word, sent] of sentAt) {
    const seen = feed.seenAt.get(word);
    if (seen !== undefined) record(histogram, seen - sent);
  }
  return {
    sent: count,
    seen: histogram.total,
    p50: percentile(histogram, 0.5),
    p99: percentile(histogram, 0.99),
  };
}
