import type { ArrangedHelp, InterpretingMode } from '@attend/contracts/help';
import { t } from '@lingui/core/macro';
import { currentLocale, languageWords } from '../../ui/language.tsx';
import { Moment } from '../../ui/When.tsx';
import { plainText } from '../shell/meanwhile.tsx';
import type { Stands } from '../shell/stands.tsx';
import { kindWords, modeWords, standingOf, targetWords } from './view.ts';

const factWords = (field: string): string =>
  ({
    ...{ standing: t`Standing`, kind: t`Which help`, target: t`For what`, supplier: t`Who helps` },
    ...{ from: t`From`, place: t`Where`, reason: t`Reason` },
  })[field] ?? t`Entered in error`;

/** Fields of the form that arranges it. */
export const arrangeWords = (field: string): string =>
  ({
    ...{
      kind: t`Which help`,
      supplier: t`Who helps`,
      phone: t`Their telephone`,
      from: t`From`,
      to: t`Until`,
    },
    ...{ place: t`Where`, protected: t`This place is protected`, language: t`Language` },
    mode: t`How they interpret`,
  })[field] ?? t`What the participant is told besides`;
export function arrangeText(field: string, value: unknown): string {
  if (field === 'kind') return kindWords(value as ArrangedHelp['kind']);
  if (field === 'mode') return modeWords(value as InterpretingMode);
  return field === 'language' && value !== '' ? languageWords(String(value)) : plainText(field, value);
}

/** Who had to do with it last. */
export const lastBy = ({ asked, arranged, settled, inError }: ArrangedHelp): string | null =>
  [inError, settled, arranged, asked]
    .filter((step) => step !== null)
    .reduce((last, step) => (step.at > last.at ? step : last)).by;

/** What of help somebody else may change while it is settled. A protected place is told nowhere. */
export function helpStands(of: ArrangedHelp, gone: boolean): Stands {
  const { arranged, settled, inError } = of;
  return {
    version: of.version,
    facts: {
      ...{ standing: standingOf(of).words, kind: kindWords(of.kind) },
      target: targetWords(of.target, currentLocale()),
      ...{ supplier: arranged?.supplier, from: arranged?.from },
      place: arranged?.place?.kind === 'told' && !arranged.place.protected ? arranged.place.text : null,
      ...{ reason: settled?.reason, inError: inError?.reason },
    },
    name: factWords,
    text: (field, value) =>
      field === 'from' && typeof value === 'string' ? <Moment at={value} /> : plainText(field, value),
    by: lastBy(of),
    gone,
  };
}
