import type { LogItem, LogKind } from '@attend/contracts/contact-log';
import { logKinds } from '@attend/contracts/contact-log';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, NativeSelect } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { actions } from '../../ui/DataTable.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { More } from '../../ui/More.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { useTimezone } from '../../ui/zone.tsx';
import { EnterDialog } from './enter.tsx';
import { spanOfDays } from './form.ts';
import { Item } from './item.tsx';
import { MarkDialog } from './mark.tsx';
import classes from './part.module.css';
import { logQueryOf } from './queries.ts';
import { kindWords } from './view.ts';

/** Where a line of a kind is marked as entered in error. */
const placeOf = ({ fact, id }: LogItem): string => {
  const places: Partial<Record<LogKind, string>> = {
    ...{ hearing: 'hearings', 'check-in': 'check-ins', 'contact-attempt': 'check-in-attempts' },
    ...{ exception: 'exceptions', help: 'help', 'letter-sending': 'letter-sendings' },
  };
  return `/api/${places[fact.kind] ?? 'contact-entries'}/${id}/entered-in-error`;
};

/** Everything that was sent, said, done and decided, in one line, the latest first. */
export function LogPart({ id }: { readonly id: string }) {
  const timezone = useTimezone();
  const { kind, since, until } = useSearch({ from: '/people/$id' });
  const log = useInfiniteQuery(logQueryOf(id, { kind, ...spanOfDays(since, until, timezone) }));
  const [entering, setEntering] = useState(false);
  const [marking, setMarking] = useState<string | null>(null);
  const print = usePrintWhole(log);
  const [first] = log.data?.pages ?? [];
  const items = log.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className={classes.whole}>
      <Filters kinds={first?.kinds ?? logKinds} />
      <Card
        title={t`Contact log`}
        flush
        aside={
          <div className={`no-print ${actions}`}>
            <Button
              variant="default"
              size="compact-md"
              leftSection={<IconPrinter size={16} aria-hidden />}
              loading={print.isGathering}
              disabled={!log.data}
              onClick={print.start}
            >
              <Trans>Print all of it</Trans>
            </Button>
            {first?.mayWrite && (
              <Button variant="default" size="compact-md" onClick={() => setEntering(true)}>
                <Trans>Enter what was done…</Trans>
              </Button>
            )}
          </div>
        }
      >
        {!log.data && (log.error ? <Failed error={log.error} retry={log.refetch} /> : <Waiting />)}
        {log.data && items.length === 0 && (
          <p className={classes.empty}>{t`Nothing of this is on record.`}</p>
        )}
        <ol className={classes.list}>
          {items.map((item) => (
            <Item
              key={item.key}
              of={item}
              mark={
                first?.mayMark.includes(item.fact.kind) && !item.inError
                  ? () => setMarking(placeOf(item))
                  : null
              }
            />
          ))}
        </ol>
        <More of={log} className={`${classes.more} no-print`}>
          <Trans>Show earlier</Trans>
        </More>
      </Card>
      {entering && <EnterDialog person={id} close={() => setEntering(false)} />}
      {marking !== null && (
        <MarkDialog
          path={marking}
          stale={['log', 'hearings', 'check-ins', 'person', 'help', 'letters']}
          close={() => setMarking(null)}
        />
      )}
    </div>
  );
}

function Filters({ kinds }: { readonly kinds: readonly LogKind[] }) {
  const { kind, since, until } = useSearch({ from: '/people/$id' });
  const navigate = useNavigate({ from: '/people/$id' });
  const go = (next: { kind?: LogKind | undefined; since?: string | undefined; until?: string | undefined }) =>
    void navigate({ search: (search) => ({ ...search, ...next }), replace: true });
  const dayOf = (value: string): string | undefined => (value === '' ? undefined : value);
  return (
    <div className={`${classes.filters} no-print`}>
      <NativeSelect
        label={t`Kind`}
        data={[
          { value: '', label: t`Everything` },
          ...kinds.map((value) => ({ value, label: kindWords(value) })),
        ]}
        value={kind ?? ''}
        onChange={(event) => go({ kind: kinds.find((one) => one === event.currentTarget.value) })}
      />
      <DateField label={t`From day`} value={since ?? ''} onChange={(value) => go({ since: dayOf(value) })} />
      <DateField label={t`To day`} value={until ?? ''} onChange={(value) => go({ until: dayOf(value) })} />
    </div>
  );
}

type Pages = {
  readonly hasNextPage: boolean;
  readonly isFetching: boolean;
  readonly isError: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
};

/** What is printed is the whole of what was chosen, not the pages that happen to have been read. */
function usePrintWhole({ hasNextPage, isFetching, isError, fetchNextPage }: Pages) {
  const [isGathering, setGathering] = useState(false);
  useEffect(() => {
    if (!isGathering || isFetching) return;
    if (hasNextPage && !isError) {
      void fetchNextPage();
      return;
    }
    setGathering(false);
    // A log with a hole in it is not printed: the page says that it could not be read.
    if (!isError) window.print();
  }, [isGathering, isFetching, hasNextPage, isError, fetchNextPage]);
  return { isGathering, start: () => setGathering(true) };
}
