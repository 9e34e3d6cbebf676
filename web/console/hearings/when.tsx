import type { HearingView } from '@attend/contracts/hearings';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { currentLocale } from '../../ui/language.tsx';
import { formatFull } from '../../ui/time.ts';
import { Moment } from '../../ui/When.tsx';
import { TimezoneContext, useTimezone } from '../../ui/zone.tsx';
import classes from './page.module.css';
import { kindWords } from './view.ts';

/** A hearing's time by the court's clock, with the zone's name where it is not the page's own. */
export function HearingTime({ at, timezone }: Pick<HearingView, 'at' | 'timezone'>) {
  const own = useTimezone();
  if (timezone === own) return <Moment at={at} />;
  return (
    <TimezoneContext value={timezone}>
      <Moment at={at} />
      <span className={classes.second}>
        <bdi>{timezone}</bdi>
      </span>
    </TimezoneContext>
  );
}

/** With the weekday, for the one that is next. */
export function WholeTime({ at, timezone }: Pick<HearingView, 'at' | 'timezone'>) {
  return (
    <time dateTime={at}>
      {formatFull(Date.parse(at), timezone, currentLocale()).replace(/:00(?=[  ]|$)/, '')}
    </time>
  );
}

/** Where it is: court, room and address, or that it is remote. */
export function Where({ of }: { readonly of: HearingView }) {
  const { court, room, address, link, kind } = of;
  return (
    <>
      <span>
        {room ? (
          <Trans>
            {court}, room {room}
          </Trans>
        ) : (
          court
        )}
      </span>
      {address && <span className={classes.second}>{address}</span>}
      {kind === 'remote' && (
        <span className={classes.second}>
          {link ? (
            <a href={link} rel="noreferrer noopener" target="_blank">
              {kindWords(kind)} {t`(opens the court’s page)`}
            </a>
          ) : (
            kindWords(kind)
          )}
        </span>
      )}
    </>
  );
}

/** Case number and what it is about. */
export function Matter({ of: { caseNumber, matter } }: { readonly of: HearingView }) {
  if (caseNumber === null && matter === null) return '–';
  return (
    <>
      {caseNumber && <bdi>{caseNumber}</bdi>}
      {matter && <span className={classes.second}>{matter}</span>}
    </>
  );
}
