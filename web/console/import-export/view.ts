import { type CaseloadKind, type CaseloadPlan, caseloadKinds } from '@attend/contracts/caseload';
import { t } from '@lingui/core/macro';

export function kindWords(kind: CaseloadKind): string {
  const words: Record<CaseloadKind, string> = {
    offices: t`Offices`,
    people: t`People`,
    orders: t`Orders with clauses`,
    'court-cases': t`Court cases`,
    conditions: t`Zones and curfews`,
    exceptions: t`Exceptions from conditions`,
    'check-ins': t`Check-in schedules`,
    'past-check-ins': t`Past check-ins`,
    hearings: t`Hearings`,
    contacts: t`Contact points`,
    addresses: t`Addresses`,
    'emergency-contacts': t`Emergency contacts`,
    attorneys: t`Attorneys`,
    devices: t`Devices`,
    assignments: t`Who wears which device`,
    log: t`Contact log`,
  };
  return words[kind];
}

type StepKind = CaseloadPlan['steps'][number]['kind'];
export const stepKinds: readonly StepKind[] = ['new', 'changed', 'settled', 'same'];
export function stepWords(kind: StepKind): string {
  const words: Record<StepKind, string> = {
    new: t`New`,
    changed: t`Changes`,
    settled: t`Left alone`,
    same: t`As it stands`,
  };
  return words[kind];
}

/** With a fault in the file, or nothing new in it, there is nothing to do. */
export const wouldWrite = ({ counts, faultCount }: CaseloadPlan): number =>
  faultCount > 0 ? 0 : (counts.new ?? 0) + (counts.changed ?? 0);

/** By the file's name, as the templates are called. */
export const kindOf = (name: string): CaseloadKind | null =>
  caseloadKinds.find((kind) => name.toLowerCase() === `${kind}.csv`) ?? null;

/** What a fault's code means, in the reader's own language; the server's English words where it is not known here. */
export function faultWords({ code, message }: CaseloadPlan['faults'][number]): string {
  const words: Readonly<Record<string, () => string>> = {
    missing: () => t`It is empty.`,
    'missing-column': () => t`The first line names no such column.`,
    'column-twice': () => t`Two columns have this name.`,
    'bad-date': () => t`It is no day written as 2026-03-08.`,
    'unknown-timezone': () => t`No clock is known for this time zone.`,
    'unknown-participant': () => t`You may enter nothing of anybody with this number.`,
    'unknown-office': () => t`There is no such office: the file of offices goes in first.`,
    'unknown-officer': () => t`Nobody of the staff has this address.`,
    'control-character': () => t`It holds a control character.`,
    unreadable: () => t`From here on the file cannot be read.`,
    empty: () => t`The file is empty.`,
    'person-destroyed': () => t`The key of this person was destroyed.`,
    'no-hours': () => t`The hours of this office are not set.`,
    'clause-missing': () => {
      // The server names the kind of clause that is missing, as the file of orders writes it.
      const clause = /of the kind «([a-z-]+)»/.exec(message)?.[1];
      return clause === undefined
        ? t`No order in force permits it.`
        : t`No order in force permits it: it needs a clause of the kind ${clause}.`;
    },
    'unknown-order': () => t`They have no such order: the file of orders goes in first.`,
    'unknown-condition': () => t`They have no such condition: the file of conditions goes in first.`,
    'unknown-device': () => t`There is no such device: the file of devices goes in first.`,
    held: () => t`Somebody has this device at that time.`,
    'two-primaries': () => t`They have another device at that time that judges.`,
    future: () => t`This is still to come.`,
    differs: () => t`This stands and says something else: a file does not change it.`,
  };
  return words[code]?.() ?? message;
}
