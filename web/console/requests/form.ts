import type { RequestAsker, RequestWay } from '@attend/contracts/requests';
import { t } from '@lingui/core/macro';
import { civilDay, dayAfter, zonedInstant } from '../../ui/time.ts';
import { chooseFirst } from '../../ui/to-choose.ts';

export type RequestFields = {
  readonly condition: string;
  /** Empty: of the officer's own motion. */
  readonly asker: RequestAsker | '';
  readonly way: RequestWay;
  readonly receivedOn: string;
  /** Wall clock of the zone that the page says. */
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly grant: boolean;
};
export type DecideFields = {
  /** Empty: nothing is decided yet. */
  readonly decision: 'granted' | 'refused' | '';
  readonly otherTime: boolean;
  readonly from: string;
  readonly to: string;
  readonly tell: string;
  readonly reason: string;
};
type Checked<F> =
  | {
      readonly ok: true;
      readonly path: string;
      readonly body: object;
      /** When it begins, where that was typed. */
      readonly from?: string;
    }
  | { readonly ok: false; readonly errors: Partial<Record<keyof F, string>> };

/** What is wrong with the day on which something came in (REQ-1, CPL-1); null: nothing is. */
export function receivedFault(day: string, today: string): string | null {
  if (day === '') return t`Fill this in`;
  if (day > today) return t`This day is still to come`;
  return day < dayAfter(today, -longestAgoDays) ? t`This is more than a year ago` : null;
}
const longestAgoDays = 366;

/** Faults by field, without those that are none. */
export const given = <Field extends string>(
  faults: Readonly<Record<Field, string | null>>,
): Partial<Record<Field, string>> =>
  Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== null)) as Partial<
    Record<Field, string>
  >;

const shortest = 3;
type SpanErrors = { from?: string; to?: string };
function checkSpan(
  fields: { readonly from: string; readonly to: string },
  timezone: string,
  now: number,
  errors: SpanErrors,
): { from: string; to: string } | null {
  const from = zonedInstant(fields.from, timezone);
  const to = zonedInstant(fields.to, timezone);
  if (from === null) errors.from = t`Say day and time`;
  if (to === null) errors.to = t`Say day and time`;
  if (from === null || to === null) return null;
  if (to <= now) errors.to = t`This is over already`;
  if (to <= from) errors.to = t`The end must come after the beginning`;
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

/** Granted in one step it goes another way than one that waits: who takes it down may not be who decides. */
export function checkRequest(
  fields: RequestFields,
  timezone: string,
  now: number,
  reply: string | null,
): Checked<RequestFields> {
  const { condition, asker, way, receivedOn, grant } = fields;
  const reason = fields.reason.trim();
  const errors: Partial<Record<keyof RequestFields, string>> = {};
  const span = checkSpan(fields, timezone, now, errors);
  const received = asker === '' ? null : receivedFault(receivedOn, civilDay(now, timezone));
  if (condition === '') errors.condition = t`Choose the condition`;
  if (received !== null) errors.receivedOn = received;
  if (reason.length < shortest) errors.reason = t`Write it first`;
  if (span === null || Object.keys(errors).length > 0) return { ok: false, errors };
  const asked = asker === '' ? null : { asker, way, receivedOn, reply };
  const decides = grant || asked === null;
  return {
    ok: true,
    path: `/api/conditions/${condition}/${decides ? 'exceptions' : 'exception-requests'}`,
    from: span.from,
    body: { ...span, reason, asked, ...(decides ? { grant } : {}) },
  };
}

export function checkDecision(
  fields: DecideFields,
  timezone: string,
  now: number,
  of: { readonly id: string; readonly revision: number },
): Checked<DecideFields> {
  const { decision, tell } = fields;
  const reason = fields.reason.trim();
  const errors: Partial<Record<keyof DecideFields, string>> = {};
  const asksSpan = decision === 'granted' && fields.otherTime;
  const span = asksSpan ? checkSpan(fields, timezone, now, errors) : null;
  if (decision === '') errors.decision = chooseFirst();
  if (reason.length < shortest) errors.reason = t`Write it first`;
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    path: `/api/exceptions/${of.id}/decision`,
    ...(span === null ? {} : { from: span.from }),
    body: { revision: of.revision, decision, reason, span, tell: tell.trim() === '' ? null : tell.trim() },
  };
}
