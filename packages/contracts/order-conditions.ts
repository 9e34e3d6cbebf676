import { requestAskers, requestWays } from '@attend/casework';
import { conditionKinds } from '@attend/kernel';
import { z } from 'zod';
import { givenInstant, id, instant } from './instant.ts';
import { longText, shortText, writtenText } from './text.ts';
import { timetableEntry } from './timetable.ts';
import { told } from './told.ts';
import { area } from './zones.ts';

const reason = writtenText(3, 2000, 'say why, in a few words');
const revision = z.int().min(1);

/** POST /api/people/{id}/conditions */
export const conditionCreate = z
  .object({
    kind: z.enum(conditionKinds),
    name: shortText(120).nullable().default(null),
    area,
    from: givenInstant,
    /** Null: with its clause. */
    to: givenInstant.nullable().default(null),
    timetable: z.array(timetableEntry).max(100).default([]),
  })
  .refine(({ kind, timetable }) => (kind === 'curfew') === timetable.length > 0, {
    message: 'a curfew needs a timetable, and nothing else has one',
    path: ['timetable'],
  })
  .refine(({ from, to }) => to === null || to > from, { message: 'ends before it begins', path: ['to'] });
export type ConditionCreate = z.output<typeof conditionCreate>;
/** POST /api/conditions/{id}/end */
export const conditionEnd = z.object({ revision, reason });
export const conditionChanged = z.object({ participant: id, condition: id, revision: z.int() });

/** Who asked for it, by which way, and when it came in; `reply`: the text message that asked. */
export const askedFor = z.object({
  asker: z.enum(requestAskers),
  way: z.enum(requestWays),
  receivedOn: z.iso.date(),
  reply: id.nullable().default(null),
});
export type AskedFor = z.output<typeof askedFor>;
/**
 * POST /api/conditions/{id}/exceptions : asked for, as `asked` says by whom (null: of the officer's own motion); `grant`: and
 * granted in one step.
 */
export const exceptionCreate = z.object({
  from: givenInstant,
  to: givenInstant,
  reason,
  grant: z.boolean().default(false),
  asked: askedFor.nullable().default(null),
});
/** POST /api/conditions/{id}/exception-requests : taken down by whoever hears of it; it waits for an officer. */
export const exceptionRequest = exceptionCreate.omit({ grant: true }).extend({ asked: askedFor });
/** POST /api/exceptions/{id}/decision : `span` where another time is granted than was asked for; `tell` is said to the participant. */
export const exceptionDecision = z
  .object({
    revision,
    decision: z.enum(['granted', 'refused']),
    reason,
    span: z.object({ from: givenInstant, to: givenInstant }).nullable().default(null),
    tell: longText(300).nullable().default(null),
  })
  .refine(({ decision, span }) => decision === 'granted' || span === null, {
    message: 'what is refused has no other time',
    path: ['span'],
  });
/** POST /api/exceptions/{id}/withdraw */
export const exceptionWithdraw = z.object({ revision, reason });
export const exceptionChanged = z.object({
  participant: id,
  condition: id,
  exception: id,
  revision: z.int(),
});

/** POST /api/curfew-preview : what a timetable asks for in the coming week. Of nobody. */
export const curfewPreviewAsk = z.object({
  timezone: shortText(60),
  from: givenInstant,
  timetable: z.array(timetableEntry).min(1).max(100),
  exceptions: z
    .array(z.object({ from: givenInstant, to: givenInstant }))
    .max(1000)
    .default([]),
});
export const curfewPreview = z.object({
  from: instant,
  to: instant,
  windows: z.array(z.object({ from: instant, to: instant, free: z.boolean() })),
});
export type CurfewPreview = z.infer<typeof curfewPreview>;

export const zoneFormats = ['geojson', 'kml', 'shapefile'] as const;
/** POST /api/zone-files : zones of a file, read and not kept. A shapefile is a ZIP of its parts: 2,000,000 bytes at most, in base64. */
export const zoneFile = z.discriminatedUnion('format', [
  z.object({ format: z.enum(['geojson', 'kml']), text: longText(2_000_000) }),
  z.object({
    format: z.literal('shapefile'),
    content: z.base64().min(1).max(2_666_668),
    /** Which column of its table names the zones; left out: the one that is called so. */
    nameField: shortText(32).nullable().default(null),
  }),
]);
export const zoneFileRead = z.object({
  zones: z.array(z.object({ name: z.string().nullable(), area })),
  /** What could not be read, by feature and field. */
  faults: z.array(z.object({ feature: z.string(), field: z.string(), ...told })),
  /** Of a shapefile's table: its columns, and the one that named the zones. */
  nameFields: z.array(z.string()),
  nameField: z.string().nullable(),
});
export type ZoneFileRead = z.infer<typeof zoneFileRead>;
