import { type AlertKind, fail, type Result, succeed, tell, type Wording } from '@attend/kernel';

export const alertStatuses = ['new', 'asked', 'acknowledged', 'closed'] as const;
export type AlertStatus = (typeof alertStatuses)[number];

/** How a person closed an alert. Excusing reasons stand apart. */
export const alertOutcomes = [
  'violation-confirmed',
  'no-violation',
  'excused-illness',
  'excused-caring',
  'excused-work',
  'excused-hearing',
  'excused-transport',
  'excused-weather',
  'excused-bereavement',
  'device-fault',
  'service-fault',
  'false-alert',
  'emergency-helped',
  'test',
  'other',
] as const;
export type AlertOutcome = (typeof alertOutcomes)[number];

/** An alert as work: what a person may do with it next depends on this alone. */
export type AlertWork = {
  readonly kind: AlertKind;
  readonly status: AlertStatus;
  /** Late readings took it back: on record, no longer work. */
  readonly withdrawn: boolean;
  readonly version: number;
};

export type AlertCommand =
  | { readonly do: 'ask' }
  | { readonly do: 'answer' }
  | { readonly do: 'acknowledge'; readonly note: string | null }
  | { readonly do: 'close'; readonly version: number; readonly outcome: AlertOutcome; readonly note: string }
  | { readonly do: 'reopen'; readonly version: number; readonly note: string }
  | { readonly do: 'note'; readonly note: string };

export type AlertStep = {
  readonly status: AlertStatus;
  readonly transition: 'asked' | 'answered' | 'acknowledged' | 'closed' | 'reopened' | 'noted';
  readonly outcome: AlertOutcome | null;
  readonly note: string | null;
};

/** Who works: the roles that they act in. */
export type AlertActor = { readonly roles: readonly string[] };

/** Roles of the agency that decide; a provider's worker looks first, calls, and hands on. */
const deciding: readonly string[] = ['case-officer', 'supervisor'];

/** ALR-6: software may close these when they clear, where policy says so. What the body attachment says, a call for help and a condition not kept wait for a person. */
const closable: readonly AlertKind[] = [
  'battery-low',
  'battery-critical',
  'powered-off',
  'silent',
  'no-position',
  'location-doubtful',
];
export const mayCloseByItself = (kind: AlertKind): boolean => closable.includes(kind);

const refuse = (code: string, wording: Wording, path?: string): Result<never> =>
  fail({ code, ...tell(wording), ...(path === undefined ? {} : { path: [path] }) });

const stale = refuse('changed', 'it has changed since it was shown: read it again, then decide');

function close(
  work: AlertWork,
  command: Extract<AlertCommand, { do: 'close' }>,
  actor: AlertActor,
): Result<AlertStep> {
  if (work.status === 'closed') return refuse('already-closed', 'it is closed already');
  if (work.withdrawn) return refuse('withdrawn', 'late readings took it back: it is no longer work');
  if (command.version !== work.version) return stale;
  if (command.note.trim() === '') return refuse('note-missing', 'say in a sentence what you found', 'note');
  if (command.outcome === 'violation-confirmed' && !actor.roles.some((role) => deciding.includes(role))) {
    return refuse(
      'outcome-not-permitted',
      'that a condition was not kept is for the case officer or a supervisor to say: acknowledge it and hand it on',
      'outcome',
    );
  }
  return succeed({ status: 'closed', transition: 'closed', outcome: command.outcome, note: command.note });
}

function acknowledge(work: AlertWork, note: string | null): Result<AlertStep> {
  if (work.status === 'closed') return refuse('already-closed', 'it is closed already');
  if (work.status === 'acknowledged')
    return refuse('already-acknowledged', 'somebody has acknowledged it already');
  if (work.withdrawn) return refuse('withdrawn', 'late readings took it back: it is no longer work');
  return succeed({ status: 'acknowledged', transition: 'acknowledged', outcome: null, note });
}

function reopen(work: AlertWork, command: Extract<AlertCommand, { do: 'reopen' }>): Result<AlertStep> {
  if (work.status !== 'closed') return refuse('not-closed', 'it is open already');
  if (work.withdrawn) return refuse('withdrawn', 'late readings took it back: it is no longer work');
  if (command.version !== work.version) return stale;
  if (command.note.trim() === '') return refuse('note-missing', 'say why it is open again', 'note');
  return succeed({ status: 'new', transition: 'reopened', outcome: null, note: command.note });
}

/**
 * ALR-1 to ALR-5: what a command makes of an alert. Acknowledging and noting overwrite nobody's decision, so they look at the state
 * alone; closing and reopening need the version that was shown.
 */
export function workAlert(work: AlertWork, command: AlertCommand, actor: AlertActor): Result<AlertStep> {
  switch (command.do) {
    case 'acknowledge':
      return acknowledge(work, command.note);
    case 'close':
      return close(work, command, actor);
    case 'reopen':
      return reopen(work, command);
    case 'note':
      return succeed({ status: work.status, transition: 'noted', outcome: null, note: command.note });
    case 'ask':
      if (work.status !== 'new')
        return refuse('not-new', 'the participant is asked only while nobody has taken it up');
      return succeed({ status: 'asked', transition: 'asked', outcome: null, note: null });
    case 'answer':
      return succeed({ status: work.status, transition: 'answered', outcome: null, note: null });
  }
}
