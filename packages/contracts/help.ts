import {
  helpDoubts,
  helpKinds,
  helpOutcomes,
  helpStatuses,
  helpWays,
  interpretingModes,
} from '@attend/casework';
import { z } from 'zod';
import { errorMark } from './error-mark.ts';
import { givenInstant, id, instant } from './instant.ts';
import { longText, shortText, writtenText } from './text.ts';

export type {
  HelpDoubt,
  HelpKind,
  HelpOutcome,
  HelpStatus,
  HelpWay,
  InterpretingMode,
} from '@attend/casework';
export { helpDoubts, helpKinds, helpOutcomes, helpStatuses, helpWays, interpretingModes };

const kind = z.enum(helpKinds);
const version = z.int().min(1);
/** BCP 47, as a person's languages are. */
const language = z
  .string()
  .trim()
  .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/, 'is no language');

/** What help is for. */
export const helpTarget = z.object({
  kind: z.enum(['hearing', 'check-in']),
  id,
  /** Null: a check-in that has no time yet. */
  at: instant.nullable(),
  /** Of a check-in: the day on which it is due. */
  dueOn: z.iso.date().nullable(),
  timezone: z.string(),
  /** The court, or the office that holds the check-in. */
  where: z.string(),
});
export type HelpTargetView = z.infer<typeof helpTarget>;

/** Where somebody is picked up, or where help comes to. */
export const helpPlace = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('told'), text: z.string(), protected: z.boolean() }),
  /** Protected from whoever asks: that there is one, and no word of it. */
  z.object({ kind: z.literal('withheld') }),
]);

export const arrangedHelp = z.object({
  id,
  target: helpTarget,
  /** Null: a reply asked for help, and nobody has said yet which. */
  kind: kind.nullable(),
  status: z.enum(helpStatuses),
  asked: z.object({
    at: instant,
    way: z.enum(helpWays),
    /** Null: by the reply itself. */
    by: z.string().nullable(),
    note: z.string().nullable(),
  }),
  arranged: z
    .object({
      at: instant,
      by: z.string(),
      supplier: z.string().nullable(),
      phone: z.string().nullable(),
      language: z.string().nullable(),
      mode: z.enum(interpretingModes).nullable(),
      from: instant.nullable(),
      to: instant.nullable(),
      place: helpPlace.nullable(),
      /** What the participant is told besides. */
      told: z.string().nullable(),
    })
    .nullable(),
  settled: z.object({ at: instant, by: z.string(), reason: z.string().nullable() }).nullable(),
  /** Why somebody has to look at it again. */
  doubt: z.enum(helpDoubts).nullable(),
  /** The hearing in whose place another one stands: when that one is. */
  movedTo: z.object({ id, at: instant }).nullable(),
  inError: errorMark.nullable(),
  version: z.int(),
});
export type ArrangedHelp = z.infer<typeof arrangedHelp>;

/** GET /api/people/{id}/help: open help first, by its date; then the rest, the latest first. */
export const personHelp = z.object({
  participant: id,
  help: z.array(arrangedHelp),
  /** Hearings and check-ins to come, for which help can be asked. */
  targets: z.array(helpTarget),
  /** An interpreter is needed and was neither asked for nor declined: of which targets, by id. */
  interpreter: z
    .object({ language: z.string().nullable(), note: z.string().nullable(), for: z.array(id) })
    .nullable(),
  mayWrite: z.boolean(),
});
export type PersonHelp = z.infer<typeof personHelp>;

/** POST /api/people/{id}/help */
export const helpAsk = z.object({
  for: z.object({ kind: z.enum(['hearing', 'check-in']), id }),
  kind,
  way: z.enum(helpWays),
  /** Now, unless told. */
  askedAt: givenInstant.optional(),
  note: longText(500).nullable().default(null),
});
/** POST /api/help/{id}/arrange: also of what is arranged already, in another way. */
export const helpArrange = z.object({
  version,
  kind,
  supplier: shortText(200),
  phone: shortText(60).nullable().default(null),
  language: language.nullable().default(null),
  mode: z.enum(interpretingModes).nullable().default(null),
  from: givenInstant.nullable().default(null),
  to: givenInstant.nullable().default(null),
  place: z
    .object({ text: shortText(300), protected: z.boolean().default(false) })
    .nullable()
    .default(null),
  told: shortText(300).nullable().default(null),
});
export type HelpArrange = z.output<typeof helpArrange>;

/** POST /api/help/{id}/settle */
export const helpSettle = z.discriminatedUnion('as', [
  z.object({ version, as: z.literal('provided'), reason: longText(500).nullable().default(null) }),
  z.object({ version, as: z.enum(['fell-through', 'not-needed']), reason: writtenText(3, 500, 'say why') }),
]);
export type HelpSettle = z.output<typeof helpSettle>;
/** POST /api/help/{id}/carry */
export const helpCarry = z.object({ version });
export const helpChanged = z.object({ id, participant: id, version: z.int() });

export const helpShows = ['open', 'arranged', 'all'] as const;
/** GET /api/help: of days of the programme's, or of an office's. */
export const helpQuery = z.object({
  day: z.iso.date(),
  days: z.coerce.number().int().min(1).max(7).default(1),
  office: id.optional(),
  kind: kind.optional(),
  show: z.enum(helpShows).default('open'),
});
export const helpList = z.object({
  help: z.array(
    arrangedHelp.extend({
      participant: z.object({ id, reference: z.string(), name: z.string() }),
      office: z.string().nullable(),
    }),
  ),
  offices: z.array(z.object({ id, name: z.string() })),
  /** There are more than are shown. */
  more: z.boolean(),
});
export type HelpList = z.infer<typeof helpList>;
export type HelpOfDay = HelpList['help'][number];

/** GET /api/help-sheets: what one supplier has to know of a day, and nothing else. */
export const helpSheetQuery = z.object({
  day: z.iso.date(),
  office: id.optional(),
  kind: kind.optional(),
  supplier: shortText(200),
});
export const helpSheet = z.object({
  day: z.iso.date(),
  supplier: z.string(),
  lines: z.array(
    z.object({
      id,
      participant: id,
      kind,
      name: z.string(),
      from: instant.nullable(),
      to: instant.nullable(),
      /** Null: none, or one that is protected: it is told by telephone. */
      place: z.string().nullable(),
      placeWithheld: z.boolean(),
      /** When it begins and where: the court or the office. */
      at: instant.nullable(),
      timezone: z.string(),
      where: z.string(),
      language: z.string().nullable(),
      mode: z.enum(interpretingModes).nullable(),
    }),
  ),
});
export type HelpSheet = z.infer<typeof helpSheet>;
