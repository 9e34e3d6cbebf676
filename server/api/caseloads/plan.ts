import { createHash } from 'node:crypto';
import { type CaseloadPlan, planCaseload } from '@attend/casework';
import type { CaseloadAsk } from '@attend/contracts/caseloads';
import { rolesThatMayBe } from '@attend/contracts/supervision';
import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import { type CaseloadRow, listCaseload, officesOfOfficer } from '../../database/repositories/caseloads.ts';
import { findStandingStaff } from '../../database/repositories/supervision.ts';
import type { StaffContext } from '../context.ts';

export type PlannedMove = {
  readonly plan: CaseloadPlan<CaseloadRow>;
  /** Names what would be done. */
  readonly hash: string;
  /** Of the whole caseload that the asker reaches, whatever was chosen of it. */
  readonly reached: number;
};

/** PPL-18: who takes a caseload must be able to have one, and be of the agency. */
export async function refuseReceiver({ client }: StaffContext, to: string): Promise<Failure | null> {
  const receiver = await findStandingStaff(client, to);
  const may: readonly string[] = rolesThatMayBe['case-officer'];
  if (receiver?.providerId === null && receiver.roles.some((role) => may.includes(role))) return null;
  return {
    code: 'role-missing',
    message: 'Nobody who may be a case officer is meant by this.',
    path: ['body', 'to'],
  };
}

/** What a move would do now. Everybody's rows are read; who is shown records it. */
export async function planMove(context: StaffContext, asked: CaseloadAsk): Promise<Result<PlannedMove>> {
  const { client, record } = context;
  if (asked.from === asked.to)
    return fail({ code: 'same-officer', message: 'Choose two officers.', path: ['body', 'to'] });
  const wrong = await refuseReceiver(context, asked.to);
  if (wrong !== null) return fail(wrong);
  const whole = await listCaseload(client, await context.reach(), asked.from);
  record.passOver(whole.map(({ id }) => id));
  const caseload = asked.office === null ? whole : whole.filter(({ officeId }) => officeId === asked.office);
  const plan = planCaseload(caseload, {
    offices: await officesOfOfficer(client, asked.to),
    acrossOffices: asked.acrossOffices,
    chosen: asked.people,
  });
  const hash = createHash('sha256')
    .update(JSON.stringify([asked.from, asked.to, plan.moves.map(({ id }) => id).sort()]))
    .digest('base64url');
  return succeed({ plan, hash, reached: whole.length });
}
