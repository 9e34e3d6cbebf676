import type { LookCopyPrint } from '@attend/contracts/look-copies';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { languageNames, useSpoken } from '../../ui/language.tsx';
import { Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { TimezoneContext } from '../../ui/zone.tsx';
import { LookDays } from '../own-looks/page.tsx';
import classes from './part.module.css';

/** Languages in which this paper is written. */
const printed = ['en', 'es'] as const;
type Printed = (typeof printed)[number];

type Props = { readonly of: LookCopyPrint; readonly close: () => void };
/** What the participant takes along, in their language: the same as they read on their own page. */
export function LookCopySheet({ of, close }: Props) {
  const [language, setLanguage] = useState<Printed>(of.language);
  const isSpoken = useSpoken(language);
  const { name, reference } = of;
  if (!isSpoken) return <Waiting />;
  return (
    <TimezoneContext value={of.timezone}>
      <div className={`${classes.bar} no-print`}>
        <SegmentedControl
          aria-label={t`Language of the paper`}
          value={language}
          data={printed.map((value) => ({ value, label: languageNames[value] }))}
          onChange={(value) => setLanguage(value === 'es' ? 'es' : 'en')}
        />
        <Button onClick={() => window.print()}>
          <Trans>Print</Trans>
        </Button>
        <Button variant="default" onClick={close}>
          <Trans>Done</Trans>
        </Button>
      </div>
      <Card title={t`Who looked at my data`}>
        <p>
          <bdi>{name}</bdi> · <bdi>{reference}</bdi> · <Moment at={of.at} />
        </p>
        <p
          className={classes.lead}
        >{t`Whenever somebody looks at your data, it is written down here: who, when, what and why. Nobody who works here can take anything out of this list. Only a court can order that a look is shown to you later, and then it says so.`}</p>
        {of.looks.length === 0 && <p>{t`Nobody has looked at your data yet`}</p>}
        <LookDays looks={of.looks} />
        {of.more && <p>{t`There are older ones. Ask for them, and they are printed too.`}</p>}
      </Card>
    </TimezoneContext>
  );
}
