import type { PersonSummary } from '@attend/contracts/people';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { TextInput } from '@mantine/core';
import { IconSearch, IconUserPlus, IconUserSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useDeferredValue, useEffect, useRef, useState } from 'react';
import { useKeys } from '../../ui/keys.ts';
import { More } from '../../ui/More.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Empty, Failed, Waiting } from '../../ui/State.tsx';
import { Ago } from '../../ui/When.tsx';
import { technologyWords } from '../../ui/words/devices.ts';
import { peopleQuery } from '../queries.ts';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import classes from './page.module.css';
import { foundBy, neighbour, onlyMatch } from './view.ts';

const people = '/people' as const;

/** Everybody, and one by any identifier. */
export function PeoplePage() {
  useTitle(t`People`);
  const staff = useStaff();
  const { q = '' } = useSearch({ from: people });
  const list = useInfiniteQuery(peopleQuery(q));
  const rows = list.data?.pages.flatMap((page) => page.people) ?? [];
  const total = list.data?.pages[0]?.total ?? null;
  return (
    <>
      <div className={classes.top}>
        <h1>
          <Trans>People</Trans>
        </h1>
        <SearchBox
          q={q}
          found={rows}
          next={list.data?.pages.at(-1)?.next ?? null}
          settled={!list.isFetching}
        />
        {may(staff, 'people.write') && (
          <Link to="/people/new" className={classes.register}>
            <IconUserPlus size={17} aria-hidden /> <Trans>Register a person</Trans>
          </Link>
        )}
        <p className={classes.count} role="status">
          {total !== null && plural(total, { one: '# person', other: '# people' })}
        </p>
      </div>
      <div className={classes.sheet}>
        {!list.data && (list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />)}
        {list.data && rows.length === 0 && <Nobody q={q} />}
        {rows.length > 0 && <PersonList rows={rows} />}
        <More of={list} className={classes.more}>
          <Trans>Show more</Trans>
        </More>
      </div>
    </>
  );
}

type SearchProps = {
  readonly q: string;
  readonly found: readonly PersonSummary[];
  readonly next: string | null;
  readonly settled: boolean;
};

function SearchBox({ q, found, next, settled }: SearchProps) {
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => input.current?.select() });
  const [text, setText] = useState(q);
  const typed = useDeferredValue(text);
  useEffect(() => setText(q), [q]);
  useEffect(() => {
    if (typed.trim() === q) return;
    // A pause in typing, so that not every letter is a search on record.
    const timer = setTimeout(
      () => void navigate({ to: people, search: typed.trim() ? { q: typed.trim() } : {}, replace: true }),
      250,
    );
    return () => clearTimeout(timer);
  }, [typed, q, navigate]);
  const enter = (event: FormEvent) => {
    event.preventDefault();
    const one = settled && text.trim() === q ? onlyMatch(found, next, q) : null;
    if (one) void navigate({ to: '/people/$id', params: { id: one.id } });
    else document.querySelector<HTMLAnchorElement>('a[data-person]')?.focus();
  };
  return (
    <search className={classes.search} aria-label={t`People`}>
      <form onSubmit={enter}>
        <TextInput
          ref={input}
          type="search"
          aria-label={t`Name, reference, case number or device`}
          placeholder={t`Name, reference, case number or device`}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          leftSection={<IconSearch size={16} aria-hidden />}
          autoComplete="off"
          spellCheck={false}
          autoFocus
        />
      </form>
    </search>
  );
}

function PersonList({ rows }: { readonly rows: readonly PersonSummary[] }) {
  const list = useRef<HTMLUListElement>(null);
  const step = (by: 1 | -1) => {
    const links = [...(list.current?.querySelectorAll<HTMLAnchorElement>('a[data-person]') ?? [])];
    const ids = links.map((link) => link.dataset.person ?? '');
    const now =
      document.activeElement instanceof HTMLElement ? (document.activeElement.dataset.person ?? null) : null;
    const id = neighbour(ids, now, by);
    links.find((link) => link.dataset.person === id)?.focus();
  };
  useKeys({ j: () => step(1), k: () => step(-1) });
  return (
    <ul className={classes.list} ref={list}>
      {rows.map((person) => (
        <li key={person.id}>
          <div>
            <Link to="/people/$id" params={{ id: person.id }} data-person={person.id} preload={false}>
              {person.name}
            </Link>
            <span className={classes.second}>
              {person.reference}
              {foundBy(person) && (
                <>
                  {' · '}
                  <Trans>found by {foundBy(person)}</Trans>
                </>
              )}
            </span>
          </div>
          <div>
            {person.technology ? technologyWords(person.technology) : t`No device`}
            <span className={classes.second}>
              <bdi>{person.device}</bdi>
            </span>
          </div>
          <div>
            {person.officer?.name ?? <span className={classes.second}>{t`No officer`}</span>}
            <span className={classes.second}>{person.office}</span>
          </div>
          <div className={classes.second}>
            {person.lastContact ? (
              <Trans>
                last contact <Ago at={person.lastContact} />
              </Trans>
            ) : (
              t`no contact yet`
            )}
          </div>
          <div className={classes.tags}>
            {person.suspended && <Tag tone="medium">{t`Suspended`}</Tag>}
            {person.openAlerts > 0 && (
              <Tag tone="high">{plural(person.openAlerts, { one: '# alert', other: '# alerts' })}</Tag>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Nobody({ q }: { readonly q: string }) {
  if (q === '') {
    return (
      <Empty icon={<IconUserSearch size={36} stroke={1.5} aria-hidden />} title={t`Nobody is on record yet`}>
        <p>
          <Trans>People appear here once they are registered, or enrolled with an order and a device.</Trans>
        </p>
      </Empty>
    );
  }
  return (
    <Empty
      icon={<IconUserSearch size={36} stroke={1.5} aria-hidden />}
      title={t`Nobody was found for “${q}”`}
    >
      <p>
        <Trans>
          Names are found with small slips, without accents and in any order; numbers from their beginning.
          People of other offices are not shown to you.
        </Trans>
      </p>
    </Empty>
  );
}
