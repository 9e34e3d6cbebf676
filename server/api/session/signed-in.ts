import { permissions, type SessionState } from '@attend/contracts/session';
import type { Actor } from '../../access/actor.ts';
import { permissionsOf } from '../../access/policy.ts';
import type { SessionRow } from '../../database/repositories/sessions.ts';

/** Who a session's row says is asking, with what their roles permit now. */
export function actorOf(row: SessionRow): Actor {
  return {
    staffId: row.staff_id,
    accountId: row.account_id,
    sessionId: row.session_id,
    name: row.name,
    email: row.email,
    officeId: row.office_id,
    providerId: row.provider_id,
    roles: row.roles,
    permissions: new Set(permissionsOf(row.roles, permissions)),
    programme: {
      id: row.programme_id,
      name: row.programme_name,
      timezone: row.timezone,
      simulated: row.simulated,
    },
    provenSecondsAgo: row.proven_seconds_ago,
  };
}

export function signedInState(actor: Actor): SessionState {
  const { staffId, name, email, roles, permissions: permitted, programme } = actor;
  return {
    state: 'signed-in',
    staff: { id: staffId, name, email, roles: [...roles], permissions: [...permitted], programme },
  };
}
