import { addWorkingDays, usualComplaintPolicy } from '@attend/casework';
import type { ComplaintPolicyView, complaintPolicyChange } from '@attend/contracts/complaints';
import { fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { findComplaintPolicy, insertComplaintPolicy } from '../../database/repositories/complaints.ts';
import { findOffice, loadCalendar } from '../../database/repositories/office-calendars.ts';
import type { StaffContext } from '../context.ts';

export async function readComplaintPolicy({ client }: StaffContext): Promise<ComplaintPolicyView> {
  return (await findComplaintPolicy(client)) ?? { revision: 0, ...usualComplaintPolicy };
}

/** CPL-3: of what comes in from now on. What was said to somebody stays said. */
export async function publishComplaintPolicy(
  context: StaffContext,
  { revision, reason, ...days }: z.output<typeof complaintPolicyChange>,
): Promise<Result<ComplaintPolicyView>> {
  const { client, programme, actor, audit } = context;
  const before = await readComplaintPolicy(context);
  const made = { revision: revision + 1, ...days };
  const whole = { ...made, programmeId: programme.id, reason, by: actor.staffId };
  if (before.revision !== revision || !(await insertComplaintPolicy(client, whole)))
    return fail({ code: 'version-changed', message: 'Somebody has published another policy meanwhile.' });
  await audit({
    ...{ action: 'complaint-policy.published', entity: 'complaint_policy', entityId: programme.id },
    ...{ before, after: { ...made, reason } },
  });
  return succeed(made);
}

/** CPL-3: by when, counted from a day by the clock of the office's own days. */
export async function termsFrom(
  context: StaffContext,
  officeId: string | null,
  from: string,
): Promise<{ readonly acknowledgeBy: string; readonly answerBy: string }> {
  const { acknowledgeDays, answerDays } = await readComplaintPolicy(context);
  const office = officeId === null ? null : await findOffice(context.client, officeId);
  const calendar = office === null ? null : await loadCalendar(context.client, office);
  return {
    acknowledgeBy: addWorkingDays(from, acknowledgeDays, calendar),
    answerBy: addWorkingDays(from, answerDays, calendar),
  };
}
