import { messageReasons, messageStatuses } from '@attend/casework/messages/words';
import { z } from 'zod';
import { civilDay } from './check-ins.ts';
import { id, instant } from './instant.ts';
import { placeNamed, stockReason } from './stock.ts';
import { longText } from './text.ts';

const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is no time of day');

/** When and where a device is fetched, as somebody arranged it. */
export const collectionView = z.object({
  on: civilDay,
  /** `14:30`, by the programme's clock; null: nobody named an hour. */
  time: hour.nullable(),
  /** Where they bring it; null: elsewhere, as `place` says. */
  office: placeNamed.nullable(),
  place: z.string().nullable(),
  reason: z.string(),
  by: z.string(),
  at: instant,
  /** What became of the latest message about it; null: none was written. */
  told: z
    .object({ status: z.enum(messageStatuses), reason: z.enum(messageReasons).nullable(), at: instant })
    .nullable(),
});
export type CollectionView = z.infer<typeof collectionView>;

/** PUT /api/assignments/{id}/collection-day : of an office or in words, never both. */
export const collectionArrange = z
  .object({
    /** 0: nobody arranged a day yet. */
    version: z.int().min(0),
    on: civilDay,
    time: hour.nullable().default(null),
    office: id.nullable().default(null),
    place: longText(500).nullable().default(null),
    reason: stockReason,
  })
  .refine(({ office, place }) => (office === null) !== (place === null), {
    message: 'say where: an office, or another place',
    path: ['place'],
  });
export const collectionArranged = z.object({ participant: id, assignment: z.string(), version: z.int() });

/** POST /api/assignments/{id}/collection-day/call-off */
export const collectionCallOff = z.object({ version: z.int().min(1), reason: stockReason });
