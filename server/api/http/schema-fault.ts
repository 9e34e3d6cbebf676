import { saidOf } from '@attend/kernel';
import type { Described } from './problems.ts';

/** What a schema found wrong, as Zod says it, its own name and parameters. */
type SchemaIssue = {
  readonly keyword: string;
  readonly message?: string | undefined;
  readonly params: Readonly<Record<string, unknown>>;
};

/** What was sent is told to nobody but whoever sent it, and they know it; a pattern says nothing to a reader. */
const untold: ReadonlySet<string> = new Set(['input', 'pattern', 'errors', 'issues', 'params']);

/** A sentence of our own where the schema has one; else the schema's own word for it, with its limits. */
export function schemaFault({ keyword, message = 'is not valid', params }: SchemaIssue): Described {
  const said = saidOf({ message });
  if (said !== null) return { message, ...said };
  const values = Object.entries(params).flatMap(([name, value]) => {
    const shown = untold.has(name) ? null : shownParameter(value);
    return shown === null ? [] : [[name, shown] as const];
  });
  return { message, reason: keyword, values: Object.fromEntries(values) };
}

function shownParameter(value: unknown): string | number | boolean | null {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return String(value);
  return Array.isArray(value) ? value.map(String).join(', ') : null;
}
