import { dayOf, isOverdue, nextDue } from '@attend/casework';
import type {
  ComplaintCounts,
  ComplaintDetail,
  ComplaintLine,
  ComplaintList,
  ComplaintShow,
} from '@attend/contracts/complaints';
import { type Failure, fail, formatInstant, type Result, succeed } from '@attend/kernel';
import { rolesWith } from '../../access/policy.ts';
import {
  type ComplaintRow,
  type CountRow,
  countComplaints,
  findComplaint,
  findProviderName,
  listComplaints,
  listHandlers,
  listStaffNames,
  listSteps,
} from '../../database/repositories/complaints.ts';
import { openRow } from '../../database/repositories/sealed.ts';
import type { StaffContext } from '../context.ts';
import { personRefs } from '../oversight/person-refs.ts';
import { findKey } from './sealing.ts';

/** What somebody works through in a sitting. */
const most = 200;
export const missing: Failure = { code: 'not-found', message: 'There is no such complaint here.' };
/** The same as `oversees_complaints` in the database. */
const overseeing = ['supervisor', 'auditor'] as const;

type People = Awaited<ReturnType<typeof personRefs>>;
function lineOf(row: ComplaintRow, people: People, today: string): ComplaintLine {
  const { id, number, complainant, anonymous, topic, status, outcome, appealOutcome } = row;
  const { office, handler, receivedOn, version, participantId } = row;
  return {
    ...{ id, number, complainant, anonymous, topic, status, outcome, appealOutcome },
    ...{ office, handler, receivedOn, version },
    participant:
      participantId === null
        ? null
        : (people.get(participantId) ?? { id: participantId, reference: '—', name: '—' }),
    due: nextDue(row),
    overdue: isOverdue(row, today),
  };
}

/** CPL-4, CPL-5: what is due first, first; of people within reach, and of nobody in particular. */
export async function readComplaints(
  context: StaffContext,
  show: ComplaintShow,
  provider: string | null,
): Promise<Result<ComplaintList>> {
  const { client, actor, programme, reach, record, now } = context;
  const today = dayOf(now(), programme.timezone);
  const oversees = overseeing.some((role) => actor.roles.includes(role));
  const viewer = { staffId: actor.staffId, today, oversees, provider };
  const rows = await listComplaints(client, await reach(), show, viewer, most + 1);
  const ids = rows.flatMap(({ participantId }) => participantId ?? []);
  await record.list(ids);
  const people = await personRefs(context, ids);
  return succeed({
    complaints: rows.slice(0, most).map((row) => lineOf(row, people, today)),
    more: rows.length > most,
  });
}

export async function readComplaint(context: StaffContext, id: string): Promise<Result<ComplaintDetail>> {
  const { client, programme, record, now } = context;
  const row = await findComplaint(client, id);
  if (row === null) return fail(missing);
  if (row.participantId !== null) await record.open(row.participantId);
  const people = await personRefs(context, row.participantId === null ? [] : [row.participantId]);
  const key = findKey(context, row);
  const said = key === null ? null : openRow(key, 'complaint', row.id, row.sealed);
  const steps = await listSteps(client, id);
  const { way, takenBy, acknowledgeBy, answerBy } = row;
  return succeed({
    ...lineOf(row, people, dayOf(now(), programme.timezone)),
    ...{ way, takenBy, acknowledgeBy, answerBy, takenAt: formatInstant(row.takenAt) },
    ...{ words: said?.words ?? null, name: said?.name ?? null, reach: said?.reach ?? null },
    concernedStaff: await listStaffNames(client, row.concernedStaff),
    concernedProvider: await findProviderName(client, row.concernedProvider),
    steps: steps.map(({ sealed, id: step, kind, told, at, by }) => ({
      ...{ id: step, kind, told, by, at: formatInstant(at) },
      text: key === null || sealed === null ? null : openRow(key, 'complaint_step', step, sealed).text,
    })),
    handlers: await listHandlers(client, rolesWith('complaints.work'), row),
  });
}

/** CPL-10 */
export async function readCounts(
  { client, programme }: StaffContext,
  span: { readonly from: string; readonly to: string },
): Promise<Result<ComplaintCounts>> {
  const rows = await countComplaints(client, { programmeId: programme.id, ...span });
  const countOf = ({ received, answered, inTime, upheld, appealed }: CountRow) => ({
    ...{ received, answered, inTime, upheld, appealed },
  });
  const none = { received: 0, answered: 0, inTime: 0, upheld: 0, appealed: 0 };
  const all = rows.find(({ by }) => by === 'all');
  return succeed({
    all: all === undefined ? none : countOf(all),
    byTopic: rows.flatMap((row) =>
      row.by === 'topic' && row.topic !== null ? [{ topic: row.topic, ...countOf(row) }] : [],
    ),
    byOffice: rows.flatMap((row) => (row.by === 'office' ? [{ office: row.office, ...countOf(row) }] : [])),
    byProvider: rows.flatMap((row) =>
      row.by === 'provider' && row.provider !== null ? [{ provider: row.provider, ...countOf(row) }] : [],
    ),
  });
}
