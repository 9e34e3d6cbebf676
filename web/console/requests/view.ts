import type { AskedFor } from '@attend/contracts/order-conditions';
import type { RequestAsker, RequestWay } from '@attend/contracts/requests';
import { t } from '@lingui/core/macro';
import { dayWords } from '../check-ins/view.ts';

export const askerWords = (asker: RequestAsker): string =>
  ({
    participant: () => t`the participant`,
    attorney: () => t`their attorney`,
    family: () => t`their family`,
    employer: () => t`their employer`,
    provider: () => t`a provider, a clinic, a school`,
    other: () => t`somebody else`,
  })[asker]();

export const wayWords = (way: RequestWay): string =>
  ({
    telephone: () => t`by telephone`,
    paper: () => t`on paper`,
    'in-person': () => t`in person`,
    sms: () => t`by text message`,
    'e-mail': () => t`by e-mail`,
  })[way]();

/** Who asked, how, and when it came in. */
export function askedWords(
  { asker, way, receivedOn }: Pick<AskedFor, 'asker' | 'way' | 'receivedOn'>,
  locale: string,
): string {
  const [who, how, day] = [askerWords(asker), wayWords(way), dayWords(receivedOn, locale)];
  return t`asked for by ${who}, ${how}, ${day}`;
}
