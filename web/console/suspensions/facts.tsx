import type { Suspension } from '@attend/contracts/suspensions';
import { t } from '@lingui/core/macro';
import { Moment } from '../../ui/When.tsx';
import { plainText } from '../shell/meanwhile.tsx';
import type { Stands } from '../shell/stands.tsx';

const factWords = (field: string): string =>
  ({ to: t`Until`, by: t`Who said so`, why: t`How they know` })[field] ?? t`Entered in error`;

/** What of a suspension somebody else may change while a dialog about it is open. */
export const suspensionStands = ({ version, to, ended, inError }: Suspension): Stands => ({
  version,
  facts: { to, by: ended?.by, why: ended?.note, inError: inError?.reason },
  name: factWords,
  text: (field, value) =>
    field === 'to' && typeof value === 'string' ? <Moment at={value} /> : plainText(field, value),
});
