import { z } from 'zod';

const text = z
  .union([z.string(), z.number()])
  .transform((value) => String(value).slice(0, 200))
  .optional()
  .catch(undefined);

/** What the address says: which entries are listed, and which one is opened. */
export const auditSearch = z.object({
  person: text,
  staff: z.uuid().optional().catch(undefined),
  action: text,
  from: z.iso.date().optional().catch(undefined),
  to: z.iso.date().optional().catch(undefined),
  entry: text,
});
export type AuditSearch = z.infer<typeof auditSearch>;
