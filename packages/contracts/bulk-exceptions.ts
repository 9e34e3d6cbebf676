import { bulkConditions } from '@attend/casework';
import { z } from 'zod';
import { cursor, givenInstant, id, instant } from './instant.ts';
import { shortText, writtenText } from './text.ts';

export { bulkConditions };
export type BulkCondition = (typeof bulkConditions)[number];

/** GET /api/bulk-exceptions/offices: where somebody supervises, with the county as it is on record. */
export const bulkOffices = z.object({
  offices: z.array(z.object({ id, name: z.string(), county: z.string().nullable(), people: z.int() })),
});
export type BulkOffices = z.infer<typeof bulkOffices>;
/** PUT /api/offices/{id}/county */
export const countyChange = z.object({ county: shortText(120).nullable() });

const offices = z.array(id).min(1).max(200);
/** POST /api/bulk-exceptions/preview: whom it would concern, page by page, and how many they are. */
export const bulkPreviewAsk = z.object({ offices, cursor: cursor.nullable().default(null) });
export const bulkPreview = z.object({
  concerned: z.int(),
  people: z.array(z.object({ id, reference: z.string(), name: z.string(), office: z.string() })),
  next: cursor.nullable(),
});
export type BulkPreview = z.infer<typeof bulkPreview>;

const why = writtenText(3, 500, 'say why');
/** POST /api/bulk-exceptions. `concerned`: as many as the preview said; others mean that it has to be looked at again. */
export const bulkGrant = z.object({
  offices,
  conditions: z.array(z.enum(bulkConditions)).min(1),
  from: givenInstant,
  to: givenInstant,
  /** In words that name nobody: whom it concerns may read them. */
  reason: why,
  concerned: z.int(),
});
/** POST /api/bulk-exceptions/{id}/revoke */
export const bulkRevoke = z.object({ version: z.int(), reason: why });
export const bulkChanged = z.object({ id, concerned: z.int() });

export const bulkException = z.object({
  id,
  reason: z.string(),
  conditions: z.array(z.enum(bulkConditions)),
  offices: z.array(z.string()),
  from: instant,
  to: instant,
  made: z.object({ at: instant, by: z.string() }),
  revoked: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
  concerned: z.int(),
  /** For how many of them it is in force as it stands by now; the rest follow within minutes. */
  applied: z.int(),
  version: z.int(),
});
export type BulkException = z.infer<typeof bulkException>;
/** GET /api/bulk-exceptions: the latest first, at most a hundred. */
export const bulkList = z.object({ exceptions: z.array(bulkException), mayGrant: z.boolean() });
export type BulkList = z.infer<typeof bulkList>;
