import { createPool } from '@attend/server/database/connect';
import type { Database } from '@attend/server/database/open';
import { generate } from './generate.ts';
import { type ProductLane, startProductLane } from './lanes.ts';
import { median } from './median.ts';

/** Fixes a second with everything and without the walls; medians of the rounds, ratios of each round's own two. */
export type WalledIngest = {
  readonly walled: number;
  readonly bare: number;
  /** Walled to bare: 1 costs nothing. */
  readonly ratio: number;
  readonly ratios: readonly number[];
};
export type IngestWalls = {
  /** Uploads of ten frames of one fix, and of one frame with its answer awaited. */
  readonly inTens: WalledIngest;
  readonly inStep: WalledIngest;
};

const rounds = 3;
const warmSeconds = 1;

/**
 * The gateway's own walls: row-level security, the seal of what it keeps, and the audit's note in each commit. The bare lane has a
 * database of its own without the first and the last, and gateways that leave out the cipher: the same rows, of the same length.
 */
export async function benchIngestWalls(
  devices: number,
  seconds: number,
  tell: (line: string) => void,
): Promise<IngestWalls> {
  const load = { devices, seed: 7, startTime: Date.now() - 30 * 86_400_000, stepSeconds: 60 };
  tell(`ingest: enrolling ${devices} people twice`);
  const walled = await startProductLane(load);
  try {
    const bare = await startBareGateways(load);
    try {
      const lanes = [walled, bare].map((lane) => laneOf(lane, load, seconds));
      const [withWalls, without] = lanes;
      if (withWalls === undefined || without === undefined) throw new Error('two lanes');
      for (const upload of [10, 1]) for (const lane of lanes) await lane(upload, 2);
      return {
        inTens: await compare(10, withWalls, without, tell),
        inStep: await compare(1, withWalls, without, tell),
      };
    } finally {
      await bare.stop();
    }
  } finally {
    await walled.stop();
  }
}

/** What a forked gateway loads first is said by the environment, and taken back once they run. */
async function startBareGateways(load: Parameters<typeof startProductLane>[0]): Promise<ProductLane> {
  const before = process.env.ATTEND_GATEWAY_NODE;
  process.env.ATTEND_GATEWAY_NODE = `${before ?? ''} --import=${new URL('./unsealed.ts', import.meta.url).href}`;
  try {
    return await startProductLane(load, takeDownWalls);
  } finally {
    if (before === undefined) delete process.env.ATTEND_GATEWAY_NODE;
    else process.env.ATTEND_GATEWAY_NODE = before;
  }
}

async function takeDownWalls(database: Database): Promise<void> {
  const owner = createPool(database.owner, { name: 'bench owner', max: 1 });
  try {
    await owner.query(`do $$
      declare
        t regclass;
      begin
        for t in select oid from pg_class where relnamespace = 'attend'::regnamespace and relrowsecurity loop
          execute format('alter table %s disable row level security', t);
        end loop;
      end $$`);
    await owner.query(
      `create or replace function attend.note_uploads(p_day date, p_assignments bigint[], p_versions bigint[]) returns void
       language sql as 'select'`,
    );
  } finally {
    await owner.end();
  }
}

type Run = (upload: number, seconds?: number) => Promise<number>;

function laneOf(lane: ProductLane, load: Parameters<typeof startProductLane>[0], usual: number): Run {
  let firstFrame = 0;
  return async (upload, seconds = usual) => {
    const report = await generate({
      ...load,
      ...{ seconds, warmSeconds, firstFrame, port: lane.port, rate: null, window: upload, upload },
    });
    firstFrame = report.nextFrame;
    return report.perSecond;
  };
}

/** Turn and turn about, and in the other order the next time, so that a neighbour's load meets both. */
async function compare(
  upload: number,
  withWalls: Run,
  without: Run,
  tell: (line: string) => void,
): Promise<WalledIngest> {
  const walled: number[] = [];
  const bare: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const first = round % 2 === 1;
    if (first) walled.push(await withWalls(upload));
    bare.push(await without(upload));
    if (!first) walled.push(await withWalls(upload));
    tell(
      `ingest in uploads of ${upload}, round ${round}: ${Math.round(walled.at(-1) ?? 0)}/s, without walls ${Math.round(bare.at(-1) ?? 0)}/s`,
    );
  }
  const ratios = walled.map((perSecond, round) => perSecond / (bare[round] ?? Number.NaN));
  return { walled: median(walled), bare: median(bare), ratio: median(ratios), ratios };
}
