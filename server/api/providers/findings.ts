import type {
  answerMake,
  findingAnswered,
  findingMake,
  OurFinding,
  OurFindings,
  SampledCase,
} from '@attend/contracts/provider-audits';
import { type Failure, fail, formatInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import {
  answerLeftFinding,
  type LeftRow,
  listLeftFindings,
  listOwnFindings,
  lockSampled,
  type SampledRow,
  writeAnswer,
  writeFinding,
} from '../../database/repositories/provider-audits.ts';
import { openRow, sealRow } from '../../database/repositories/sealed.ts';
import type { StaffContext } from '../context.ts';
import { personRefs } from '../oversight/person-refs.ts';

type Changed = Result<{ id: string; participant: string; version: number }>;
const missing: Failure = { code: 'not-found', message: 'There is no such case here.' };
const changed: Failure = { code: 'version-changed', message: 'Somebody changed this case meanwhile.' };
const most = 200;

function foundOf({ services }: StaffContext, row: LeftRow): SampledCase['found'] {
  const { id, finding, foundAt, foundBy, sealed, answeredAt, answeredBy, answerSealed } = row;
  if (finding === null || foundAt === null || sealed === null) return null;
  const key = services.keyring.find(row.participantId);
  const reason = key === null ? null : openRow(key, 'provider_audit_case', id, sealed).reason;
  // PRV-21: the one form in which a finding leaves: with its answer.
  const answer =
    answeredAt === null || answerSealed === null
      ? null
      : {
          text: key === null ? null : openRow(key, 'provider_audit_answer', id, answerSealed).answer,
          ...{ at: formatInstant(answeredAt), by: answeredBy ?? '' },
        };
  return { finding, reason, at: formatInstant(foundAt), by: foundBy ?? '', answer };
}

/** Each person is recorded as looked at. */
export async function viewSampled(
  context: StaffContext,
  rows: readonly SampledRow[],
): Promise<SampledCase[]> {
  const people = await personRefs(
    context,
    rows.map(({ participantId }) => participantId),
  );
  return rows.flatMap((row) => {
    const person = people.get(row.participantId);
    const { id, auditId, kind, month, place, caseId, at, version } = row;
    if (person === undefined) return [];
    const of = { id, audit: auditId, kind, month, place, person, case: caseId, version };
    return [{ ...of, at: formatInstant(at), found: foundOf(context, row) }];
  });
}

async function take(
  { client, record }: StaffContext,
  id: string,
  version: number,
): Promise<Result<SampledRow>> {
  const row = await lockSampled(client, id);
  if (row === null) return fail(missing);
  await record.open(row.participantId);
  return row.version === version ? succeed(row) : fail(changed);
}

/** PRV-13: in order, not in order or not known, with a reason. What was answered, or closed, changes no more. */
export async function makeFinding(
  context: StaffContext,
  id: string,
  { version, finding, reason }: z.output<typeof findingMake>,
): Promise<Changed> {
  const { client, services, actor, audit } = context;
  const taken = await take(context, id, version);
  if (!taken.ok) return taken;
  const { participantId: participant, isClosed, answeredAt, finding: before } = taken.value;
  if (isClosed) return fail({ code: 'already-decided', message: 'This sample is closed.' });
  if (answeredAt !== null)
    return fail({ code: 'answered', message: 'The provider has answered it: it changes no more.' });
  const sealed = sealRow(services.keyring.create(participant), 'provider_audit_case', id, { reason });
  await writeFinding(client, id, finding, actor.staffId, sealed);
  await audit({
    ...{ action: 'provider-audit.found', entity: 'provider_audit_case', entityId: id, participant },
    ...{ before: before === null ? null : { finding: before }, after: { finding, reason } },
  });
  return succeed({ id, participant, version: version + 1 });
}

/** PRV-21, PRV-24: once, by whoever of the provider reaches the person, or answers for it where they have left it. */
export async function answerFinding(
  context: StaffContext,
  id: string,
  { version, answer }: z.output<typeof answerMake>,
): Promise<Result<z.output<typeof findingAnswered>>> {
  const { client, services, actor, audit } = context;
  const taken = await take(context, id, version);
  if (!taken.ok)
    return taken.error.code === missing.code ? answerLeft(context, id, { version, answer }) : taken;
  const { participantId: participant, finding, answeredAt } = taken.value;
  if (finding === null) return fail(missing);
  if (answeredAt !== null) return fail(answered);
  const sealed = sealRow(services.keyring.create(participant), 'provider_audit_answer', id, { answer });
  await writeAnswer(client, id, actor.staffId, sealed);
  await audit({
    ...{ action: 'provider-audit.answered', entity: 'provider_audit_case', entityId: id, participant },
    after: { answer },
  });
  return succeed({ id, participant, version: version + 1 });
}
const answered: Failure = { code: 'already-decided', message: 'It is answered already.' };

/** PRV-24: to the finding alone. Nothing of whom it is about is read, and the answer to the answer names nobody. */
async function answerLeft(
  context: StaffContext,
  id: string,
  { version, answer }: z.output<typeof answerMake>,
): Promise<Result<z.output<typeof findingAnswered>>> {
  const { client, services, audit } = context;
  const [row] = await listLeftFindings(client, id, 1);
  if (row === undefined) return fail(missing);
  if (row.answeredAt !== null) return fail(answered);
  if (row.version !== version) return fail(changed);
  const { participantId: participant } = row;
  const sealed = sealRow(services.keyring.create(participant), 'provider_audit_answer', id, { answer });
  if (!(await answerLeftFinding(client, id, version, sealed))) return fail(changed);
  await audit({
    ...{ action: 'provider-audit.answered', entity: 'provider_audit_case', entityId: id, participant },
    after: { answer },
  });
  return succeed({ id, participant: null, version: version + 1 });
}

function viewLeft(context: StaffContext, row: LeftRow): OurFinding {
  const { id, auditId, kind, month, place, at, version } = row;
  return {
    ...{ id, audit: auditId, kind, month, place, version, person: null, case: null },
    ...{ at: formatInstant(at), found: foundOf(context, row) },
  };
}

export async function readOurFindings(context: StaffContext): Promise<Result<OurFindings>> {
  const { client, reach, record } = context;
  const rows = await listOwnFindings(client, await reach(), most + 1);
  record.passOver(rows.map(({ participantId }) => participantId));
  const own = await viewSampled(context, rows.slice(0, most));
  const left = await listLeftFindings(client, null, most + 1);
  const cases = [...own, ...left.slice(0, most).map((row) => viewLeft(context, row))];
  const waits = ({ found }: OurFinding): boolean => found?.answer == null;
  return succeed({
    cases: [...cases.filter(waits), ...cases.filter((one) => !waits(one))],
    more: rows.length > most || left.length > most,
  });
}
