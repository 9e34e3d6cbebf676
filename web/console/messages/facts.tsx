import type { ContactPoint } from '@attend/contracts/messages';
import { t } from '@lingui/core/macro';
import { languageWords } from '../../ui/language.tsx';
import { Moment } from '../../ui/When.tsx';
import { plainText } from '../shell/meanwhile.tsx';
import type { Stands } from '../shell/stands.tsx';
import { stateWords } from './view.ts';

/** What of a contact point somebody else may change meanwhile, as its row tells it. */
export function contactPointStands(point: ContactPoint): Stands {
  const { version, address, preference, note, language, confirmed, ended } = point;
  const names: Readonly<Record<string, string>> = {
    ...{ address: t`Address`, preference: t`Order`, language: t`Language`, note: t`Note` },
    ...{ sent: t`What stands in the way of sending`, confirmed: t`Last confirmed by`, ended: t`Ended` },
  };
  const sent = ended === null ? stateWords(point) : null;
  const words = language === null ? null : languageWords(language);
  return {
    version,
    facts: { address, preference, language: words, note, sent, confirmed: confirmed?.by, ended },
    name: (field) => names[field] ?? field,
    text: (field, value) =>
      field === 'ended' && typeof value === 'string' ? <Moment at={value} /> : plainText(field, value),
  };
}
