import { type CaseloadKind, type CaseloadPlan, caseloadKinds } from '@attend/contracts/caseload';
import { t } from '@lingui/core/macro';
import { toldWords } from '../../ui/words/told.ts';

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
    providers: t`Providers of people`,
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

/** What is wrong at a place of the file, in the reader's own language. */
export const faultWords = (fault: CaseloadPlan['faults'][number]): string => toldWords(fault);
