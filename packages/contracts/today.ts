import { helpKinds } from '@attend/casework';
import { needKinds } from '@attend/casework/today/needs';
import { z } from 'zod';
import { personRef } from './alerts.ts';
import { id, instant } from './instant.ts';
import { longText } from './text.ts';

export { compareNeeds, type NeedKind, needKinds } from '@attend/casework/today/needs';

/** Something besides alerts that needs somebody. */
export const need = z.object({
  kind: z.enum(needKinds),
  /** Of what it is about: a reply, a hearing, a message, a check-in, a contact point; of `no-number` the hearing that nobody is told of. */
  id,
  participant: personRef,
  /** Whose person it is. */
  officer: z.string().nullable(),
  /** Who stands in for them now. */
  standIn: z.string().nullable(),
  /** When it was written or happened; of hearings when they are. */
  at: instant,
  /** What they wrote, or the court; of a fitting who began it, and where; of a removal why; of a collection where; of `slot-short` how many are booked and how many places there are; of a merge the other record and why. */
  words: z.string().nullable(),
  /** Which help is asked for; null: nobody has said, or it is about something else. */
  help: z.enum(helpKinds).nullable(),
  /** As the command that sees to it asks; null: it asks none. */
  version: z.int().nullable(),
});
export type Need = z.infer<typeof need>;

/** TDY-7: so many of a list, in order of need, and more where somebody asks for them. */
export const needPage = { usual: 100, most: 500 } as const;
export const needQuery = z.object({
  limit: z.coerce.number().int().min(1).max(needPage.most).default(needPage.usual),
});

/** GET /api/today/check-ins, devices, hearings, messages, requests, help, letters, merges, reviews: each under a permission of its own. */
export const needList = z.object({
  needs: z.array(need),
  /** Whoever is shown: of a merge both. */
  participants: z.array(id),
  /** There are more than were asked for. */
  more: z.boolean(),
});
export type NeedList = z.infer<typeof needList>;

const note = longText(500).nullable().default(null);
/** POST /api/message-replies/{id}/answered */
export const replyAnswered = z.object({ note });
/** POST /api/check-ins/{id}/follow-up */
export const checkInFollowUp = z.object({ version: z.int().min(1), note: longText(500) });
export const needSeenTo = z.object({ participant: id, id });
