import { z } from 'zod';

/** `2026-03`, of a year that the database's calendar knows with the month after it. */
export const month = z.string().regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/, 'is no month');
