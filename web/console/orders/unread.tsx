import { Trans } from '@lingui/react/macro';
import { entryClasses } from '../shell/entry.tsx';

/** Beside words of the program in a language of which no speaker has read them yet (ADR 0052). */
export const Unread = () => (
  <p className={entryClasses.note}>
    <Trans>
      Nobody who speaks this language has read this text yet. Have an interpreter there who says whether it
      means what it should.
    </Trans>
  </p>
);
