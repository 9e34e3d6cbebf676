import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ActionIcon } from '@mantine/core';
import { IconHelp } from '@tabler/icons-react';
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTicking } from '../../ui/clock.ts';
import { useKeys } from '../../ui/keys.ts';
import { currentLocale } from '../../ui/language.tsx';
import { formatFull } from '../../ui/time.ts';
import { useLive } from '../live/live.tsx';
import { useStaff } from '../signed-in.tsx';
import { Mark } from './brand.tsx';
import { Connection, Outage } from './connection.tsx';
import { fetchAhead, lazyPart } from './lazy-part.tsx';
import { MorePages } from './more.tsx';
import { type Place, places, splitPlaces } from './navigation.ts';
import { Search } from './search.tsx';
import classes from './shell.module.css';
import { UrgentCalls } from './urgent.tsx';

// Not needed for the first look: they come while somebody reads.
const PersonalMenu = lazyPart(
  () => import('./menu.tsx').then((part) => part.PersonalMenu),
  () => <span className={classes.toCome} />,
);
const KeyboardHelp = lazyPart(
  () => import('./help.tsx').then((part) => part.KeyboardHelp),
  () => null,
);
const fetchAheadAfter = 3_000;

/** What stands around every page. */
export function Shell() {
  const staff = useStaff();
  const open = places(staff);
  const [helping, setHelping] = useState(false);
  const main = useMainFocus();
  const { pathname } = useLocation();
  useGoKeys(open, () => setHelping(true));
  useEffect(() => {
    const timer = setTimeout(() => void fetchAhead(), fetchAheadAfter);
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      <a className={classes.skip} href="#main">
        <Trans>Skip to the page</Trans>
      </a>
      {staff.programme.simulated && (
        <aside className={classes.simulated} aria-label={t`Simulated programme`}>
          <Trans>
            <strong>SIMULATED</strong> · nobody here is under supervision
          </Trans>
        </aside>
      )}
      <header className={classes.header}>
        <div className={classes.bar}>
          <Link to="/" className={classes.home}>
            <Mark />
            <span>{staff.programme.name}</span>
          </Link>
          <nav className={classes.nav} aria-label={t`Pages`}>
            <PlaceLinks of={open} />
          </nav>
          <div className={classes.space} />
          {/* People has its own box: two of the same would ask which. */}
          {open.some((place) => place.to === '/people') && pathname !== '/people' && <Search />}
          <div className={classes.tools}>
            <Connection />
            <ActionIcon
              variant="subtle"
              size="lg"
              aria-label={t`Keyboard help`}
              onClick={() => setHelping(true)}
            >
              <IconHelp size={21} stroke={1.6} aria-hidden />
            </ActionIcon>
            <PersonalMenu showKeys={() => setHelping(true)} />
          </div>
        </div>
        <Outage />
      </header>
      <UrgentCalls />
      <main id="main" className={classes.main} ref={main} tabIndex={-1}>
        <Outlet />
        <PrintedBy />
      </main>
      <nav className={classes.tabs} aria-label={t`Pages, at the bottom`}>
        <PlaceLinks of={open} large />
      </nav>
      {helping && <KeyboardHelp opened close={() => setHelping(false)} pages={open} />}
    </>
  );
}

/** On paper: from where, by whom and when. A page that leaves the screen must say so. */
function PrintedBy() {
  const staff = useStaff();
  const when = useTicking((now) => formatFull(now, staff.programme.timezone, currentLocale()));
  return (
    <p className={classes.printed}>
      <Trans>
        {staff.programme.name} · printed by {staff.name} · {when}
      </Trans>
    </p>
  );
}

function PlaceLinks({ of, large = false }: { readonly of: readonly Place[]; readonly large?: boolean }) {
  const { counts } = useLive();
  const fresh = counts?.new ?? 0;
  const { first, more } = splitPlaces(of);
  return (
    <>
      {first.map(({ to, name, icon: Icon }) => (
        <Link key={to} to={to} activeOptions={{ exact: to === '/', includeSearch: false }}>
          {large && <Icon size={22} stroke={1.6} aria-hidden />}
          {name}
          {to === '/' && fresh > 0 && (
            <span className={classes.count} title={t`${fresh} new`}>
              {fresh > 999 ? '999+' : fresh}
            </span>
          )}
        </Link>
      ))}
      {more.length > 0 && <MorePages of={more} large={large} />}
    </>
  );
}

/** After going to another page the focus stands at its beginning, so that a screen reader reads it and Tab starts there. */
function useMainFocus() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current !== pathname) main.current?.focus({ preventScroll: true });
    before.current = pathname;
  }, [pathname]);
  return main;
}

function useGoKeys(open: readonly Place[], help: () => void): void {
  const navigate = useNavigate();
  const { urgent } = useLive();
  const go = open.map((place) => [`g ${place.key}`, () => void navigate({ to: place.to })] as const);
  const first = urgent[0];
  useKeys({
    ...Object.fromEntries(go),
    '?': help,
    ...(first ? { o: () => void navigate({ to: '/alerts/$id', params: { id: first.alert.id } }) } : {}),
  });
}
