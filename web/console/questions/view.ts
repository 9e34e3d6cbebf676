import { csvLine } from '@attend/contracts/caseload';
import type {
  MissedTargets,
  OversightQuestion,
  QuestionCounts,
  QuestionList,
  UnaccountedDevices,
} from '@attend/contracts/oversight-questions';
import { t } from '@lingui/core/macro';

type Words = { readonly title: string; readonly method: string; readonly at: string };
type DeviceKind = QuestionCounts['devices'][number]['kind'];

/** A question, how it is answered, and what the time in its list is. */
export function questionWords(kind: OversightQuestion): Words {
  const words: Record<OversightQuestion, Words> = {
    'past-review': {
      title: t`Monitored past their review`,
      method: t`People who have a device now and whose open review was due before today.`,
      at: t`Review was due`,
    },
    'past-order': {
      title: t`Monitored past their order`,
      method: t`People who have a device now and no order in force. The time is the end of their last order.`,
      at: t`Order ended`,
    },
    'stepped-up': {
      title: t`Stepped up, and why`,
      method: t`Every review of the last 365 days whose decision was a step up, with the reason that was written and who asked and approved.`,
      at: t`Decided`,
    },
    'never-looked-at': {
      title: t`Alerts that nobody looked at`,
      method: t`Alerts raised in the last 365 days and more than a day ago that no person acknowledged or closed. Those that late readings took back are not counted.`,
      at: t`Raised`,
    },
  };
  return words[kind];
}

export function deviceWords(kind: DeviceKind): { readonly title: string; readonly method: string } {
  const words: Record<DeviceKind, { readonly title: string; readonly method: string }> = {
    lost: { title: t`Devices lost`, method: t`Written down as lost, and not found again.` },
    'long-in-transit': {
      title: t`Devices long on the way`,
      method: t`In a shipment for more than 14 days.`,
    },
    nowhere: {
      title: t`Devices that are nowhere`,
      method: t`With no place on record, and nobody has them. Retired ones are not counted.`,
    },
    'not-collected': {
      title: t`Devices not collected`,
      method: t`Still with whom they were assigned to, 7 days after that ended.`,
    },
  };
  return words[kind];
}

export const targetsTitle = (): string => t`Targets that providers missed`;

/** Of all the questions those with something in their list, in the order of their page, and how many have nothing. */
export function summaryOf({ questions, devices }: QuestionCounts, targets: number) {
  const all = [...questions, { kind: 'targets' as const, count: targets }, ...devices];
  const asked = all.filter(({ count }) => count > 0);
  return { asked, none: all.length - asked.length };
}

/** As they stand on the screen: RFC 4180, with a line of names. */
export const questionCsv = (lines: QuestionList['lines']): string =>
  [
    csvLine(['person', 'at', 'level', 'to', 'alert', 'reason', 'by']),
    ...lines.map(({ participant, at, tier, to, alert, reason, by }) =>
      csvLine([
        participant.reference,
        at ?? '',
        tier ?? '',
        to ?? '',
        alert ?? '',
        reason ?? '',
        by.join('; '),
      ]),
    ),
  ].join('');
export const devicesCsv = (devices: UnaccountedDevices['devices']): string =>
  [
    csvLine(['device', 'technology', 'since']),
    ...devices.map(({ identifier, technology, since }) => csvLine([identifier, technology, since ?? ''])),
  ].join('');

export const targetsCsv = (missed: readonly MissedTargets['missed'][number][]): string =>
  [
    csvLine(['provider', 'contract', 'month', 'service', 'of', 'among', 'target', 'standing', 'at']),
    ...missed.map((one) =>
      csvLine([
        ...[one.provider.name, one.reference, one.month, one.measure, String(one.numerator)],
        ...[
          String(one.denominator),
          String(one.targetTenths / 10),
          one.signed ? 'signed' : 'measured',
          one.at,
        ],
      ]),
    ),
  ].join('');
