import { type Failure, fail, type Millis, type Result, say, succeed } from '@attend/kernel';
import { kindNamed, type RetentionKindName, retentionKindNames, retentionKinds } from './kinds.ts';

/** Days by kind, for the kinds that a programme sets. */
export type Terms = Readonly<Partial<Record<RetentionKindName, number>>>;

/** A programme's terms from an instant on. Revision 0 are the defaults. */
export type Schedule = { readonly revision: number; readonly from: Millis; readonly terms: Terms };

const day = 86_400_000;
/** What ends sooner than before ends a day later: a mistake can be taken back before anything is gone. */
export const reliefFromMistakes = day;

export const defaultTerms: Terms = Object.fromEntries(
  retentionKinds.flatMap(({ kind, term, days }) => (term === 'programme' ? [[kind, days]] : [])),
);

export const defaultSchedule: Schedule = { revision: 0, from: 0, terms: defaultTerms };

/** Of a programme's revisions the one in force: the highest that has begun. Kinds it does not name have their default. */
export function scheduleAt(revisions: readonly Schedule[], at: Millis): Schedule {
  const begun = revisions.filter(({ from }) => from <= at);
  const found = begun.reduce((best, one) => (one.revision > best.revision ? one : best), defaultSchedule);
  return { ...found, terms: { ...defaultTerms, ...found.terms } };
}

/** Fixed kinds have the program's own. */
export function daysOf(schedule: Schedule, kind: RetentionKindName): number {
  const { term, days } = kindNamed(kind);
  if (term === 'fixed') return days;
  const own = schedule.terms[kind] ?? days;
  // A revision from before these had a term of their own may keep alerts for longer than their default.
  return proofs.has(kind) ? Math.max(own, schedule.terms.alerts ?? kindNamed('alerts').days) : own;
}

/** Who looked at something, and who changed it, is known for as long as there is something to look at. */
const proofs: ReadonlySet<RetentionKindName> = new Set(['access-records', 'audit-values']);

/** What is older goes: the beginning of a day (UTC), so that every run of a day means the same and whole days' partitions go. */
export function horizonOf(days: number, now: Millis): Millis {
  return Math.floor(now / day) * day - days * day;
}

const isKind = (name: string): name is RetentionKindName =>
  (retentionKindNames as readonly string[]).includes(name);

/** Judges what somebody wants: all that is wrong is named at its place. */
export function reviseTerms(current: Terms, wanted: Readonly<Record<string, number>>): Result<Terms> {
  for (const [name, days] of Object.entries(wanted)) {
    const refused = refuseTerm(name, days);
    if (refused !== null) return fail(refused);
  }
  const terms: Terms = { ...current, ...wanted };
  const of = (kind: RetentionKindName): number => terms[kind] ?? defaultTerms[kind] ?? 0;
  // An alert's evidence is the readings: without the alert they would be kept for nobody, and judging again would find it anew.
  for (const kind of ['readings', 'violation-positions'] as const)
    if (of(kind) > of('alerts'))
      return fail({
        code: 'longer-than-alerts',
        ...say('Alerts are kept {alerts} days; what they rest on cannot be kept longer ({days} days).', {
          alerts: of('alerts'),
          days: of(kind),
        }),
        path: ['body', 'terms', kind],
      });
  for (const kind of proofs)
    if (of(kind) < of('alerts'))
      return fail({
        code: 'shorter-than-alerts',
        ...say(
          'Alerts are kept {alerts} days; who looked at them and what was changed cannot be kept for less ({days} days).',
          { alerts: of('alerts'), days: of(kind) },
        ),
        path: ['body', 'terms', kind],
      });
  return succeed(terms);
}

function refuseTerm(name: string, days: number): Failure | null {
  const path = ['body', 'terms', name];
  if (!isKind(name))
    return { code: 'unknown-kind', ...say('There is no kind of data “{name}”.', { name }), path };
  const { term, least, most } = kindNamed(name);
  if (term !== 'programme' || least === null || most === null)
    return { code: 'fixed-term', message: 'This term is not the programme’s to set.', path };
  if (!Number.isInteger(days) || days < least || days > most)
    return {
      code: 'out-of-bounds',
      ...say('Between {least} and {most} whole days, not {days}.', { least, most, days }),
      path,
    };
  return null;
}

/** From when a revision holds: at once where nothing ends sooner, else a day later. */
export function effectiveFrom(current: Terms, next: Terms, now: Millis): Millis {
  const sooner = retentionKindNames.some((kind) => (next[kind] ?? 0) < (current[kind] ?? 0));
  return sooner ? now + reliefFromMistakes : now;
}
