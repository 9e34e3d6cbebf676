import { messageLanguages } from '@attend/casework';
import { z } from 'zod';
import { personRef } from './alerts.ts';
import { id } from './instant.ts';
import { handle, longText } from './text.ts';

/** Who of an office: everybody, or whoever comes to it, or is heard, on a day. */
export const noticeAudiences = ['everybody', 'check-ins', 'hearings'] as const;
export type NoticeAudience = (typeof noticeAudiences)[number];

const whom = z
  .object({ office: id, to: z.enum(noticeAudiences), on: z.iso.date().nullable().default(null) })
  .refine(({ to, on }) => to === 'everybody' || on !== null, { message: 'say which day', path: ['on'] });

/** POST /api/notices/preview : whom it would go to. Nothing is written. */
export const noticePreviewAsk = whom;
export const noticePreview = z.object({
  /** Everybody whom it would go to, by language of the message. */
  languages: z.array(z.object({ language: z.enum(messageLanguages), people: z.int() })),
  /** Stands for exactly these people: sent to whoever they are by then only if they are the same. */
  audience: z.string(),
  participants: z.array(id),
  /** Of them, who has no way that a message can go: they are to be called or written to on paper. */
  unreachable: z.array(personRef),
  unreachableMore: z.boolean(),
});
export type NoticePreview = z.infer<typeof noticePreview>;

/** POST /api/notices : to the very people whom the preview showed. */
export const noticeSend = whom.and(
  z.object({
    audience: handle.max(100),
    /** Words for each language; whoever's language has none gets the English. */
    en: longText(600),
    es: longText(600).nullable().default(null),
    ht: longText(600).nullable().default(null),
    ar: longText(600).nullable().default(null),
  }),
);
export const noticeSent = z.object({ planned: z.int(), participants: z.array(id) });
