import { checkInWorkerCreate } from '@attend/contracts/office-calendar';
import { weekdays } from '@attend/kernel';
import { t } from '@lingui/core/macro';

export type WorkerFields = {
  readonly staff: string;
  readonly days: string[];
  readonly start: string;
  readonly end: string;
  readonly atOnce: number | string;
};
export const workerEmpty: WorkerFields = {
  staff: '',
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  start: '09:00',
  end: '17:00',
  atOnce: 1,
};

type Checked =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly errors: Partial<Record<keyof WorkerFields, string>> };

export function checkWorker({ staff, days, start, end, atOnce }: WorkerFields): Checked {
  if (staff === '') return { ok: false, errors: { staff: t`Choose somebody` } };
  if (days.length === 0) return { ok: false, errors: { days: t`Choose a day at least` } };
  const hours = [{ days: weekdays.filter((day) => days.includes(day)), start, end }];
  const read = checkInWorkerCreate.safeParse({ staff, hours, atOnce: Number(atOnce) });
  if (read.success) return { ok: true, body: read.data };
  return read.error.issues[0]?.path[0] === 'atOnce'
    ? { ok: false, errors: { atOnce: t`From 1 to 50` } }
    : { ok: false, errors: { end: t`The end must come after the beginning` } };
}
