import { z } from 'zod';
import { id } from './instant.ts';
import { staffRole } from './session.ts';
import { shortText } from './text.ts';

/** An office or a provider with how many of the staff work there: who works everywhere counts at no office. */
const place = z.object({ id, name: z.string(), staff: z.int() });
export type Place = z.infer<typeof place>;
/** GET /api/agency */
export const agencyView = z.object({
  /** `phone`: where the office is called, as it stands on letters; null: nobody has entered it. */
  offices: z.array(place.extend({ timezone: z.string(), phone: z.string().nullable() })),
  providers: z.array(place),
});
export type AgencyView = z.infer<typeof agencyView>;

/** POST /api/offices : an office of the agency, in the programme's own zone. */
export const officeCreate = z.object({ name: shortText(120) });
export const office = z.object({ id, name: z.string() });

/** Somebody who may be brought in, or stand in, by their roles. */
export const colleague = z.object({
  id,
  name: z.string(),
  roles: z.array(staffRole),
  /** Null: the agency's own. */
  provider: z.string().nullable(),
});
export type Colleague = z.infer<typeof colleague>;
/** GET /api/colleagues */
export const colleagueList = z.object({
  colleagues: z.array(colleague),
  providers: z.array(z.object({ id, name: z.string() })),
});
export type ColleagueList = z.infer<typeof colleagueList>;
