import { t } from '@lingui/core/macro';
import { wallClock, zonedInstant } from '../../ui/time.ts';

export type AbsenceFields = {
  readonly away: string;
  readonly standIn: string;
  /** Wall clock of the programme's zone. */
  readonly from: string;
  readonly to: string;
};

/** From now, for a day: most absences are entered on the morning of an illness. */
export const absenceEmpty = (now: number, zone: string): AbsenceFields => ({
  away: '',
  standIn: '',
  from: wallClock(now, zone),
  to: wallClock(now + 86_400_000, zone),
});

type Errors = Partial<Record<keyof AbsenceFields, string>>;
type Body = {
  readonly staff: string;
  readonly standIn: string;
  readonly from: string;
  readonly to: string;
};
type Checked = { readonly ok: true; readonly body: Body } | { readonly ok: false; readonly errors: Errors };

export function checkAbsence(fields: AbsenceFields, zone: string, now: number): Checked {
  const errors: Errors = {};
  const from = zonedInstant(fields.from, zone);
  const to = zonedInstant(fields.to, zone);
  if (fields.away === '') errors.away = t`Choose who is away`;
  if (fields.standIn === '') errors.standIn = t`Choose who stands in`;
  if (from === null) errors.from = t`Fill this in`;
  if (to === null) errors.to = t`Fill this in`;
  if (from !== null && to !== null && to <= from) errors.to = t`The end must come after the beginning`;
  else if (to !== null && to <= now) errors.to = t`This is over already`;
  if (from === null || to === null || Object.keys(errors).length > 0) return { ok: false, errors };
  const [begins, ends] = [new Date(from).toISOString(), new Date(to).toISOString()];
  return { ok: true, body: { staff: fields.away, standIn: fields.standIn, from: begins, to: ends } };
}
