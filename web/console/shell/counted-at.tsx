import { Trans } from '@lingui/react/macro';
import { Moment } from '../../ui/When.tsx';

/** When figures of a whole programme were counted. */
export function CountedAt({ at }: { readonly at: string }) {
  return (
    <Trans>
      Counted <Moment at={at} />.
    </Trans>
  );
}
