import { usualProcesses } from '@attend/server/gateway/start-gateways';
import { prepareBareLane } from './bare-lane.ts';
import { type BareSetting, startBareLanes } from './bare-lanes.ts';
import { generate } from './generate.ts';
import type { GeneratorReport } from './generator.ts';
import { type IdleFigures, measureIdle } from './idle.ts';
import { type ProductLane, startProductLane } from './lanes.ts';
import { median } from './median.ts';
import { measureStored, type StoredFigures } from './stored.ts';

export type IngestOptions = {
  readonly seconds: number;
  readonly devices: number;
  readonly tell: (line: string) => void;
};

type Latency = {
  readonly rate: number;
  readonly p50: number | null;
  readonly p99: number | null;
  readonly max: number | null;
};

export type IngestFigures = {
  readonly name: 'ingest';
  readonly devices: number;
  /** Fixes a second, socket to durable, evaluated and acknowledged; each device uploads ten frames of one; medians of the rounds. */
  readonly product: number;
  readonly bare: number;
  readonly ratio: number;
  readonly ratios: readonly number[];
  /** What the bare lane was fastest with. */
  readonly bareSetting: BareSetting;
  /** The same where each device sends one frame and waits for its answer before the next: every fix an upload of its own. */
  readonly inStep: Compared;
  /** At half the product's rate, in uploads of ten. Milliseconds. */
  readonly half: Latency;
  readonly bareHalf: Latency;
  /** Over all gateway processes, under load, garbage included. */
  readonly gatewayHeapBytes: number | null;
  readonly gatewayResidentBytes: number | null;
  readonly idle: IdleFigures;
  /** In ten-fix uploads, heap, indexes and TOAST included; the bare lane's row holds nothing sealed, and no index. */
  readonly storedBytesPerFix: number;
  readonly stored: StoredFigures;
};

const seed = 7;
const stepSeconds = 60;
const warmSeconds = 1;
const rounds = 3;
const candidateBatches = [250, 500, 1000, 2000];
/** A device fixes every minute and uploads every ten, as the contract's example does: ten frames together. In step it sends one. */
const perUpload = 10;
const inStep = 1;
/** At a rate a device may have so many unanswered before it holds back. */
const mostUnanswered = 100;
/** Of each device of the load, nine idle ones: 18,000 beside the usual 2,000. */
const idlePerDevice = 9;

type More = {
  readonly seconds: number;
  readonly rate: number | null;
  readonly window: number;
  readonly upload: number;
};
type Lanes = {
  product(more: More): Promise<GeneratorReport>;
  bare(setting: BareSetting, more: More): Promise<GeneratorReport>;
};

/** Measures the product and, round by round on the same input and server, the bare lane. */
export async function benchIngest({ seconds, devices, tell }: IngestOptions): Promise<IngestFigures> {
  const load = { devices, seed, startTime: Date.now() - 30 * 86_400_000, stepSeconds };
  tell(`enrolling ${devices} people`);
  const lane = await startProductLane(load);
  try {
    const lanes = lanesOf(lane, load);
    await prepareBareLane(lane.database.owner);
    tell('warming up');
    await lanes.product({ seconds: 3, ...asFast(perUpload) });
    const bareSetting = await tune(lanes, tell);
    const most = await compare(lanes, bareSetting, { seconds, ...asFast(perUpload) }, tell);
    const step = await compare(lanes, bareSetting, { seconds, ...asFast(inStep) }, tell);
    const rate = most.product / 2;
    tell(`half load: ${Math.round(rate)}/s`);
    const paced = { seconds, rate, window: mostUnanswered, upload: perUpload };
    const half = await lanes.product(paced);
    const memory = lane.gateway.report()?.memory;
    const bareHalf = await lanes.bare(bareSetting, paced);
    tell('stored bytes');
    const stored = await measureStored(lane, () => lanes.product({ seconds: 3, ...asFast(perUpload) }));
    const idle = await measureIdle(lane, { devices: devices * idlePerDevice, tell });
    return {
      name: 'ingest',
      devices,
      ...most,
      bareSetting,
      inStep: step,
      half: latencyOf(rate, half),
      bareHalf: latencyOf(rate, bareHalf),
      gatewayHeapBytes: memory?.heapUsed ?? null,
      gatewayResidentBytes: memory?.rss ?? null,
      idle,
      storedBytesPerFix: stored.bytesPerFix,
      stored,
    };
  } finally {
    await lane.stop();
  }
}

const asFast = (window: number) => ({ rate: null, window, upload: window });

const latencyOf = (rate: number, { p50, p99, max }: GeneratorReport): Latency => ({ rate, p50, p99, max });

function lanesOf(lane: ProductLane, load: Parameters<typeof startProductLane>[0]): Lanes {
  let firstFrame = 0;
  return {
    product: async (more) => {
      const report = await generate({ ...load, ...more, port: lane.port, warmSeconds, firstFrame });
      firstFrame = report.nextFrame;
      return report;
    },
    bare: async (setting, more) => {
      const started = await startBareLanes(lane.database.owner, setting);
      try {
        return await generate({ ...load, ...more, port: started.port, warmSeconds, firstFrame: 0 });
      } finally {
        await started.stop();
      }
    },
  };
}

type Compared = {
  readonly product: number;
  readonly bare: number;
  readonly ratio: number;
  readonly ratios: readonly number[];
};

/** Turn and turn about, so that a neighbour's load meets both: the ratio is the median of the rounds' own. */
async function compare(
  lanes: Lanes,
  setting: BareSetting,
  more: More,
  tell: (line: string) => void,
): Promise<Compared> {
  const products: number[] = [];
  const bares: number[] = [];
  const ratios: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const product = (await lanes.product(more)).perSecond;
    const bare = (await lanes.bare(setting, more)).perSecond;
    products.push(product);
    bares.push(bare);
    ratios.push(product / bare);
    tell(
      `uploads of ${more.upload}, round ${round}: product ${Math.round(product)}/s, bare ${Math.round(bare)}/s`,
    );
  }
  return { product: median(products), bare: median(bares), ratio: median(ratios), ratios };
}

/** The bare lane's best batch, then whether two processes, as the product has, do it any good. */
async function tune({ bare }: Lanes, tell: (line: string) => void): Promise<BareSetting> {
  const candidates: BareSetting[] = candidateBatches.map((batch) => ({ batch, processes: 1 }));
  let best = { setting: { batch: 500, processes: 1 }, perSecond: 0 };
  const attempt = async (setting: BareSetting): Promise<void> => {
    const { perSecond } = await bare(setting, { seconds: 2, ...asFast(perUpload) });
    if (perSecond > best.perSecond) best = { setting, perSecond };
  };
  for (const candidate of candidates) await attempt(candidate);
  if (usualProcesses() > 1) await attempt({ ...best.setting, processes: usualProcesses() });
  const { batch, processes } = best.setting;
  tell(`the bare lane is best with batches of ${batch} in ${processes} processes`);
  return best.setting;
}
