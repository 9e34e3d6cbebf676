import {
  type OversightQuestion,
  oversightQuestions,
  type QuestionCounts,
  type QuestionList,
  type UnaccountedDevices,
  unaccountedKinds,
} from '@attend/contracts/oversight-questions';
import { type Result, succeed } from '@attend/kernel';
import { z } from 'zod';
import { readCursor, writeCursor } from '../../database/repositories/cursor.ts';
import {
  countQuestions,
  countUnaccounted,
  listQuestion,
  listUnaccounted,
  type QuestionRow,
} from '../../database/repositories/oversight-questions.ts';
import { openRow } from '../../database/repositories/sealed.ts';
import { readFigure } from '../../figures/read-figure.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';
import { personRefs } from './person-refs.ts';

const pageSize = 100;
const start: [string, string] = ['', '00000000-0000-0000-0000-000000000000'];

const countsForm = z.partialRecord(z.enum([...oversightQuestions, ...unaccountedKinds]), z.number());

/** OVR-6, RVW-16: how many each question concerns. No row of anybody is read out. Of a part of the programme counted as it is asked for. */
export async function readQuestions(context: StaffContext): Promise<Result<QuestionCounts>> {
  const { client, programme, reach } = context;
  const count = async () =>
    countsForm.parse(
      Object.fromEntries([
        ...(await countQuestions(client, programme.id)),
        ...(await countUnaccounted(client)),
      ]),
    );
  const { countedAt, figure } = (await reach()).whole
    ? await readFigure(context, 'questions', countsForm, count)
    : { countedAt: null, figure: await count() };
  return succeed({
    countedAt: instantText(countedAt),
    questions: oversightQuestions.map((kind) => ({ kind, count: figure[kind] ?? 0 })),
    devices: unaccountedKinds.map((kind) => ({ kind, count: figure[kind] ?? 0 })),
  });
}

function startOf(cursor: string | undefined): Result<[string, string]> {
  if (cursor === undefined) return succeed(start);
  const read = readCursor(cursor, 2);
  return read.ok ? succeed([read.value[0] ?? '', read.value[1] ?? '']) : read;
}

/** OVR-7: whom one concerns, by reference. */
export async function readQuestion(
  context: StaffContext,
  kind: OversightQuestion,
  cursor: string | undefined,
): Promise<Result<QuestionList>> {
  const { client, record, services } = context;
  const after = startOf(cursor);
  if (!after.ok) return after;
  const rows = await listQuestion(client, await context.reach(), kind, after.value, pageSize + 1);
  const shown = rows.slice(0, pageSize);
  const ids = new Set(shown.map(({ participantId }) => participantId));
  record.passOver(rows.map(({ participantId }) => participantId).filter((id) => !ids.has(id)));
  const refs = await personRefs(context, [...ids]);
  const reasonOf = ({ participantId, id, sealed }: QuestionRow): string | null => {
    const key = sealed === null ? null : services.keyring.find(participantId);
    return key === null || sealed === null ? null : openRow(key, 'review', id, sealed).reason;
  };
  const lines = shown.flatMap((row) => {
    const participant = refs.get(row.participantId);
    if (participant === undefined) return [];
    const { id, tier, to, alert, by } = row;
    return [
      {
        ...{ id, participant, tier, to, alert, by: [...by] },
        at: instantText(row.at),
        reason: reasonOf(row),
      },
    ];
  });
  const last = shown.at(-1);
  return succeed({
    lines,
    next: rows.length > pageSize && last ? writeCursor([last.reference, last.id]) : null,
  });
}

/** OVR-8: devices, and nobody. */
export async function readUnaccounted(
  { client }: StaffContext,
  kind: (typeof unaccountedKinds)[number],
  cursor: string | undefined,
): Promise<Result<UnaccountedDevices>> {
  const after = startOf(cursor);
  if (!after.ok) return after;
  const rows = await listUnaccounted(client, kind, after.value, pageSize + 1);
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  return succeed({
    devices: shown.map(({ since, ...device }) => ({ ...device, since: instantText(since) })),
    next: rows.length > pageSize && last ? writeCursor([last.identifier, last.id]) : null,
  });
}
