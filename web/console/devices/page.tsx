import { mostLabels } from '@attend/contracts/device-labels';
import type { DeviceList, DeviceSummary } from '@attend/contracts/devices';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Checkbox, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { More } from '../../ui/More.tsx';
import { Page } from '../../ui/Page.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Ago } from '../../ui/When.tsx';
import { batteryWords, technologyWords } from '../../ui/words/devices.ts';
import { devicesQuery } from '../queries.ts';
import { useTitle } from '../shell/title.ts';
import { Knocks } from './knocks.tsx';
import classes from './page.module.css';
import { emptyWords, flagWords, shows, showWords, stateWords } from './view.ts';

const devices = '/devices' as const;

/** Equipment: what is in question first. */
export function DevicesPage() {
  useTitle(t`Devices`);
  const navigate = useNavigate();
  const { q = '', show = q === '' ? 'attention' : 'all', office = 'own' } = useSearch({ from: devices });
  const list = useInfiniteQuery(devicesQuery(show, q, show === 'shelf' ? office : 'any'));
  const rows = list.data?.pages.flatMap((page) => page.devices) ?? [];
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const choose = (ids: readonly string[], on: boolean) =>
    setChosen((before) => {
      const kept = [...before].filter((id) => !ids.includes(id));
      return new Set(on ? [...kept, ...ids].slice(0, mostLabels) : kept);
    });
  return (
    <Page
      title={t`Devices`}
      lead={t`What looks wrong about a device says nothing about the person who has it. Somebody looks at it, and says what came of that.`}
    >
      <div className={classes.top}>
        <div className={classes.shows}>
          <SegmentedControl
            aria-label={t`Which devices`}
            value={show}
            data={shows.map((value) => ({ value, label: showWords(value) }))}
            onChange={(value) =>
              void navigate({
                to: devices,
                search: { show: shows.find((one) => one === value), ...(q === '' ? {} : { q }) },
                replace: true,
              })
            }
          />
        </div>
        {show === 'shelf' && list.data?.pages[0] && <Shelf of={list.data.pages[0]} q={q} />}
        <Search key={q} q={q} />
      </div>
      <Card
        title={showWords(show)}
        flush
        aside={rows.length > 0 && <ForLabels {...{ rows, chosen, choose }} />}
      >
        {!list.data && (list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />)}
        {list.data && rows.length === 0 && <p className={classes.none}>{emptyWords(show, q)}</p>}
        {rows.length > 0 && (
          <DataTable
            label={t`Devices`}
            rows={rows}
            columns={columnsOf(chosen, choose)}
            rowId={({ id }) => id}
          />
        )}
        <More of={list} className={classes.more}>
          <Trans>Show more</Trans>
        </More>
      </Card>
      <Knocks />
    </Page>
  );
}

/** STK-15: at which office; one's own stands first, and is where whoever has one begins. */
function Shelf({ of: { shelves, office }, q }: { readonly of: DeviceList; readonly q: string }) {
  const navigate = useNavigate();
  if (shelves.length < 2) return null;
  const optionOf = ({ id, name }: (typeof shelves)[number]) => ({ value: id, label: name });
  return (
    <NativeSelect
      aria-label={t`Office`}
      value={office ?? 'any'}
      data={[
        ...shelves.filter(({ own }) => own).map(optionOf),
        { value: 'any', label: t`All offices` },
        ...shelves.filter(({ own }) => !own).map(optionOf),
      ]}
      onChange={(event) =>
        void navigate({
          to: devices,
          search: { show: 'shelf', office: event.currentTarget.value, ...(q === '' ? {} : { q }) },
          replace: true,
        })
      }
    />
  );
}

function Search({ q }: { readonly q: string }) {
  const navigate = useNavigate();
  const [text, setText] = useState(q);
  const enter = (event: FormEvent) => {
    event.preventDefault();
    const typed = text.trim();
    // A number is looked for among all of them.
    void navigate({ to: devices, search: typed === '' ? {} : { show: 'all', q: typed } });
  };
  return (
    <search aria-label={t`Devices`}>
      <form onSubmit={enter} style={{ inlineSize: '19rem', maxInlineSize: '100%' }}>
        <TextInput
          type="search"
          aria-label={t`Beginning of a device’s number`}
          placeholder={t`Beginning of a device’s number`}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          leftSection={<IconSearch size={16} aria-hidden />}
          autoComplete="off"
          spellCheck={false}
        />
      </form>
    </search>
  );
}

type Choose = (ids: readonly string[], on: boolean) => void;
type ForLabelsProps = {
  readonly rows: readonly DeviceSummary[];
  readonly chosen: ReadonlySet<string>;
  readonly choose: Choose;
};
/** STK-15: of those that are ticked, on whichever list they stood. */
function ForLabels({ rows, chosen, choose }: ForLabelsProps) {
  const ids = rows.map(({ id }) => id);
  const all = ids.every((id) => chosen.has(id));
  return (
    <div className={classes.labels}>
      <Button variant="default" size="compact-md" onClick={() => choose(ids, !all)}>
        {all ? <Trans>Choose none of these</Trans> : <Trans>Choose all of these</Trans>}
      </Button>
      {chosen.size > 0 && (
        <Link to="/device-labels" search={{ devices: [...chosen].join(',') }}>
          {plural(chosen.size, { one: 'Label of # device', other: 'Labels of # devices' })}
        </Link>
      )}
    </div>
  );
}

function columnsOf(chosen: ReadonlySet<string>, choose: Choose): Column<DeviceSummary>[] {
  const locale = currentLocale();
  return [
    {
      id: 'identifier',
      name: t`Number`,
      cell: ({ id, identifier }) => (
        <Link to="/devices/$id" params={{ id }}>
          <bdi>{identifier}</bdi>
        </Link>
      ),
      by: ({ identifier }) => identifier,
    },
    {
      id: 'chosen',
      name: t`Label`,
      cell: ({ id, identifier }) => (
        <Checkbox
          aria-label={t`Label of ${identifier}`}
          checked={chosen.has(id)}
          onChange={(event) => choose([id], event.currentTarget.checked)}
        />
      ),
    },
    {
      id: 'technology',
      name: t`Kind`,
      cell: ({ technology, protocol }) => `${technologyWords(technology)} · ${protocol}`,
      by: ({ technology }) => technology,
    },
    {
      id: 'flags',
      name: t`In question`,
      cell: ({ flags }) =>
        flags.length === 0
          ? '–'
          : flags.map((kind) => (
              <Tag key={kind} tone="medium">
                {flagWords(kind)}
              </Tag>
            )),
      by: ({ flags }) => flags.length,
    },
    {
      id: 'state',
      name: t`Where`,
      cell: (row) => <Where of={row} />,
      by: ({ state }) => state,
    },
    {
      id: 'contact',
      name: t`Last contact`,
      cell: ({ lastContact }) => (lastContact === null ? t`Not known` : <Ago at={lastContact} />),
      by: ({ lastContact }) => lastContact ?? '',
    },
    { id: 'battery', name: t`Battery`, cell: ({ battery }) => batteryWords(battery, locale) },
  ];
}

export function Where({ of: { state, holder } }: { readonly of: DeviceSummary }) {
  const words = state === 'quarantined' ? <Tag tone="high">{stateWords(state)}</Tag> : stateWords(state);
  if (holder === null) return words;
  return (
    <>
      {state !== 'held' && <>{words} </>}
      <Link to="/people/$id" params={{ id: holder.id }}>
        {holder.name} · <bdi>{holder.reference}</bdi>
      </Link>
    </>
  );
}
