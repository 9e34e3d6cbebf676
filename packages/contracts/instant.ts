import { z } from 'zod';

/** RFC 3339 with offset; in UTC on output. */
export const instant = z.iso.datetime({ offset: true });
export const id = z.uuid();
/** A list's place to go on from: opaque, given back as it came. */
export const cursor = z.string().max(512);
/** Why somebody's data is looked at; kept in the access record. */
export const purpose = z.string().trim().min(1).max(200);
