import type { Permission, StaffRole } from '@attend/contracts/session';

export type Programme = {
  readonly id: string;
  readonly name: string;
  /** IANA name. */
  readonly timezone: string;
  readonly simulated: boolean;
};

/** Who asks, with a second factor proven. */
export type Actor = {
  readonly staffId: string;
  readonly accountId: string;
  readonly sessionId: string;
  readonly name: string;
  readonly email: string;
  readonly officeId: string | null;
  readonly providerId: string | null;
  readonly roles: readonly StaffRole[];
  readonly permissions: ReadonlySet<Permission>;
  readonly programme: Programme;
  /** Since this session's second factor or passkey was last proven; null: not at all (an agency's earlier sign-in was taken). */
  readonly provenSecondsAgo: number | null;
};
