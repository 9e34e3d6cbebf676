import type { ContactWay } from '@attend/contracts/check-ins';
import { contactWays } from '@attend/contracts/check-ins';
import { checkInPolicyChange } from '@attend/contracts/office-calendar';
import { t } from '@lingui/core/macro';

/** So many steps at most; empty ones at the end are none. */
export const mostSteps = 8;
export type OrderFields = { readonly steps: readonly string[]; readonly reason: string };

export const orderFields = (ladder: readonly ContactWay[]): OrderFields => ({
  steps: Array.from({ length: mostSteps }, (_, at) => ladder[at] ?? ''),
  reason: '',
});

type Checked =
  | { readonly ok: true; readonly body: { readonly ladder: readonly ContactWay[] } }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

export function checkOrder({ steps, reason }: OrderFields, revision: number): Checked {
  const last = steps.findLastIndex((step) => step !== '');
  const gap = steps.slice(0, last + 1).indexOf('');
  if (last === -1) return { ok: false, errors: { 'steps.0': t`One way of contact at least` } };
  if (gap !== -1)
    return { ok: false, errors: { [`steps.${gap}`]: t`Choose a way, or move those after it up` } };
  const ladder = steps.slice(0, last + 1).flatMap((step) => contactWays.find((way) => way === step) ?? []);
  const read = checkInPolicyChange.safeParse({ revision, ladder, reason });
  if (read.success) return { ok: true, body: read.data };
  return { ok: false, errors: { reason: t`Say why, in ten characters at least` } };
}
