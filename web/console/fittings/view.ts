import {
  type Consumable,
  type FittingNeed,
  type FittingStatus,
  type FittingStep,
  type IdentityMeans,
  identityMeans,
  type SelfTestCheck,
  type SelfTestResult,
  type TeachingPoint,
} from '@attend/contracts/fittings';
import type { RemovalReason } from '@attend/contracts/removals';
import { t } from '@lingui/core/macro';
import type { StepState } from './work.ts';

export function statusWords(status: FittingStatus): string {
  const words: Record<FittingStatus, string> = {
    'under-way': t`Under way`,
    done: t`Done`,
    abandoned: t`Given up`,
    expired: t`Left too long`,
  };
  return words[status];
}

export function stepWords(step: FittingStep | 'begin'): string {
  const words: Record<FittingStep | 'begin', string> = {
    begin: t`Choose the device`,
    identity: t`Check who they are`,
    'self-test': t`Self-test`,
    teaching: t`Teach the wearer`,
    agreement: t`Sign`,
    'check-ins': t`Check-ins`,
  };
  return words[step];
}

export function stateWords(state: StepState): string {
  const words: Record<StepState, string> = {
    'to-do': t`to do`,
    waiting: t`kept here, not sent yet`,
    refused: t`refused`,
    done: t`done`,
  };
  return words[state];
}

export function needWords(need: FittingNeed): string {
  const words: Record<FittingNeed, string> = {
    clause: t`no order in force has a clause that permits it`,
    agreement: t`no agreement to the order in force is signed`,
    level: t`the level that was decided is below it`,
  };
  return words[need];
}

export function meansWords(means: IdentityMeans): string {
  const words: Record<IdentityMeans, string> = {
    'photo-on-file': t`Compared by eye with the photo on file`,
    'identity-document': t`By an identity document`,
    'answers-on-file': t`By answers that the file knows`,
  };
  return words[means];
}
export const meansOptions = () => identityMeans.map((value) => ({ value, label: meansWords(value) }));

export function checkWords(check: SelfTestCheck): string {
  const words: Record<SelfTestCheck, string> = {
    contact: t`Contact with the server`,
    strap: t`Strap closed`,
    fix: t`A position is found`,
    battery: t`Battery charged`,
  };
  return words[check];
}

export function resultWords(result: SelfTestResult): string {
  const words: Record<SelfTestResult, string> = {
    good: t`good`,
    bad: t`not good`,
    'not-known': t`not known yet`,
    'not-asked': t`this model cannot know it`,
  };
  return words[result];
}

export function pointWords(point: TeachingPoint): string {
  const words: Record<TeachingPoint, string> = {
    charging: t`How and when it is charged`,
    'water-and-skin': t`Water, and the skin under the strap`,
    'what-it-records': t`What it records`,
    'what-it-asks': t`What a buzz asks for`,
    'open-strap': t`What happens when the strap is opened`,
    'planned-removal': t`How a removal is planned`,
    'who-to-call': t`Whom to call`,
  };
  return words[point];
}

export function reasonWords(reason: RemovalReason): string {
  const words: Record<RemovalReason, string> = {
    medical: t`Medical`,
    airport: t`Airport`,
    repair: t`Repair`,
    swap: t`Swap of the device`,
    other: t`Another reason`,
  };
  return words[reason];
}

export function consumableWords(item: Consumable): string {
  const words: Record<Consumable, string> = { strap: t`Straps`, charger: t`Chargers` };
  return words[item];
}

export const weeksWords = (weeks: number): string =>
  weeks === 0 ? t`As the order says; the device adds none` : t`Every ${weeks} weeks`;
