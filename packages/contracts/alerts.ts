import { alertOutcomes, alertStatuses } from '@attend/casework/alerts/work';
import { alertKinds, certainties, protocolNames, severities, technologies } from '@attend/kernel';
import { z } from 'zod';
import { cursor, id, instant, purpose } from './instant.ts';
import { longText, writtenText } from './text.ts';
import { area } from './zones.ts';

export { alertOutcomes, alertStatuses };

export const alertKind = z.enum(alertKinds);
export const severity = z.enum(severities);
export const certainty = z.enum(certainties);
export const alertStatus = z.enum(alertStatuses);

export const alertOutcome = z.enum(alertOutcomes);
/** Given by software alone, for kinds that policy lets close when they clear; never an open strap. */
export const clearedByItself = 'cleared-by-itself' as const;

export const personRef = z.object({ id, reference: z.string(), name: z.string() });
export const staffRef = z.object({ id, name: z.string() });

export const alertSummary = z.object({
  id,
  participant: personRef,
  kind: alertKind,
  condition: z.object({ reference: z.string(), name: z.string().nullable() }).nullable(),
  severity,
  certainty,
  status: alertStatus,
  from: instant,
  to: instant.nullable(),
  raisedAt: instant,
  clearedAt: instant.nullable(),
  withdrawnAt: instant.nullable(),
  occurrences: z.int(),
  technology: z.enum(technologies),
  office: z.string().nullable(),
  officer: staffRef.nullable(),
  acknowledgedBy: staffRef.nullable(),
  outcome: z.string().nullable(),
  version: z.int(),
});
export type AlertSummary = z.infer<typeof alertSummary>;

/** GET /api/alerts: open first, most severe and oldest first; `closed` newest first. */
export const alertListQuery = z.object({
  show: z.enum(['open', 'closed', 'withdrawn']).default('open'),
  kind: alertKind.optional(),
  severity: severity.optional(),
  mine: z.stringbool().optional(),
  participant: id.optional(),
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export const alertList = z.object({
  alerts: z.array(alertSummary),
  next: cursor.nullable(),
  counts: z.object({ open: z.int(), new: z.int(), critical: z.int(), high: z.int() }),
  /** The feed's position at which this list was true: go on from there. */
  feedPosition: z.string(),
});

/** A typed reason: code, measured values and limits. The wording is the console's. */
export const because = z.looseObject({ code: z.string() });

export const occurrence = z.object({
  ordinal: z.int(),
  from: instant,
  to: instant.nullable(),
  raisedAt: instant,
  clearedAt: instant.nullable(),
  withdrawnAt: instant.nullable(),
  severity,
  certainty,
  because: z.array(because),
  readings: z.array(instant),
  policy: z.object({ name: z.string(), revision: z.int() }),
});

export const transition = z.object({
  id: z.string(),
  at: instant,
  kind: z.string(),
  staff: staffRef.nullable(),
  outcome: z.string().nullable(),
  note: z.string().nullable(),
});

/** One observed fix around an alert, only where authority permits. */
export const evidenceFix = z.object({
  time: instant,
  lat: z.number(),
  lon: z.number(),
  accuracy: z.number().nullable(),
  source: z.enum(['gnss', 'wifi', 'cell']),
  /** Stands in the alert's own evidence. */
  evidence: z.boolean(),
});

export const alertDetail = alertSummary.extend({
  occurrenceList: z.array(occurrence),
  transitions: z.array(transition),
  device: z.object({
    identifier: z.string(),
    protocol: z.enum(protocolNames),
    technology: z.enum(technologies),
    battery: z.object({ percent: z.number().nullable(), charging: z.boolean().nullable() }).nullable(),
    strap: z.enum(['closed', 'open']).nullable(),
    lastContact: instant.nullable(),
  }),
  zone: z.object({ reference: z.string(), name: z.string().nullable(), kind: z.string(), area }).nullable(),
  /** Null: the order does not permit positions here; `why` says so in plain words. */
  movement: z.object({
    permitted: z.boolean(),
    why: z.string(),
    fixes: z.array(evidenceFix),
  }),
  lastPlace: evidenceFix.nullable(),
  /** A time in which their device was to be changed, where it touches the alert's: an open strap was expected then. */
  plannedRemoval: z.object({ from: instant, to: instant }).nullable(),
});
export type AlertDetail = z.infer<typeof alertDetail>;
/** GET /api/alerts/{id}?purpose= (default «working the alert») */
export const alertDetailQuery = z.object({ purpose: purpose.default('working the alert') });

/** POST /api/alerts/{id}/acknowledge. `version` is the one that was shown; acknowledging overwrites nothing, so another one does not stop it. */
export const alertCommand = z.object({
  version: z.int().optional(),
  note: longText(4000).optional(),
});
/** POST /api/alerts/{id}/note */
export const alertNote = z.object({ version: z.int().optional(), note: longText(4000) });
/** POST /api/alerts/{id}/reopen: `version` is the one that was shown; another one is refused with what changed. */
export const alertReopen = z.object({ version: z.int(), note: longText(4000) });
/** POST /api/alerts/{id}/close */
export const alertClose = z.object({
  version: z.int(),
  outcome: alertOutcome,
  note: writtenText(1, 4000, 'say in a sentence what you found'),
});
