import type { sessionList } from '@attend/contracts/session';
import { fail, type Result, say, succeed } from '@attend/kernel';
import type { z } from 'zod';
import type { StaffContext } from '../context.ts';
import { describeSessions } from '../session/describe-sessions.ts';
import { findStanding } from './staff.ts';

/** Somebody's sessions, as an administrator of their programme sees and ends them. */
export async function listSessionsOf(
  context: StaffContext,
  id: string,
): Promise<Result<z.output<typeof sessionList>>> {
  const found = await findStanding(context, id);
  if (!found.ok) return found;
  const { account_id } = found.value;
  const rows = account_id === null ? [] : await context.services.signIn.listSessions(account_id);
  return succeed(describeSessions(rows, context.actor.sessionId));
}

export async function endSessionOf(
  context: StaffContext,
  id: string,
  session: string,
): Promise<Result<Record<never, never>>> {
  const found = await findStanding(context, id);
  if (!found.ok) return found;
  const { account_id } = found.value;
  if (account_id === null || !(await context.services.signIn.endSession(account_id, session)))
    return fail({ code: 'not-found', ...say('{name} has no such session.', { name: found.value.name }) });
  await context.audit({ action: 'staff.session-ended', entity: 'staff', entityId: id });
  return succeed({});
}

export async function endSessionsOf(
  context: StaffContext,
  id: string,
): Promise<Result<{ readonly ended: number }>> {
  const found = await findStanding(context, id);
  if (!found.ok) return found;
  const { account_id } = found.value;
  const ended = account_id === null ? 0 : await context.services.signIn.endSessions(account_id);
  await context.audit({ action: 'staff.sessions-ended', entity: 'staff', entityId: id, after: { ended } });
  return succeed({ ended });
}
