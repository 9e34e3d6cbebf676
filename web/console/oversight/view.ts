import { inertText } from '@attend/contracts/caseload';
import type { BreachScope, QualityReport, UnusualLook } from '@attend/contracts/oversight';
import { t } from '@lingui/core/macro';

/** What is unusual about a look, in a sentence. */
export function unusualWords({ kind, measured, usual }: UnusualLook): string {
  switch (kind) {
    case 'volume':
      return usual === null
        ? t`Opened ${measured} people in one day`
        : t`Opened ${measured} people in one day; ${usual} is usual`;
    case 'hours':
      return t`Opened ${measured} people at night, which is not usual for them`;
    case 'outside-work':
      return measured > 1
        ? t`Opened ${measured} people outside their own work`
        : t`Opened somebody outside their own work`;
    case 'namesake':
      return t`Opened somebody of their own family name`;
  }
}

export const outcomeWords = (outcome: NonNullable<UnusualLook['outcome']>): string =>
  outcome === 'explained' ? t`Explained` : t`To be followed up`;

type GapKind = QualityReport['gaps'][number]['kind'];

export function gapWords(kind: GapKind): string {
  const words: Record<GapKind, string> = {
    'no-officer': t`Nobody is the case officer`,
    'no-order-in-force': t`No order is in force`,
    'no-agreement': t`An order is in force and no agreement stands`,
    'order-ended-device-worn': t`A device is worn with no order in force`,
    'device-never-heard': t`A device has never been heard in a day`,
    'device-long-silent': t`A device has been silent for two days`,
    'suspended-long': t`Suspended for more than ninety days`,
  };
  return words[kind];
}

/** The scope of a breach as CSV, as it stands on the screen: RFC 4180, with a line of names. */
export function scopeCsv(lines: BreachScope['lines']): string {
  const cell = (value: string): string => `"${inertText(value).replaceAll('"', '""')}"`;
  const rows = lines.map(({ participant, who, first, last, looks, what }) =>
    [participant.reference, who, first, last, String(looks), what.join('; ')].map(cell).join(','),
  );
  return [['person', 'who', 'first', 'last', 'looks', 'what'].map(cell).join(','), ...rows, ''].join('\r\n');
}
