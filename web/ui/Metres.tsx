import { t } from '@lingui/core/macro';
import { VisuallyHidden } from '@mantine/core';
import { currentLocale } from './language.tsx';

/** A length, or that it is not known: a dash for the eye, words for the ear. */
export function Metres({ value }: { readonly value: number | null }) {
  if (value === null) {
    return (
      <>
        <span aria-hidden>–</span>
        <VisuallyHidden>{t`not known`}</VisuallyHidden>
      </>
    );
  }
  return new Intl.NumberFormat(currentLocale(), {
    style: 'unit',
    unit: 'meter',
    maximumFractionDigits: 0,
  }).format(value);
}
