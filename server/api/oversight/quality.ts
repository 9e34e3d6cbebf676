import { type QualityReport, qualityKinds, type qualityPeople } from '@attend/contracts/oversight';
import { type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { readCursor, writeCursor } from '../../database/repositories/cursor.ts';
import { countGaps, listGap, type QualityKind } from '../../database/repositories/quality.ts';
import type { StaffContext } from '../context.ts';
import { personRefs } from './person-refs.ts';

type Context = Pick<StaffContext, 'client' | 'services' | 'programme' | 'record'>;
const pageSize = 100;

/** OVR-5: how many people each gap in the records concerns. */
export async function readQuality({ client, programme }: Context): Promise<Result<QualityReport>> {
  const { people, counts } = await countGaps(client, programme.id);
  return succeed({ people, gaps: qualityKinds.map((kind) => ({ kind, count: counts.get(kind) ?? 0 })) });
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
