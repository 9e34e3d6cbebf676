import { Trans } from '@lingui/react/macro';
import { Moment } from '../../ui/When.tsx';

/** When figures of a whole programme were counted; nothing where it was just now. */
export function CountedAt({ at }: { readonly at: string | null }) {
  return (
    at !== null && (
      <Trans>
        Counted <Moment at={at} />.
      </Trans>
    )
  );
}
