import {
  type ComplaintStatus,
  type ComplaintStep,
  type ComplaintTelling,
  dayOf,
  isOverdue,
  permitReceived,
} from '@attend/casework';
import { acknowledge, answer, appeal, handOver, permitTelling } from '@attend/casework/complaints/work';
import type {
  complaintAcknowledge,
  complaintAnswer,
  complaintAppeal,
  complaintChanged,
  complaintConcerned,
  complaintHandler,
  complaintNote,
} from '@attend/contracts/complaints';
import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { rolesWith } from '../../access/policy.ts';
import {
  type ComplaintChange,
  type ComplaintRow,
  insertStep,
  listHandlers,
  lockComplaint,
  writeComplaint,
} from '../../database/repositories/complaints.ts';
import { sealRow } from '../../database/repositories/sealed.ts';
import { areTwoPeopleNeeded, isSamePerson } from '../../database/repositories/second-person.ts';
import { planMessage } from '../../messages/plan-message.ts';
import type { StaffContext } from '../context.ts';
import { termsFrom } from './policy.ts';
import { missing } from './read.ts';
import { keyFor } from './sealing.ts';
import { checkNamed } from './take.ts';

type Changed = Result<z.output<typeof complaintChanged>>;
const inBody = ({ path, ...failure }: Failure): Failure => ({ ...failure, path: ['body', ...(path ?? [])] });
/** CPL-7, ADR 0022: who counts as one person with whoever answered first does not answer the appeal, by another account either. */
async function gaveFirstAnswer({ client }: StaffContext, row: ComplaintRow, staff: string): Promise<boolean> {
  const { answeredBy } = row;
  if (answeredBy === null || answeredBy === staff) return answeredBy === staff;
  return (await areTwoPeopleNeeded(client)) && (await isSamePerson(client, staff, answeredBy));
}

const recordOf = (row: ComplaintRow) => ({ ...row, handlerId: row.handler?.id ?? null });

/** CPL-2: whom it concerns finds none, by the wall. */
async function take(context: StaffContext, id: string, version: number): Promise<Result<ComplaintRow>> {
  const row = await lockComplaint(context.client, id);
  if (row === null) return fail(missing);
  if (row.participantId !== null) await context.record.open(row.participantId);
  return row.version === version
    ? succeed(row)
    : fail({ code: 'version-changed', message: 'Somebody worked on this complaint meanwhile.' });
}

type Step = {
  readonly kind: ComplaintStep;
  readonly text: string | null;
  readonly told: ComplaintTelling | null;
};
/** The step first: whom the change concerns may not see the complaint after it. */
async function write(
  context: StaffContext,
  row: ComplaintRow,
  step: Step,
  next: ComplaintChange,
  more: object = {},
): Promise<Changed> {
  const { client, programme, actor, audit } = context;
  const { kind, text, told } = step;
  await insertStep(client, {
    ...{ kind, told, programmeId: programme.id, complaintId: row.id, by: actor.staffId },
    participantId: row.participantId,
    seal: (id) => (text === null ? null : sealRow(keyFor(context, row), 'complaint_step', id, { text })),
  });
  await writeComplaint(client, row, next);
  const valuesOf = (status: ComplaintStatus, handler: string | null) => ({ status, handler });
  await audit({
    ...{ action: `complaint.${kind}`, entity: 'complaint', entityId: row.id },
    ...(row.participantId === null ? {} : { participant: row.participantId }),
    before: valuesOf(row.status, row.handler?.id ?? null),
    after: { ...valuesOf(next.status, next.handlerId), ...more, text, told },
  });
  return succeed({ id: row.id, participant: row.participantId, version: row.version + 1 });
}

/** CPL-8: neutral words: a telephone is often a family's, and who reads a person's messages need not know of complaints. */
async function tell(
  { client, services, programme, actor, now }: StaffContext,
  row: ComplaintRow,
  as: 'received' | 'answered' | 'appeal-answered',
): Promise<void> {
  const { participantId } = row;
  if (participantId === null) return;
  const at = now();
  const number = String(row.number);
  await planMessage(client, services.keyring, {
    ...{ programmeId: programme.id, participantId, dueAt: at, createdBy: actor.staffId, now: at },
    ...{ key: `inquiry/${row.id}/${as}`, usefulUntil: at + 14 * 86_400_000 },
    ...(as === 'received'
      ? { template: 'inquiry-received', values: { on: row.receivedOn, number, by: row.answerBy } }
      : { template: 'inquiry-answered', values: { on: row.receivedOn, number } }),
  });
}

export async function acknowledgeComplaint(
  context: StaffContext,
  id: string,
  { version, told }: z.output<typeof complaintAcknowledge>,
): Promise<Changed> {
  const taken = await take(context, id, version);
  if (!taken.ok) return taken;
  const row = taken.value;
  const status = acknowledge(recordOf(row));
  if (!status.ok) return status;
  const may = permitTelling(recordOf(row), told);
  if (!may.ok) return fail(inBody(may.error));
  if (told === 'message') await tell(context, row, 'received');
  const next = { status: status.value, handlerId: row.handler?.id ?? null };
  return write(context, row, { kind: 'acknowledged', text: null, told }, next);
}

export async function handComplaint(
  context: StaffContext,
  id: string,
  { version, handler }: z.output<typeof complaintHandler>,
): Promise<Changed> {
  const taken = await take(context, id, version);
  if (!taken.ok) return taken;
  const row = taken.value;
  const status = handOver(
    recordOf(row),
    handler,
    handler !== null && (await gaveFirstAnswer(context, row, handler)),
  );
  if (!status.ok) return fail(inBody(status.error));
  const may = await listHandlers(context.client, rolesWith('complaints.work'), row);
  if (handler !== null && !may.some((one) => one.id === handler))
    return fail({
      ...{ code: 'no-handler', message: 'They work with no complaints here, or of other offices.' },
      path: ['body', 'handler'],
    });
  const next = { status: status.value, handlerId: handler };
  return write(
    context,
    row,
    { kind: handler === null ? 'taken-back' : 'handed', text: null, told: null },
    next,
  );
}

/** CPL-2: whoever had it in hand and turns out to be concerned has it no more. */
export async function changeConcerned(
  context: StaffContext,
  id: string,
  { version, text, ...concerned }: z.output<typeof complaintConcerned>,
): Promise<Changed> {
  const taken = await take(context, id, version);
  if (!taken.ok) return taken;
  const row = taken.value;
  const wrong = await checkNamed(context, concerned);
  if (wrong !== null) return fail(wrong);
  const had = row.handler?.id ?? null;
  const still = await listHandlers(context.client, rolesWith('complaints.work'), { ...row, ...concerned });
  const handlerId = still.some((one) => one.id === had) ? had : null;
  const next = { status: row.status, handlerId, ...concerned };
  return write(context, row, { kind: 'concerned', text, told: null }, next, concerned);
}

export async function noteComplaint(
  context: StaffContext,
  id: string,
  { version, text }: z.output<typeof complaintNote>,
): Promise<Changed> {
  const taken = await take(context, id, version);
  if (!taken.ok) return taken;
  const row = taken.value;
  const next = { status: row.status, handlerId: row.handler?.id ?? null };
  return write(context, row, { kind: 'note', text, told: null }, next);
}

export async function answerComplaint(
  context: StaffContext,
  id: string,
  { version, outcome, text, told }: z.output<typeof complaintAnswer>,
): Promise<Changed> {
  const { actor, now, programme } = context;
  const taken = await take(context, id, version);
  if (!taken.ok) return taken;
  const row = taken.value;
  const status = answer(recordOf(row), await gaveFirstAnswer(context, row, actor.staffId));
  if (!status.ok) return status;
  const may = permitTelling(recordOf(row), told);
  if (!may.ok) return fail(inBody(may.error));
  if (told === 'message') await tell(context, row, status.value);
  const inTime = !isOverdue({ ...row, status: 'in-hand' }, dayOf(now(), programme.timezone));
  const next = {
    ...{ status: status.value, handlerId: row.handler?.id ?? null },
    answer: { outcome, inTime },
  };
  return write(context, row, { kind: status.value, text, told }, next, { outcome });
}

/** CPL-7: the clock begins anew on the day on which the appeal came in. */
export async function appealComplaint(
  context: StaffContext,
  id: string,
  { version, text, receivedOn }: z.output<typeof complaintAppeal>,
): Promise<Changed> {
  const taken = await take(context, id, version);
  if (!taken.ok) return taken;
  const row = taken.value;
  const status = appeal(recordOf(row));
  if (!status.ok) return status;
  const received = permitReceived(receivedOn, dayOf(context.now(), context.programme.timezone));
  if (!received.ok) return fail(inBody(received.error));
  const { answerBy } = await termsFrom(context, row.office?.id ?? null, receivedOn);
  const next = { status: status.value, handlerId: null, answerBy };
  return write(context, row, { kind: 'appealed', text, told: null }, next, { receivedOn });
}
