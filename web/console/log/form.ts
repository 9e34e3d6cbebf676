import { type EntryKind, resultsOf, type VisitPlace } from '@attend/contracts/contact-log';
import { t } from '@lingui/core/macro';
import { zonedInstant } from '../../ui/time.ts';

export type EntryFields = {
  readonly kind: EntryKind;
  readonly place: VisitPlace;
  readonly result: string;
  /** Wall clock of the person's zone. */
  readonly at: string;
  readonly text: string;
};
export const entryEmpty = (at: string): EntryFields => ({
  ...{ kind: 'call', place: 'home', result: '', at, text: '' },
});

type Checked =
  | { readonly ok: true; readonly body: object }
  | { readonly ok: false; readonly errors: Partial<Record<keyof EntryFields, string>> };

export function checkEntry(fields: EntryFields, timezone: string): Checked {
  const { kind, place, text } = fields;
  const errors: Partial<Record<keyof EntryFields, string>> = {};
  const at = zonedInstant(fields.at, timezone);
  const result = resultsOf(kind).find((one) => one === fields.result) ?? null;
  if (at === null) errors.at = t`Say day and time`;
  if (kind !== 'note' && result === null) errors.result = t`Say what came of it`;
  if (text.trim() === '') errors.text = t`Fill this in`;
  if (at === null || Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    body: {
      ...{ kind, result, place: kind === 'visit' ? place : null },
      ...{ at: new Date(at).toISOString(), text: text.trim() },
    },
  };
}

/** Days of the person's clock to the span that the API asks for: the last day belongs to it. */
export function spanOfDays(
  since: string | undefined,
  until: string | undefined,
  timezone: string,
): { readonly from: string | undefined; readonly to: string | undefined } {
  const begin = (on: string | undefined): string | undefined => {
    const at = on === undefined ? null : zonedInstant(`${on}T00:00`, timezone);
    return at === null ? undefined : new Date(at).toISOString();
  };
  const next = (on: string): string =>
    new Date(Date.parse(`${on}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return { from: begin(since), to: begin(until === undefined ? undefined : next(until)) };
}
