import type { z } from 'zod';
import { schemaWords } from './schema.ts';

/** What is wrong with a field, in words for the person who filled it in; zod's own words are for programmers. */
export const fieldWords = (issue: z.core.$ZodRawIssue): string | undefined =>
  schemaWords(issue.code ?? 'custom', { ...issue }) ?? undefined;
