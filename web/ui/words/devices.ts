import type { AlertDetail } from '@attend/contracts/alerts';
import type { OrderView, PersonDetail } from '@attend/contracts/people';
import { t } from '@lingui/core/macro';

export function technologyWords(technology: AlertDetail['technology']): string {
  const words: Record<AlertDetail['technology'], string> = {
    ankle: t`Ankle device`,
    wrist: t`Wrist device`,
    phone: t`Phone`,
  };
  return words[technology];
}

export function strapWords(strap: 'closed' | 'open' | null): string {
  if (strap === null) return t`Not known`;
  return strap === 'closed' ? t`Closed` : t`Open`;
}

export function batteryWords(battery: AlertDetail['device']['battery'], locale: string): string {
  if (!battery) return t`Not known`;
  const { percent, charging } = battery;
  const charge =
    percent === null
      ? t`Charge not known`
      : new Intl.NumberFormat(locale, { style: 'percent' }).format(percent / 100);
  return charging ? t`${charge}, charging` : charge;
}

export function sourceWords(source: 'gnss' | 'wifi' | 'cell'): string {
  const words = { gnss: t`Satellites`, wifi: t`Wi-Fi`, cell: t`Cell tower` };
  return words[source];
}

type LocationLevel = NonNullable<PersonDetail['authority']>['location'];
/** What may be kept of a person's location, in words that a newcomer understands. */
export function locationLevelWords(level: LocationLevel): string {
  const words: Record<LocationLevel, string> = {
    trail: t`Positions may be kept`,
    zones: t`Only where the person stands towards each zone may be kept`,
    status: t`No location may be kept`,
  };
  return words[level];
}

export function clauseWords(kind: OrderView['versions'][number]['clauses'][number]['kind']): string {
  const words: Record<string, string> = {
    'location-status': t`Device status without location`,
    'location-zones': t`Location towards zones only`,
    'location-trail': t`Location, positions kept`,
    'technology-ankle': t`Ankle device`,
    'technology-wrist': t`Wrist device`,
    'technology-phone': t`Phone`,
    'exclusion-zone': t`Exclusion zone`,
    'inclusion-zone': t`Inclusion zone`,
    curfew: t`Curfew`,
    'check-ins': t`Check-ins`,
    attendance: t`Attendance at hearings`,
  };
  return words[kind] ?? kind;
}

export function conditionKindWords(kind: string): string {
  const words: Record<string, string> = {
    'exclusion-zone': t`Exclusion zone`,
    'inclusion-zone': t`Inclusion zone`,
    curfew: t`Curfew`,
  };
  return words[kind] ?? kind;
}

export function exceptionWords(status: string): string {
  const words: Record<string, string> = {
    asked: t`Asked for`,
    granted: t`Granted`,
    refused: t`Refused`,
    withdrawn: t`Withdrawn`,
  };
  return words[status] ?? status;
}
