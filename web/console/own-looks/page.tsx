import type { OwnLook } from '@attend/contracts/disclosure';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { currentLocale } from '../../ui/language.tsx';
import { More } from '../../ui/More.tsx';
import { Page } from '../../ui/Page.tsx';
import { Empty, Failed, Waiting } from '../../ui/State.tsx';
import { formatClock, formatFull } from '../../ui/time.ts';
import { Moment } from '../../ui/When.tsx';
import { reasonWords } from '../../ui/words/looks.ts';
import { useTimezone } from '../../ui/zone.tsx';
import { ownLooksQuery } from '../queries.ts';
import { useTitle } from '../shell/title.ts';
import classes from './page.module.css';
import { byDay, didWords, whoWords } from './view.ts';

/** Where somebody under supervision lands: who looked at their data, when, at what and why. */
export function OwnLooksPage() {
  useTitle(t`Who looked at my data`);
  const looks = useInfiniteQuery(ownLooksQuery);
  const all = looks.data?.pages.flatMap((page) => page.looks) ?? [];
  return (
    <Page
      title={t`Who looked at my data`}
      lead={t`Whenever somebody looks at your data, it is written down here: who, when, what and why. Nobody who works here can take anything out of this list. Only a court can order that a look is shown to you later, and then it says so.`}
    >
      {!looks.data && (looks.error ? <Failed error={looks.error} retry={looks.refetch} /> : <Waiting />)}
      {looks.data && all.length === 0 && <Empty title={t`Nobody has looked at your data yet`} />}
      <LookDays looks={all} />
      <More of={looks} className={classes.more}>
        <Trans>Show earlier</Trans>
      </More>
    </Page>
  );
}

/** Under each other by day; on this page and on the copy on paper (REQ-9). */
export function LookDays({ looks }: { readonly looks: readonly OwnLook[] }) {
  const timezone = useTimezone();
  return (
    <div className={classes.days}>
      {byDay(looks, timezone).map(({ day, first, looks: ofDay }) => (
        <section key={day} aria-labelledby={`day-${day}`}>
          <h2 id={`day-${day}`} className={classes.day}>
            <DayName at={first} />
          </h2>
          <ul className={classes.looks}>
            {ofDay.map((look, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: looks have no id for whom they are about, and never change their order
              <Look key={`${look.at} ${index}`} look={look} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function DayName({ at }: { readonly at: string }) {
  const timeZone = useTimezone();
  const options = { timeZone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  return new Intl.DateTimeFormat(currentLocale(), options).format(Date.parse(at));
}

function Look({ look }: { readonly look: OwnLook }) {
  const timezone = useTimezone();
  const locale = currentLocale();
  const instant = Date.parse(look.at);
  const why = reasonWords(look.purpose);
  return (
    <li>
      <time dateTime={look.at} title={formatFull(instant, timezone, locale)}>
        {formatClock(instant, timezone, locale)}
      </time>
      <div className={classes.said}>
        <p>
          <strong>
            <bdi>{whoWords(look)}</bdi>
          </strong>{' '}
          {didWords(look)}
        </p>
        <p className={classes.why}>
          <Trans>
            Why: <bdi>{why}</bdi>
          </Trans>
        </p>
        {look.delayed.map((order) => (
          <p className={classes.late} key={`${order.reference} ${order.from}`}>
            <Late order={order} />
          </p>
        ))}
      </div>
    </li>
  );
}

/** Why it was not here before. */
function Late({ order }: { readonly order: OwnLook['delayed'][number] }) {
  const { court, reference, legalBasis, until } = order;
  if (court === null || reference === null)
    return (
      <Trans>
        This was kept from you until <Moment at={until} />, because a court had ordered it.
      </Trans>
    );
  return (
    <Trans>
      This was kept from you until <Moment at={until} />, because a court had ordered it: <bdi>{court}</bdi>,
      order <bdi>{reference}</bdi> (<bdi>{legalBasis}</bdi>).
    </Trans>
  );
}
