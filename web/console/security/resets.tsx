import type { OwnSecurity } from '@attend/contracts/ways-in';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Card } from '../../ui/Card.tsx';
import { Moment } from '../../ui/When.tsx';
import { standingWords } from '../second-person/view.ts';
import { entryClasses } from '../shell/entry.tsx';

/** When somebody else took one's ways in away and gave new ones: whoever did not ask for it has to hear of it. */
export function Resets({ of }: { readonly of: OwnSecurity['resets'] }) {
  if (of.length === 0) return null;
  return (
    <Card title={t`Your ways in were reset`}>
      <ul>
        {of.map((one) => (
          <li key={one.at}>
            <Moment at={one.at} />: {one.by ?? t`The machine’s operator`}. {standingWords(one.standing)}
            {one.confirmedBy !== null && <> ({one.confirmedBy})</>}.
          </li>
        ))}
      </ul>
      <p className={entryClasses.small}>
        <Trans>
          If you did not ask for one of these, tell a supervisor at once: somebody else may have your account.
        </Trans>
      </p>
    </Card>
  );
}
