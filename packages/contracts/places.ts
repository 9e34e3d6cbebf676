import type { PlainSentence } from '@attend/kernel';
import { z } from 'zod';
import { id } from './instant.ts';
import { shortText, writtenText } from './text.ts';

/** POST /api/offices/{id}/name, /api/providers/{id}/name : `was` is the name that was read: of two who rename at once the second is told. */
export const placeRename = z.object({ was: shortText(120), name: shortText(120) });
const noPhone: PlainSentence = 'write the number as one dials it, as 305-555-0100';
/** A number as people write it: `+1 (305) 555-0100 ext. 4`. */
const officePhone = shortText(40).regex(/^\+?[\d (][\d ()./-]+(?: *(?:x|ext\.?) *\d+)?$/i, noPhone);
/** POST /api/offices/{id}/phone : null: it has none to be called at. `was` as in a name. */
export const officePhoneSet = z.object({ was: officePhone.nullable(), phone: officePhone.nullable() });
export const officePhoneChanged = z.object({ id, phone: z.string().nullable() });
/** POST /api/offices/{id}/end, /api/providers/{id}/end : from a day on, today at the latest. */
export const placeEnd = z.object({ on: z.iso.date(), reason: writtenText(3, 1000, 'say why') });
export const placeChanged = z.object({ id, name: z.string() });
