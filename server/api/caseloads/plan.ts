import { createHash } from 'node:crypto';
import { type CaseloadPlan, planCaseload } from '@attend/casework';
import type { CaseloadAsk } from '@attend/contracts/caseloads';
import { rolesThatMayBe } from '@attend/contracts/supervision';
import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import { type CaseloadRow, listCaseload, officesOfOfficer } from '../../database/repositories/caseloads.ts';
import { lockPeople } from '../../database/repositories/office-moves.ts';
import { findGroups } from '../../database/repositories/person-links.ts';
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

/** With the other records of the same people, as far as they are in this caseload: who reaches one reaches them all (PPL-23). */
async function withTheirRecords(
  { client }: StaffContext,
  chosen: readonly string[],
  caseload: readonly CaseloadRow[],
): Promise<readonly string[]> {
  const theirs = new Set(caseload.map(({ id }) => id));
  const wanted = chosen.filter((id) => theirs.has(id));
  const groups = await findGroups(client, wanted);
  const more = [...groups.values()].flat().filter((id) => theirs.has(id));
  return [...new Set([...chosen, ...more])];
}

/** What a move would do now. Everybody's rows are read; who is shown records it. */
export async function planMove(
  context: StaffContext,
  asked: CaseloadAsk,
  lock = false,
): Promise<Result<PlannedMove>> {
  const { client, record } = context;

  if (asked.from === asked.to)
    return fail({ code: 'same-officer', message: 'Choose two officers.', path: ['body', 'to'] });
  const wrong = await refuseReceiver(context, asked.to);
  if (wrong !== null) return fail(wrong);
  const first = await listCaseload(client, await context.reach(), asked.from);
  // PPL-19: who is joined with another record meanwhile waits, or is seen.
  if (lock)
    await lockPeople(
      client,
      first.map(({ id }) => id),
    );
  const whole = lock ? await listCaseload(client, await context.reach(), asked.from) : first;
  record.passOver(whole.map(({ id }) => id));
  const caseload = asked.office === null ? whole : whole.filter(({ officeId }) => officeId === asked.office);
  const plan = planCaseload(caseload, {
    offices: await officesOfOfficer(client, asked.to),
    acrossOffices: asked.acrossOffices,
    chosen: asked.people === null ? null : await withTheirRecords(context, asked.people, caseload),
  });
  const hash = createHash('sha256')
    .update(JSON.stringify([asked.from, asked.to, plan.moves.map(({ id }) => id).sort()]))
    .digest('base64url');
  return succeed({ plan, hash, reached: whole.length });
}
