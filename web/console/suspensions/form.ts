import type { SuspensionKind } from '@attend/contracts/suspensions';
import { t } from '@lingui/core/macro';
import { zonedInstant } from '../../ui/time.ts';
import { chooseFirst } from '../../ui/to-choose.ts';

export type BeginFields = {
  /** Empty: nobody has said why yet. */
  readonly kind: SuspensionKind | '';
  /** Wall clock of the person's zone. */
  readonly from: string;
  /** Empty: until somebody says that it has ended. */
  readonly to: string;
  readonly note: string;
};
export type EndFields = Pick<BeginFields, 'to' | 'note'>;

type Checked<F> =
  | { readonly ok: true; readonly body: object }
  | { readonly ok: false; readonly errors: Partial<Record<keyof F, string>> };

const shortest = 3;

export function checkBegin(fields: BeginFields, timezone: string): Checked<BeginFields> {
  const { kind, note } = fields;
  const errors: Partial<Record<keyof BeginFields, string>> = {};
  const from = zonedInstant(fields.from, timezone);
  const hasEnd = kind !== 'death' && fields.to !== '';
  const to = hasEnd ? zonedInstant(fields.to, timezone) : null;
  if (kind === '') errors.kind = chooseFirst();
  if (from === null) errors.from = t`Say day and time`;
  if (hasEnd && to === null) errors.to = t`Say day and time`;
  if (from !== null && to !== null && to <= from) errors.to = t`The end must come after the beginning`;
  if (note.trim().length < shortest) errors.note = t`Say how you know`;
  if (from === null || Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    body: {
      ...{ kind, note: note.trim(), from: new Date(from).toISOString() },
      to: to === null ? null : new Date(to).toISOString(),
    },
  };
}

export function checkEnd(fields: EndFields, timezone: string): Checked<EndFields> {
  const errors: Partial<Record<keyof EndFields, string>> = {};
  const to = zonedInstant(fields.to, timezone);
  if (to === null) errors.to = t`Say day and time`;
  if (fields.note.trim().length < shortest) errors.note = t`Say how you know`;
  if (to === null || Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, body: { to: new Date(to).toISOString(), note: fields.note.trim() } };
}
