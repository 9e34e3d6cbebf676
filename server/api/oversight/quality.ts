import { type QualityReport, qualityKinds, type qualityPeople } from '@attend/contracts/oversight';
import { type Result, succeed } from '@attend/kernel';
import { z } from 'zod';
import { readCursor, writeCursor } from '../../database/repositories/cursor.ts';
import { countGaps, listGap, type QualityKind } from '../../database/repositories/quality.ts';
import { readFigure } from '../../figures/read-figure.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';
import { personRefs } from './person-refs.ts';

type Context = Pick<StaffContext, 'client' | 'services' | 'programme' | 'record'>;
const pageSize = 100;
const gapsForm = z.object({
  people: z.number(),
  counts: z.partialRecord(z.enum(qualityKinds), z.number()),
});

/** OVR-5, RVW-16: how many people each gap in the records concerns; of a part of the programme counted as it is asked for. */
export async function readQuality(context: StaffContext): Promise<Result<QualityReport>> {
  const { client, programme } = context;
  const count = async () => {
    const { people, counts } = await countGaps(client, programme.id);
    return { people, counts: Object.fromEntries(counts) };
  };
  const { whole } = await context.reach();
  const { countedAt, figure } = whole
    ? await readFigure(context, 'gaps', gapsForm, count)
    : { countedAt: null, figure: await count() };
  const { people, counts } = figure;
  const gaps = qualityKinds.map((kind) => ({ kind, count: counts[kind] ?? 0 }));
  return succeed({ countedAt: instantText(countedAt), people, gaps });
}

/** Whom one gap concerns, by reference. */
export async function readGap(
  context: Context,
  kind: QualityKind,
  cursor: string | undefined,
): Promise<Result<z.output<typeof qualityPeople>>> {
  const after = cursor === undefined ? succeed(['']) : readCursor(cursor, 1);
  if (!after.ok) return after;
  const ids = await listGap(context.client, context.programme.id, kind, after.value[0] ?? '', pageSize + 1);
  const shown = ids.slice(0, pageSize);
  context.record.passOver(ids.slice(pageSize));
  const refs = await personRefs(context, shown);
  const people = shown.flatMap((id) => refs.get(id) ?? []);
  const last = people.at(-1);
  return succeed({ people, next: ids.length > pageSize && last ? writeCursor([last.reference]) : null });
}
