import { z } from 'zod';
import { id } from './instant.ts';
import { shortText, writtenText } from './text.ts';

/** POST /api/offices/{id}/name, /api/providers/{id}/name : `was` is the name that was read: of two who rename at once the second is told. */
export const placeRename = z.object({ was: shortText(120), name: shortText(120) });
/** POST /api/offices/{id}/end, /api/providers/{id}/end : from a day on, today at the latest. */
export const placeEnd = z.object({ on: z.iso.date(), reason: writtenText(3, 1000, 'say why') });
export const placeChanged = z.object({ id, name: z.string() });
