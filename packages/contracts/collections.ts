import { z } from 'zod';
import { civilDay } from './check-ins.ts';
import { id, instant } from './instant.ts';
import { placeNamed, stockReason } from './stock.ts';
import { longText } from './text.ts';

/** When and where a device is fetched, as somebody arranged it. */
export const collectionView = z.object({
  on: civilDay,
  /** Where they bring it; null: elsewhere, as `place` says. */
  office: placeNamed.nullable(),
  place: z.string().nullable(),
  reason: z.string(),
  by: z.string(),
  at: instant,
});
export type CollectionView = z.infer<typeof collectionView>;

/** PUT /api/assignments/{id}/collection-day : of an office or in words, never both. */
export const collectionArrange = z
  .object({
    /** 0: nobody arranged a day yet. */
    version: z.int().min(0),
    on: civilDay,
    office: id.nullable().default(null),
    place: longText(500).nullable().default(null),
    reason: stockReason,
  })
  .refine(({ office, place }) => (office === null) !== (place === null), {
    message: 'say where: an office, or another place',
    path: ['place'],
  });
export const collectionArranged = z.object({ participant: id, assignment: z.string(), version: z.int() });
