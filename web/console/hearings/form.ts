import type { HearingView } from '@attend/contracts/hearings';
import { t } from '@lingui/core/macro';
import { z } from 'zod';
import { textOrNull } from '../../ui/text-or-null.ts';
import { wallClock, zonedInstant } from '../../ui/time.ts';

/** What the address says: which day, how many, of which office. */
export const hearingsSearch = z.object({
  day: z.iso.date().optional().catch(undefined),
  days: z
    .union([z.literal(1), z.literal(7)])
    .optional()
    .catch(undefined),
  office: z.uuid().optional().catch(undefined),
});

export type HearingFields = {
  /** Wall clock of the court's zone. */
  readonly at: string;
  readonly timezone: string;
  readonly kind: string;
  readonly court: string;
  readonly caseNumber: string;
  readonly matter: string;
  readonly room: string;
  readonly address: string;
  readonly link: string;
  readonly directions: string;
};
export const hearingEmpty = (timezone: string): HearingFields => ({
  ...{ at: '', timezone, kind: 'in-person', court: '', caseNumber: '', matter: '' },
  ...{ room: '', address: '', link: '', directions: '' },
});
export const hearingFieldsOf = (of: HearingView): HearingFields => ({
  at: wallClock(Date.parse(of.at), of.timezone),
  timezone: of.timezone,
  kind: of.kind,
  court: of.court,
  caseNumber: of.caseNumber ?? '',
  matter: of.matter ?? '',
  room: of.room ?? '',
  address: of.address ?? '',
  link: of.link ?? '',
  directions: of.directions ?? '',
});

export type Errors = Readonly<Record<string, string>>;
export type Checked<T> =
  | { readonly ok: true; readonly body: T }
  | { readonly ok: false; readonly errors: Errors };

function instantOf(wall: string, zone: string): number | null {
  try {
    return zonedInstant(wall, zone);
  } catch {
    // No such zone: said at its own field.
    return null;
  }
}

export const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone.trim() }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** What the form holds as the API asks for it. */
export function checkHearing(fields: HearingFields): Checked<Record<string, string | null>> {
  const errors: Record<string, string> = {};
  const timezone = fields.timezone.trim();
  if (!isZone(timezone)) errors.timezone = t`No clock is known for this time zone`;
  const at = instantOf(fields.at, timezone);
  if (at === null && errors.timezone === undefined) errors.at = t`Say day and time`;
  if (fields.court.trim() === '') errors.court = t`Fill this in`;
  if (fields.link.trim() !== '' && !/^https:\/\/\S+$/.test(fields.link.trim()))
    errors.link = t`A link begins with https://`;
  if (at === null || Object.keys(errors).length > 0) return { ok: false, errors };
  const { kind, court, caseNumber, matter, room, address, link, directions } = fields;
  return {
    ok: true,
    body: {
      ...{ at: new Date(at).toISOString(), timezone, kind, court: court.trim() },
      ...{ caseNumber: textOrNull(caseNumber), matter: textOrNull(matter), room: textOrNull(room) },
      ...{ address: textOrNull(address), link: textOrNull(link), directions: textOrNull(directions) },
    },
  };
}

export type MoveFields = { readonly at: string; readonly room: string; readonly reason: string };
export function checkMove(
  fields: MoveFields,
  of: HearingView,
): Checked<Record<string, string | number | null>> {
  const errors: Record<string, string> = {};
  const at = instantOf(fields.at, of.timezone);
  if (at === null) errors.at = t`Say day and time`;
  else if (at === Date.parse(of.at)) errors.at = t`It stands at this time already`;
  if (fields.reason.trim().length < 3) errors.reason = t`Say why`;
  if (at === null || Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    body: {
      version: of.version,
      at: new Date(at).toISOString(),
      room: textOrNull(fields.room),
      reason: fields.reason.trim(),
    },
  };
}
