import { type FormErrors, schemaResolver } from '@mantine/form';
import type { z } from 'zod';
import { sentenceWords } from './words/told.ts';

/**
 * What a schema finds wrong with a form, in the reader's language: the contracts have sentences of their own («say why»), which the
 * server sends by their reason and a form finds in English.
 */
export function formCheck<Schema extends z.ZodType>(schema: Schema): (values: unknown) => FormErrors {
  const check = schemaResolver(schema, { sync: true });
  return (values) =>
    Object.fromEntries(
      Object.entries(check(values as never)).map(([name, fault]) => [
        name,
        typeof fault === 'string' ? sentenceWords(fault) : fault,
      ]),
    );
}
