import { createHash, randomBytes, randomUUIDv7 } from 'node:crypto';
import {
  type AuditKind,
  drawSample,
  type MeasureKind,
  measures,
  rateOf,
  spanOfMonth,
} from '@attend/casework';
import type { AuditDetail, AuditLine, auditDraw, auditDrawn } from '@attend/contracts/provider-audits';
import { type Failure, fail, formatInstant, type Result, say, succeed } from '@attend/kernel';
import type { z } from 'zod';
import {
  type AuditRow,
  closeAudit,
  countFindings,
  findAudit,
  insertAudit,
  listAudits,
  listSampled,
  lockAudit,
} from '../../database/repositories/provider-audits.ts';
import { findActingProvider, findStandingProvider } from '../../database/repositories/provider-contracts.ts';
import { countMeasured, listMeasured } from '../../database/repositories/provider-measures.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';
import { viewSampled } from './findings.ts';
import { isOver, missing } from './read.ts';

const noAudit: Failure = { code: 'not-found', message: 'There is no such sample here.' };
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
/** The cases of a kind are those of a measure, whenever its time was up. */
const measureOf: Readonly<Record<AuditKind, MeasureKind>> = {
  'check-ins': 'check-ins-completed',
  alerts: 'alert-look',
  fittings: 'fit-time',
};
const everybody = 2_000_000;

/** PRV-12: drawn from the whole month by whoever reaches all of it; else two people would draw from two lists. */
export async function drawAudit(
  context: StaffContext,
  provider: string,
  { kind, month, size }: z.output<typeof auditDraw>,
  makeSeed: () => string = () => randomBytes(32).toString('hex'),
): Promise<Result<z.output<typeof auditDrawn>>> {
  const { client, programme, actor, reach, record, audit } = context;
  if ((await findStandingProvider(client, provider)) === null) return fail(missing);
  if (!isOver(context, month))
    return fail({ code: 'month-not-over', message: 'This month is not over.', path: ['body', 'month'] });
  const measure = measureOf[kind];
  const span = spanOfMonth(month, programme.timezone);
  const asked = { measure, provider, ...span, limitSeconds: null };
  const words = Object.keys(measures[measure].states);
  const cases = (await listMeasured(client, await reach(), asked, words, everybody)).flatMap(
    ({ participantId, ...one }) => (participantId === null ? [] : [{ ...one, participantId }]),
  );
  record.passOver(cases.map(({ participantId }) => participantId));
  const whole = (await countMeasured(client, asked)).reduce((sum, one) => sum + one.cases, 0);
  if (whole !== cases.length)
    return fail({
      code: 'beyond-reach',
      message: 'Some of these people are not yours to see. Whoever sees all of them draws the sample.',
    });
  if (whole === 0) return fail({ code: 'nothing-to-draw', message: 'There is no such case in this month.' });
  const seed = makeSeed();
  const drawn = drawSample(cases, size, (one) => sha256(`${seed}/${one}`));
  const people = [...new Set(drawn.map(({ participantId }) => participantId))];
  await record.list(people);
  const id = randomUUIDv7();
  const ids = cases.map((one) => one.id).sort();
  const made = {
    ...{ id, kind, month, seed, population: whole, size: drawn.length },
    populationHash: sha256(ids.join('\n')),
  };
  const of = { programmeId: programme.id, providerId: provider, by: actor.staffId };
  await insertAudit(client, { ...made, ...of }, drawn);
  await audit({
    ...{ action: 'provider-audit.drawn', entity: 'provider_audit', entityId: id },
    after: { provider, ...made },
  });
  return succeed({ id, people });
}

async function lineOf({ client }: StaffContext, row: AuditRow): Promise<AuditLine> {
  const { drawnAt, closedAt, ...rest } = row;
  const found = rateOf(await countFindings(client, row.id));
  return { ...rest, found, drawnAt: formatInstant(drawnAt), closedAt: instantText(closedAt) };
}

export async function readAudits(
  context: StaffContext,
  provider: string,
): Promise<Result<{ audits: AuditLine[] }>> {
  const audits: AuditLine[] = [];
  for (const row of await listAudits(context.client, provider)) audits.push(await lineOf(context, row));
  return succeed({ audits });
}
export async function readOurAudits(context: StaffContext): Promise<Result<{ audits: AuditLine[] }>> {
  const provider = await findActingProvider(context.client);
  if (provider === null) return fail({ code: 'not-found', message: 'You work for no provider.' });
  return readAudits(context, provider.id);
}

export async function readAudit(context: StaffContext, id: string): Promise<Result<AuditDetail>> {
  const { client, reach } = context;
  const row = await findAudit(client, id);
  if (row === null) return fail(noAudit);
  const cases = await listSampled(client, await reach(), id);
  return succeed({
    ...(await lineOf(context, row)),
    cases: await viewSampled(context, cases),
    beyond: row.size - cases.length,
  });
}

/** PRV-13: once each case was looked into; then no finding changes. */
export async function endAudit(
  context: StaffContext,
  id: string,
  version: number,
): Promise<Result<{ id: string; version: number }>> {
  const { client, actor, audit } = context;
  const row = await lockAudit(client, id);
  if (row === null) return fail(noAudit);
  if (row.version !== version)
    return fail({ code: 'version-changed', message: 'Somebody changed this sample meanwhile.' });
  if (row.closedAt !== null) return fail({ code: 'already-decided', message: 'This sample is closed.' });
  const found = rateOf(await countFindings(client, id));
  if (found.open > 0)
    return fail({
      code: 'not-looked-into',
      ...say('{count} cases were not looked into yet.', { count: found.open }),
    });
  await closeAudit(client, id, actor.staffId);
  await audit({ action: 'provider-audit.closed', entity: 'provider_audit', entityId: id, after: found });
  return succeed({ id, version: version + 1 });
}
