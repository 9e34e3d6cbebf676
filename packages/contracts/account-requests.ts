import { z } from 'zod';
import { id, instant } from './instant.ts';
import { staffRole } from './session.ts';
import { longText } from './text.ts';

export const accountRequestKinds = ['invitation', 'reset', 'roles', 'offices', 'confirmation'] as const;
/** `waits`: nobody has said anything yet. */
export const accountRequestStandings = ['waits', 'approved', 'refused', 'alone', 'lapsed', 'void'] as const;
/** Why the viewer cannot approve it; null: they can. */
export const approvalObstacles = ['no-factor', 'same-person', 'asker-gone'] as const;

const who = z.object({ id, name: z.string() });

/** What concerns who somebody is and what they may do: who asked for it, and who gave the second word. */
export const accountRequest = z.object({
  id,
  kind: z.enum(accountRequestKinds),
  /** Whose account it is. */
  staff: z.object({ id, name: z.string(), email: z.string() }),
  /** What holds once it is approved. */
  roles: z.array(staffRole),
  /** By name; none: every office of the agency. */
  offices: z.array(z.string()),
  /** Whose staff they are, by name. Null: the agency's own. */
  provider: z.string().nullable(),
  /** Null: the machine's operator, from its command line. */
  askedBy: who.nullable(),
  askedAt: instant,
  lapsesAt: instant,
  standing: z.enum(accountRequestStandings),
  /** Null where nobody has, or the operator did. */
  decidedBy: who.nullable(),
  decidedAt: instant.nullable(),
  note: z.string().nullable(),
  /** Null too where nobody can approve it any more, or the viewer's role may not. */
  obstacle: z.enum(approvalObstacles).nullable(),
  mayDecide: z.boolean(),
  /** Of the account, when it was asked for: goes back with the decision. */
  version: z.int(),
});
export type AccountRequest = z.infer<typeof accountRequest>;

/** GET /api/account-requests : those that wait first, then the newest. */
export const accountRequestList = z.object({
  requests: z.array(accountRequest),
  /** False: there is nobody yet who could give a second word, and one person's is enough. */
  twoPeople: z.boolean(),
});

/** POST /api/account-requests/{id}/decision : a refusal says why. */
export const accountDecision = z.discriminatedUnion('decision', [
  z.object({
    decision: z.literal('approved'),
    version: z.int(),
    note: longText(500).nullable().default(null),
  }),
  z.object({ decision: z.literal('refused'), version: z.int(), note: longText(500) }),
]);

/** POST /api/staff/{id}/confirmation : that this account, which rests on one person's word, is who it says. */
export const staffConfirmation = z.object({ version: z.int(), note: longText(500) });
