import { saidOf, type Told } from '@attend/kernel';
import { z } from 'zod';

/**
 * A sentence in English, and the reason and values by which it can be said in another language. A reason is stable; its sentence may be
 * written better. What a schema found wrong has the schema's own word for it (`too_small`, `invalid_format`, …) as its reason, and the
 * limits as its values. Absent: what has no sentence of its own.
 */
export const told = {
  message: z.string(),
  reason: z.string().optional().describe('Stable; the message may be written better.'),
  values: z
    .record(z.string(), z.unknown())
    .optional()
    .describe(
      'What the message was filled with: a text, a number, {"day"}, {"instant"}, or {"said": […]}, further sentences by reason and values.',
    ),
} as const;

/** What was told, as the API tells it. */
export function toldView(of: Told): { message: string; reason?: string; values?: Record<string, unknown> } {
  const said = saidOf(of);
  if (said === null) return { message: of.message };
  const values = Object.keys(said.values).length === 0 ? {} : { values: { ...said.values } };
  return { message: of.message, reason: said.reason, ...values };
}
