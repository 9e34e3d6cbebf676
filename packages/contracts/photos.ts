import { photoDecisions } from '@attend/casework/files/words';
import { z } from 'zod';
import { personRef, staffRef } from './alerts.ts';
import { id, instant } from './instant.ts';
import { longText } from './text.ts';

export { type PhotoDecision, photoDecisions } from '@attend/casework/files/words';

export const referencePhoto = z.object({
  id,
  version: z.int(),
  added: instant,
  by: staffRef,
  /** Null: the one that photos are compared with. */
  replaced: instant.nullable(),
  /** Its image is still there. */
  kept: z.boolean(),
});
export type ReferencePhoto = z.infer<typeof referencePhoto>;

export const checkInPhoto = z.object({
  id,
  checkIn: id,
  dueOn: z.iso.date(),
  added: instant,
  by: staffRef,
  kept: z.boolean(),
  decision: z
    .object({
      decision: z.enum(photoDecisions),
      at: instant,
      by: staffRef,
      /** With which version of the reference photo it was compared; null: none was there. */
      reference: z.int().nullable(),
      /** Whoever uploaded it decided, as nobody else was there. */
      alone: z.boolean(),
      note: z.string().nullable(),
    })
    .nullable(),
});
export type CheckInPhoto = z.infer<typeof checkInPhoto>;

/** GET /api/people/{id}/photos */
export const personPhotos = z.object({
  participant: id,
  references: z.array(referencePhoto),
  photos: z.array(checkInPhoto),
  /** Check-ins by video for which a photo may come now. */
  open: z.array(z.object({ id, dueOn: z.iso.date() })),
});
export type PersonPhotos = z.infer<typeof personPhotos>;

/** GET /api/check-in-photos : those that wait for a look, the longest waiting first. */
export const photoQueue = z.object({
  photos: z.array(
    checkInPhoto.extend({
      participant: personRef,
      office: z.object({ id, name: z.string() }),
      /** What it is compared with; null: none is there. */
      reference: referencePhoto.nullable(),
      /** Whoever asks uploaded it. */
      own: z.boolean(),
    }),
  ),
  more: z.boolean(),
});
export type PhotoQueue = z.infer<typeof photoQueue>;
export type WaitingPhoto = PhotoQueue['photos'][number];

/** POST /api/people/{id}/reference-photos, POST /api/check-ins/{id}/photos : of a file that was sent before. */
export const photoCreate = z.object({ file: id });
export const photoChanged = z.object({ participant: id, photo: id });

/** POST /api/check-in-photos/{id}/decision */
export const photoDecide = z.object({
  decision: z.enum(photoDecisions),
  note: longText(2_000).nullable().default(null),
  alone: z.boolean().default(false),
});
export type PhotoDecide = z.input<typeof photoDecide>;
