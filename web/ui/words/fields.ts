import { t } from '@lingui/core/macro';
import type { z } from 'zod';

/** What is wrong with a field, in words for the person who filled it in; zod's own words are for programmers. */
export function fieldWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'too_small') {
    const least = Number(issue.minimum);
    if (issue.origin === 'string') return least <= 1 ? t`Fill this in` : t`At least ${least} characters`;
    if (issue.origin === 'array') return t`Choose at least one`;
  }
  if (issue.code === 'too_big' && issue.origin === 'string') {
    const most = Number(issue.maximum);
    return t`At most ${most} characters`;
  }
  if (issue.code === 'invalid_format' && issue.format === 'email') return t`This is no e-mail address`;
  if (issue.code === 'invalid_format' && issue.format === 'date') return t`Choose a day`;
  if (issue.code === 'invalid_value') return t`Choose one of the list`;
  return undefined;
}
