import { needPage } from '@attend/contracts/today';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconCoffee, IconFilterOff } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { useTicking } from '../../ui/clock.ts';
import { currentLocale } from '../../ui/language.tsx';
import { usePreferences } from '../../ui/preferences.ts';
import { Empty, Failed, Waiting } from '../../ui/State.tsx';
import { useTimezone } from '../../ui/zone.tsx';
import { BulkToday } from '../bulk-exceptions/today.tsx';
import { ComplaintsToday } from '../complaints/today.tsx';
import { rowsOf } from '../live/lists.ts';
import { useLive } from '../live/live.tsx';
import { alertsQuery } from '../queries.ts';
import { QuestionsToday } from '../questions/today.tsx';
import { places } from '../shell/navigation.ts';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import { StockToday } from '../stock/today.tsx';
import { SuspendedToday } from '../suspensions/today.tsx';
import { AlertTable } from './alert-table.tsx';
import { Covers } from './covers.tsx';
import { Filters } from './filters.tsx';
import { Needs, NeedsSummary } from './needs.tsx';
import classes from './page.module.css';
import { useArranged } from './use-arranged.ts';
import { useBusy } from './use-busy.ts';
import { isFiltered, ordered, queryOf } from './view.ts';

/** What needs somebody now, in order. */
export function TodayPage() {
  useTitle(t`Today`);
  const staff = useStaff();
  const [limit, ask] = useState<number>(needPage.usual);
  return (
    <>
      <div className={classes.top}>
        <h1>
          <Trans>Today</Trans>
        </h1>
        <span className={classes.day}>
          <Day />
        </span>
        <Counts />
        {may(staff, 'orders.write') && (
          <Link to="/orders-to-decide">
            <Trans>Orders to decide</Trans>
          </Link>
        )}
        <NeedsSummary limit={limit} />
      </div>
      {/* Whoever reads and works nothing comes for these. */}
      {may(staff, 'oversight.read') && !may(staff, 'alerts.work') && <QuestionsToday />}
      {may(staff, 'alerts.read') ? <Alerts /> : <NotYours />}
      <Needs limit={limit} ask={ask} />
      {may(staff, 'complaints.read') && <ComplaintsToday />}
      {may(staff, 'stock.write') && <StockToday />}
      <Covers />
      {may(staff, 'people.read') && <BulkToday />}
      {may(staff, 'people.read') && <SuspendedToday />}
    </>
  );
}

function Alerts() {
  const staff = useStaff();
  const search = useSearch({ from: '/' });
  const query = useMemo(() => queryOf(search), [search]);
  const list = useInfiniteQuery(alertsQuery(query, staff.id));
  const rows = useMemo(() => ordered(rowsOf(list.data), query.show), [list.data, query.show]);
  const sheet = useRef<HTMLDivElement>(null);
  const busy = useBusy(sheet);
  const arranged = useArranged(rows, busy, JSON.stringify(query));
  const { waiting } = arranged;
  return (
    <>
      <Filters search={search} />
      <div className={classes.notice} role="status">
        {waiting === 0 && query.show === 'open' && arranged.rows.length > 0 && (
          <KeyHint works={may(staff, 'alerts.work')} />
        )}
        {waiting > 0 && (
          <>
            {plural(waiting, {
              one: '# new alert waits, so that no row moves under your hand.',
              other: '# new alerts wait, so that no row moves under your hand.',
            })}
            <Button
              size="compact-sm"
              variant="light"
              onClick={arranged.showAll}
              rightSection={<kbd aria-hidden>n</kbd>}
            >
              <Trans>Show now</Trans>
            </Button>
          </>
        )}
      </div>
      <div className={classes.sheet} ref={sheet}>
        {list.data === undefined &&
          (list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />)}
        {list.data !== undefined && arranged.rows.length === 0 && (
          <NothingHere filtered={isFiltered(search)} show={query.show} />
        )}
        {arranged.rows.length > 0 && (
          <AlertTable
            rows={arranged.rows}
            show={query.show}
            showWaiting={waiting > 0 ? arranged.showAll : null}
            loadMore={list.hasNextPage && !list.isFetchingNextPage ? () => void list.fetchNextPage() : null}
          />
        )}
      </div>
    </>
  );
}

/** Fills the line that is kept free for the notice, so that the notice moves nothing. */
function KeyHint({ works }: { readonly works: boolean }) {
  const { keys } = usePreferences();
  if (!keys) return null;
  return (
    <span className={classes.hint}>
      <Trans>
        <kbd>j</kbd> <kbd>k</kbd> go through the list · <kbd>Enter</kbd> opens
      </Trans>
      {works && (
        <Trans>
          {' '}
          · <kbd>a</kbd> acknowledges · <kbd>c</kbd> closes
        </Trans>
      )}
    </span>
  );
}

function Day() {
  const timezone = useTimezone();
  const locale = currentLocale();
  return useTicking((now) =>
    new Intl.DateTimeFormat(locale, {
      timeZone: timezone,
      weekday: 'long',
      month: 'long',
      day: 'numeric',
    }).format(now),
  );
}

function Counts() {
  const { counts } = useLive();
  if (!counts) return null;
  return (
    <p className={classes.counts} data-testid="counts">
      <span>
        <Trans>
          <strong>{counts.open}</strong> open
        </Trans>
      </span>
      <span>
        <Trans>
          <strong>{counts.new}</strong> new
        </Trans>
      </span>
      <span>
        <Trans>
          <strong>{counts.critical}</strong> critical
        </Trans>
      </span>
      <span>
        <Trans>
          <strong>{counts.high}</strong> high
        </Trans>
      </span>
    </p>
  );
}

function NothingHere({ filtered, show }: { readonly filtered: boolean; readonly show: string }) {
  const navigate = useNavigate();
  if (filtered) {
    return (
      <Empty
        icon={<IconFilterOff size={36} stroke={1.5} aria-hidden />}
        title={t`No alert fits these choices`}
      >
        <Button
          variant="default"
          onClick={() =>
            void navigate({
              to: '/',
              search: show === 'open' ? {} : { show: show === 'closed' ? 'closed' : 'withdrawn' },
            })
          }
        >
          <Trans>Drop the choices</Trans>
        </Button>
      </Empty>
    );
  }
  if (show !== 'open')
    return <Empty title={show === 'closed' ? t`Nothing has been closed yet` : t`Nothing was taken back`} />;
  return (
    <Empty icon={<IconCoffee size={36} stroke={1.5} aria-hidden />} title={t`Nobody needs you right now`}>
      <p>
        <Trans>
          Every alert has been worked. New ones appear here by themselves, and an urgent one sounds.
        </Trans>
      </p>
      <ul className={classes.how}>
        <li>
          <Trans>
            The most severe stand on top: new straps and calls for help with the latest first, of all else
            whoever waits longest.
          </Trans>
        </li>
        <li>
          <Trans>An alert is an observation. You decide what it means, and close it with an outcome.</Trans>
        </li>
        <li>
          <Trans>
            Press <kbd>/</kbd> to find a person, <kbd>?</kbd> for all keys.
          </Trans>
        </li>
      </ul>
    </Empty>
  );
}

/** An administrator runs the machine and sees nobody's data: here is where they can go. */
function NotYours() {
  const staff = useStaff();
  if (staff.roles.length === 0)
    return (
      <Empty title={t`Your account waits for a second person`}>
        <p>
          <Trans>
            Somebody besides the one who invited or reset you has to say that it is you. They may ask you
            whether you yourself signed in and set up your second factor. Then reload this page.
          </Trans>
        </p>
      </Empty>
    );
  return (
    <Empty title={t`Your role works no alerts`}>
      <p>
        <Trans>What you may open:</Trans>
      </p>
      <div className={classes.places}>
        {places(staff)
          .filter((place) => place.to !== '/')
          .map(({ to, name, icon: Icon }) => (
            <Button
              key={to}
              component={Link}
              to={to}
              variant="default"
              leftSection={<Icon size={18} aria-hidden />}
            >
              {name}
            </Button>
          ))}
      </div>
    </Empty>
  );
}
