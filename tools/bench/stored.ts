import pg from 'pg';
import type { ProductLane } from './lanes.ts';

export type StoredFigures = {
  readonly fixes: number;
  readonly uploads: number;
  readonly fixesPerUpload: number;
  readonly bytesPerFix: number;
};

/** All leaves of uploads with their TOAST and indexes, free room in their pages included. */
const size = `
  select coalesce(sum(pg_total_relation_size(i.inhrelid)), 0)::float8 as bytes,
    (select count(*) from attend.upload)::float8 as uploads
  from pg_inherits i where i.inhparent = 'attend.upload_standard'::regclass`;

type Size = { readonly bytes: number; readonly uploads: number };

/** Growth of the uploads' leaves by the fixes committed while `send` ran. */
export async function measureStored(lane: ProductLane, send: () => Promise<unknown>): Promise<StoredFigures> {
  const client = new pg.Client(lane.database.owner);
  await client.connect();
  try {
    const measure = async (): Promise<Size> =>
      (await client.query<Size>(size)).rows[0] ?? { bytes: 0, uploads: 0 };
    // The gateway tells its count twice a second; all has been acknowledged by then.
    const committed = async (): Promise<number> => {
      await new Promise((resolve) => setTimeout(resolve, 1_200));
      const meter = lane.gateway.report()?.meter;
      return meter === undefined ? 0 : meter.committed - meter.resent;
    };
    const fixesBefore = await committed();
    const before = await measure();
    await send();
    const fixes = (await committed()) - fixesBefore;
    const after = await measure();
    const uploads = after.uploads - before.uploads;
    return {
      fixes,
      uploads,
      fixesPerUpload: fixes / uploads,
      bytesPerFix: (after.bytes - before.bytes) / fixes,
    };
  } finally {
    await client.end();
  }
}
