import { representationAuthorities, type SupervisionBegin } from '@attend/contracts/supervision';
import { t } from '@lingui/core/macro';
import { dayAfter, zonedInstant } from '../../ui/time.ts';
import type { Position } from './view.ts';

export type BringIn = {
  readonly as: Position;
  readonly whom: string;
  readonly authority: string;
  /** A day, or empty: without an end. */
  readonly until: string;
};
export const bringInEmpty = (as: Position): BringIn => ({ as, whom: '', authority: '', until: '' });

type Errors = Partial<Record<keyof BringIn, string>>;
type Checked =
  | { readonly ok: true; readonly body: SupervisionBegin }
  | { readonly ok: false; readonly errors: Errors };

/** The named day counts: an attorney's authority ends where it is over in the programme's zone. */
export function checkBringIn({ as, whom, authority, until }: BringIn, zone: string, now: number): Checked {
  const errors: Errors = {};
  if (whom === '') errors.whom = as === 'provider' ? t`Choose a provider` : t`Choose somebody`;
  if (as === 'provider') return wrong(errors) ?? { ok: true, body: { kind: 'provider', provider: whom } };
  if (as !== 'attorney') return wrong(errors) ?? { ok: true, body: { kind: 'staff', staff: whom, role: as } };
  const given = representationAuthorities.find((one) => one === authority);
  if (given === undefined) errors.authority = t`Say whose authority it is`;
  const to = until === '' ? null : zonedInstant(`${dayAfter(until, 1)}T00:00`, zone);
  if (to !== null && to <= now) errors.until = t`This day is over already`;
  if (given === undefined) return { ok: false, errors };
  const end = to === null ? null : new Date(to).toISOString();
  return wrong(errors) ?? { ok: true, body: { kind: 'attorney', staff: whom, authority: given, to: end } };
}

const wrong = (errors: Errors): Checked | null =>
  Object.keys(errors).length > 0 ? { ok: false, errors } : null;
