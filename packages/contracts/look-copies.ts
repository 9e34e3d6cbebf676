import { requestAskers, requestWays } from '@attend/casework';
import { z } from 'zod';
import { ownLook } from './disclosure.ts';
import { id, instant } from './instant.ts';
import { writtenText } from './text.ts';

/** POST /api/people/{id}/look-copies : somebody asks for the participant's own record of looks on paper. */
export const lookCopyAsk = z.object({
  asker: z.enum(requestAskers),
  way: z.enum(requestWays),
  receivedOn: z.iso.date(),
  /** By a message, that the paper can be fetched. */
  tell: z.boolean().default(true),
});
/** GET /api/people/{id}/look-copies : the latest first. */
export const lookCopyList = z.object({
  participant: id,
  copies: z.array(
    z.object({
      id,
      asker: z.enum(requestAskers),
      way: z.enum(requestWays),
      receivedOn: z.iso.date(),
      asked: z.object({ at: instant, by: z.string() }),
      handed: z.object({ at: instant, by: z.string(), identity: z.string().nullable() }).nullable(),
    }),
  ),
});
export type LookCopyList = z.infer<typeof lookCopyList>;
export type LookCopy = LookCopyList['copies'][number];
export const lookCopyChanged = z.object({ participant: id, id });

/** POST /api/look-copies/{id}/hand : who takes it was checked; the answer is what is printed. */
export const lookCopyHand = z.object({
  identity: writtenText(3, 500, 'say how you know who takes it'),
});
/** Those that the console is written in, whose words the paper has. */
export const lookCopyLanguages = ['en', 'es'] as const;
export const lookCopyPrint = z.object({
  participant: id,
  id,
  reference: z.string(),
  name: z.string(),
  timezone: z.string(),
  /** In which it is printed unless somebody chooses another. */
  language: z.enum(lookCopyLanguages),
  at: instant,
  looks: z.array(ownLook),
  /** There are older ones than fit on what is printed. */
  more: z.boolean(),
});
export type LookCopyPrint = z.infer<typeof lookCopyPrint>;
