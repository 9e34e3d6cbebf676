import pg from 'pg';
import { prepareBareLane, startBareLane } from './bare-lane.ts';
import { generate } from './generate.ts';
import type { GeneratorReport } from './generator.ts';
import { type ProductLane, startProductLane } from './lanes.ts';
import { median } from './median.ts';

export type IngestOptions = {
  readonly seconds: number;
  readonly devices: number;
  readonly tell: (line: string) => void;
};

export type IngestFigures = {
  readonly name: 'ingest';
  readonly devices: number;
  /** Fixes a second, socket to durable, evaluated and acknowledged; medians of the rounds. */
  readonly product: number;
  readonly bare: number;
  readonly bareBatch: number;
  readonly ratio: number;
  /** At half the product's rate. Milliseconds. */
  readonly half: { readonly rate: number; readonly p50: number | null; readonly p99: number | null };
  readonly bareHalf: { readonly rate: number; readonly p50: number | null; readonly p99: number | null };
  readonly gatewayHeapBytes: number | null;
  readonly gatewayResidentBytes: number | null;
  /** In ten-fix uploads, indexes and TOAST included. */
  readonly storedBytesPerFix: number;
};

const seed = 7;
const stepSeconds = 60;
const warmSeconds = 1;
const rounds = 3;
const candidateBatches = [250, 500, 1000, 2000];
/** Devices that catch up send some frames ahead of their answers; a device in step sends one and waits. */
const window = 1;

/** Measures the product and, round by round on the same input and server, the bare lane. */
export async function benchIngest({ seconds, devices, tell }: IngestOptions): Promise<IngestFigures> {
  const startTime = Date.now() - 30 * 86_400_000;
  const load = { devices, seed, startTime, stepSeconds };
  tell(`enrolling ${devices} people`);
  const lane = await startProductLane(load);
  try {
    let firstFrame = 0;
    const product = async (more: {
      seconds: number;
      rate: number | null;
      window: number;
    }): Promise<GeneratorReport> => {
      const report = await generate({ ...load, ...more, port: lane.port, warmSeconds, firstFrame });
      firstFrame = report.nextFrame;
      return report;
    };
    const bare = async (
      batch: number,
      more: { seconds: number; rate: number | null },
    ): Promise<GeneratorReport> => {
      const started = await startBareLane(lane.database.owner, batch);
      try {
        return await generate({ ...load, ...more, window, port: started.port, warmSeconds, firstFrame: 0 });
      } finally {
        await started.stop();
      }
    };
    await prepareBareLane(lane.database.owner);
    tell('warming up');
    await product({ seconds: 2, rate: null, window });
    const bareBatch = await tuneBatch(bare, tell);
    const products: number[] = [];
    const bares: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      products.push((await product({ seconds, rate: null, window })).perSecond);
      bares.push((await bare(bareBatch, { seconds, rate: null })).perSecond);
      tell(
        `round ${round}: product ${Math.round(products.at(-1) ?? 0)}/s, bare ${Math.round(bares.at(-1) ?? 0)}/s`,
      );
    }
    const rate = median(products);
    const half = await product({ seconds, rate: rate / 2, window: 64 });
    const bareHalf = await bare(bareBatch, { seconds, rate: rate / 2 });
    const memory = lane.gateway.report()?.memory;
    tell('ten-fix uploads');
    const storedBytesPerFix = await measureStored(
      lane,
      async () => (await product({ seconds: 3, rate: null, window: 10 })).acknowledged,
    );
    return {
      name: 'ingest',
      devices,
      product: rate,
      bare: median(bares),
      bareBatch,
      ratio: rate / median(bares),
      half: { rate: rate / 2, p50: half.p50, p99: half.p99 },
      bareHalf: { rate: rate / 2, p50: bareHalf.p50, p99: bareHalf.p99 },
      gatewayHeapBytes: memory?.heapUsed ?? null,
      gatewayResidentBytes: memory?.rss ?? null,
      storedBytesPerFix,
    };
  } finally {
    await lane.stop();
  }
}

async function tuneBatch(
  bare: (batch: number, more: { seconds: number; rate: null }) => Promise<GeneratorReport>,
  tell: (line: string) => void,
): Promise<number> {
  let best = { batch: candidateBatches[0] ?? 500, perSecond: 0 };
  for (const batch of candidateBatches) {
    const { perSecond } = await bare(batch, { seconds: 2, rate: null });
    if (perSecond > best.perSecond) best = { batch, perSecond };
  }
  tell(`bare lane’s best batch: ${best.batch}`);
  return best.batch;
}

const sizes = `
  select coalesce(sum(pg_total_relation_size(i.inhrelid)), 0)::float8 as bytes
  from pg_inherits i where i.inhparent = 'attend.upload_standard'::regclass`;

/** Growth of the upload leaves (heap, TOAST, indexes) by the fixes committed meanwhile. */
async function measureStored(lane: ProductLane, send: () => Promise<number>): Promise<number> {
  const client = new pg.Client(lane.database.owner);
  await client.connect();
  try {
    const bytes = async (): Promise<number> =>
      (await client.query<{ bytes: number }>(sizes)).rows[0]?.bytes ?? 0;
    const fixesBefore = lane.gateway.report()?.meter.committed ?? 0;
    const before = await bytes();
    await send();
    // The gateway tells its count twice a second; all has been acknowledged by now.
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    const fixes = (lane.gateway.report()?.meter.committed ?? 0) - fixesBefore;
    return ((await bytes()) - before) / Math.max(1, fixes);
  } finally {
    await client.end();
  }
}
