import type { AlertSummary, alertOutcomes, alertStatuses } from '@attend/contracts/alerts';
import { t } from '@lingui/core/macro';

export type AlertKind = AlertSummary['kind'];
export type Severity = AlertSummary['severity'];
export type AlertStatus = (typeof alertStatuses)[number];
export type AlertOutcome = (typeof alertOutcomes)[number];

/** What was observed, in plain words; an observation, never a judgement. */
export function kindWords(kind: AlertKind): string {
  const words: Record<AlertKind, string> = {
    'strap-opened': t`Strap opened`,
    'case-opened': t`Device case opened`,
    tamper: t`Device disturbed`,
    'not-worn': t`Device not worn`,
    sos: t`Asked for help (SOS)`,
    'battery-low': t`Battery low`,
    'battery-critical': t`Battery nearly empty`,
    'powered-off': t`Device switched off`,
    silent: t`No contact`,
    'no-position': t`Contact, but no position`,
    'exclusion-zone-entered': t`Inside an exclusion zone`,
    'inclusion-zone-left': t`Outside an inclusion zone`,
    'curfew-absence': t`Not at the curfew place`,
    'location-doubtful': t`Location doubtful`,
  };
  return words[kind];
}

/** What it means and what it does not, for somebody who sees this kind for the first time. */
export function kindMeaning(kind: AlertKind): string {
  const words: Record<AlertKind, string> = {
    'strap-opened': t`The device says that its strap is open. It may have been cut, or have come loose.`,
    'case-opened': t`The device says that its case is open.`,
    tamper: t`The device was disturbed; it does not say which part.`,
    'not-worn': t`The device says that it is not on the body.`,
    sos: t`The wearer pressed the help button.`,
    'battery-low': t`The device will stop reporting unless it is charged.`,
    'battery-critical': t`The device will stop reporting within a short time unless it is charged.`,
    'powered-off': t`The device said that it is switching off.`,
    silent: t`The device has not reported for longer than its own rhythm allows. Networks and empty batteries do this too.`,
    'no-position': t`The device reports, but has found no position for longer than policy allows. Buildings do this too.`,
    'exclusion-zone-entered': t`Positions stood inside a zone that the order excludes, by more than their accuracy.`,
    'inclusion-zone-left': t`Positions stood outside the zone that the order asks to stay in, by more than their accuracy.`,
    'curfew-absence': t`Positions stood away from the curfew place during curfew hours, by more than their accuracy.`,
    'location-doubtful': t`The position or the clock of the device cannot be relied on. It is no evidence against anybody.`,
  };
  return words[kind];
}

export function severityWords(severity: Severity): string {
  const words: Record<Severity, string> = {
    critical: t`Critical`,
    high: t`High`,
    medium: t`Medium`,
    low: t`Low`,
  };
  return words[severity];
}

export function statusWords(status: AlertStatus): string {
  const words: Record<AlertStatus, string> = {
    new: t`New`,
    asked: t`Participant asked`,
    acknowledged: t`Acknowledged`,
    closed: t`Closed`,
  };
  return words[status];
}

export function certaintyWords(certainty: AlertSummary['certainty']): string {
  const words: Record<AlertSummary['certainty'], string> = {
    confirmed: t`Confirmed by measurement`,
    reported: t`Reported by the device`,
    doubtful: t`Doubtful`,
  };
  return words[certainty];
}

export function outcomeWords(outcome: string): string {
  const words: Record<AlertOutcome | 'cleared-by-itself', string> = {
    'violation-confirmed': t`Condition was not kept`,
    'no-violation': t`Condition was kept`,
    'excused-illness': t`Illness`,
    'excused-caring': t`Caring for somebody`,
    'excused-work': t`Work`,
    'excused-hearing': t`Hearing or other appointment with an authority`,
    'excused-transport': t`Transport`,
    'excused-weather': t`Weather or disaster`,
    'excused-bereavement': t`Death in the family`,
    'device-fault': t`Device fault`,
    'service-fault': t`Network or service fault`,
    'false-alert': t`False alert`,
    'emergency-helped': t`Emergency: help was given`,
    test: t`Test`,
    other: t`Other`,
    'cleared-by-itself': t`Cleared by itself`,
  };
  return outcome in words ? words[outcome as keyof typeof words] : outcome;
}

/** The list to choose from, excusing reasons apart. */
export function outcomeGroups(): { readonly name: string; readonly outcomes: readonly AlertOutcome[] }[] {
  return [
    { name: t`What was found`, outcomes: ['no-violation', 'violation-confirmed', 'emergency-helped'] },
    {
      name: t`Excused, because of`,
      outcomes: [
        'excused-illness',
        'excused-caring',
        'excused-work',
        'excused-hearing',
        'excused-transport',
        'excused-weather',
        'excused-bereavement',
      ],
    },
    { name: t`Not about the person`, outcomes: ['device-fault', 'service-fault', 'false-alert', 'test'] },
    { name: t`None of these`, outcomes: ['other'] },
  ];
}

export function transitionWords(kind: string): string {
  const words: Record<string, string> = {
    raised: t`Raised`,
    revised: t`Evidence revised`,
    joined: t`Observed again`,
    returned: t`Back on the list: it went on after it was closed`,
    cleared: t`Has ended`,
    asked: t`Participant asked`,
    answered: t`Participant answered`,
    acknowledged: t`Acknowledged`,
    noted: t`Note`,
    assigned: t`Assigned`,
    closed: t`Closed`,
    reopened: t`Reopened`,
    withdrawn: t`Taken back: later readings showed otherwise`,
  };
  return words[kind] ?? kind;
}
