import { removalReasons } from '@attend/contracts/removals';
import { type Need, needPage } from '@attend/contracts/today';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { send } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { actions, type Column, DataTable } from '../../ui/DataTable.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { DayOf, Moment } from '../../ui/When.tsx';
import { failureWords } from '../../ui/words/failures.ts';
import { useTimezone } from '../../ui/zone.tsx';
import { reasonWords } from '../fittings/view.ts';
import { kindWords as helpWords } from '../help/view.ts';
import { DecideOf } from '../requests/decide-dialog.tsx';
import { RequestDialog } from '../requests/request-dialog.tsx';
import { levelOf } from '../reviews/view.ts';
import { asItStands } from '../shell/stands.tsx';
import { may, useStaff } from '../signed-in.tsx';
import { FollowUp } from './follow-up.tsx';
import { needsQuery } from './needs-queries.ts';
import {
  asksSomething,
  type Command,
  commandOf,
  dayOfNeed,
  inOrder,
  isDevice,
  isHelp,
  isRemoval,
  isRequest,
  isReview,
  kindWords,
  missingWords,
  needParts,
  nextLimit,
  partOf,
  readPermission,
  rowId,
  summaryWords,
} from './needs-view.ts';
import classes from './page.module.css';

/** The lists that this member of staff may read, each with what became of reading it. */
function useNeeds(limit: number) {
  const staff = useStaff();
  const parts = needParts.filter((part) => may(staff, readPermission[part]));
  const lists = useQueries({ queries: parts.map((part) => needsQuery(part, limit)) });
  return parts.map((part, at) => ({ part, list: lists[at] }));
}

/** So many of each list are asked for. */
type Asked = { readonly limit: number };

/** How much stands below the alerts, and the way there: it must not wait until somebody has read to their end. */
export function NeedsSummary({ limit }: Asked) {
  const needs = useNeeds(limit);
  if (needs.length === 0) return null;
  const count = inOrder(needs.map(({ list }) => list?.data)).length;
  const known = needs.every(({ list }) => list?.data !== undefined);
  return (
    <Button
      variant="light"
      size="compact-md"
      onClick={() => document.getElementById('needs')?.focus()}
      data-testid="needs-summary"
    >
      {summaryWords({ count, known, more: needs.some(({ list }) => list?.data?.more === true) })}
    </Button>
  );
}

/** What needs somebody besides alerts. A list that does not answer is said to be missing, never shown as empty. */
export function Needs({ limit, ask }: Asked & { readonly ask: (limit: number) => void }) {
  const needs = useNeeds(limit);
  const [opened, setOpened] = useState<Opened | null>(null);
  const see = useSeeTo();
  if (needs.length === 0) return null;
  const answered = needs.filter(({ list }) => list?.data !== undefined);
  const rows = inOrder(answered.map(({ list }) => list?.data));
  return (
    <div id="needs" tabIndex={-1} className={classes.needs}>
      <Card title={t`What else needs somebody`} flush>
        {needs.map(({ part, list }) =>
          list?.data === undefined && list?.error ? (
            <div key={part} className={classes.missing}>
              <p>{missingWords(part)}</p>
              <Failed error={list.error} retry={list.refetch} />
            </div>
          ) : null,
        )}
        {needs.some(({ list }) => list?.data === undefined && !list?.error) && <Waiting />}
        {answered.length > 0 && (rows.length > 0 || answered.length === needs.length) && (
          <DataTable
            label={t`What else needs somebody`}
            rows={rows}
            rowId={rowId}
            columns={columns(see, setOpened)}
            empty={t`Nobody asks for help, what was asked for is arranged, every number works, no device waits, and the hearings of today and tomorrow are confirmed.`}
          />
        )}
        {answered.some(({ list }) => list?.data?.more) && (
          <p className={classes.more}>
            <Trans>There are more than are shown here.</Trans>{' '}
            {limit < needPage.most && (
              <Button variant="default" size="compact-sm" onClick={() => ask(nextLimit(limit))}>
                <Trans>Show more</Trans>
              </Button>
            )}
          </p>
        )}
      </Card>
      {opened && <Dialog of={opened} rows={rows} close={() => setOpened(null)} />}
    </div>
  );
}

/** What is seen to in a dialog. */
type Opened = { readonly as: 'follow-up' | 'request' | 'decision'; readonly need: Need };
type DialogProps = { readonly of: Opened; readonly rows: readonly Need[]; readonly close: () => void };
function Dialog({ of: { as, need }, rows, close }: DialogProps) {
  const { id, participant, words, at } = need;
  switch (as) {
    case 'follow-up':
      return <FollowUp {...asItStands(rows, need)} close={close} />;
    case 'decision':
      return <DecideOf person={participant.id} id={id} close={close} />;
    case 'request':
      return <RequestDialog person={participant.id} reply={{ id, text: words ?? '', at }} close={close} />;
  }
}

type See = (command: Command, done: string) => Promise<void>;
function useSeeTo(): See {
  const client = useQueryClient();
  const say = useSay();
  return async ({ path, body }, done) => {
    const answer = await send(path, body);
    if (answer.ok) say(done);
    else say(failureWords(answer.error).detail, 'trouble');
    await client.invalidateQueries({ queryKey: ['needs'] });
  };
}

const columns = (see: See, open: (opened: Opened) => void): Column<Need>[] => [
  {
    id: 'what',
    name: t`What`,
    cell: ({ kind, words, help }) => (
      <>
        <strong>{kindWords(kind)}</strong>
        {isHelp(kind) && <span className={classes.second}>{helpWords(help)}</span>}
        {words !== null && (
          <span className={classes.second}>
            {kind === 'slot-short' ? t`booked / places: ${words}` : <bdi>{wordsOf(kind, words)}</bdi>}
          </span>
        )}
      </>
    ),
  },
  {
    id: 'who',
    name: t`Who`,
    cell: ({ participant, kind }) => (
      <Link to="/people/$id" params={{ id: participant.id }} search={{ part: partOf(kind) }} preload={false}>
        {participant.name} · <bdi>{participant.reference}</bdi>
      </Link>
    ),
    by: ({ participant }) => participant.name,
  },
  {
    id: 'at',
    name: t`When`,
    cell: ({ at, kind }) => (kind === 'review-late' ? <DayOf at={at} /> : <Moment at={at} />),
    by: ({ at }) => at,
  },
  {
    id: 'officer',
    name: t`Officer`,
    cell: (need) => <Officer of={need} />,
    by: ({ officer }) => officer ?? '',
  },
  { id: 'acts', name: t`Action`, acts: true, cell: (need) => <Act of={need} see={see} open={open} /> },
];

/** What is one of a few words stands in the reader's language. */
function wordsOf(kind: Need['kind'], words: string): string {
  if (isReview(kind)) return levelOf(words);
  const reason = isRemoval(kind) ? removalReasons.find((one) => one === words) : undefined;
  return reason === undefined ? words : reasonWords(reason);
}

function Officer({ of: { officer, standIn } }: { readonly of: Need }) {
  if (officer === null) return <span className={classes.dim}>{t`No officer`}</span>;
  return (
    <>
      {officer}
      {standIn !== null && <span className={classes.second}>{t`away: ${standIn} stands in`}</span>}
    </>
  );
}

type OnwardProps = { readonly of: Need; readonly name: string; readonly children: ReactNode };
/** What is seen to on the person's page, where the part of it stands that this is about. */
const Onward = ({ of: { kind, participant }, name, children }: OnwardProps) => (
  <Button
    variant="default"
    size="compact-sm"
    aria-label={name}
    renderRoot={(props) => (
      <Link to="/people/$id" params={{ id: participant.id }} search={{ part: partOf(kind) }} {...props} />
    )}
  >
    {children}
  </Button>
);

type ActProps = { readonly of: Need; readonly see: See; readonly open: (opened: Opened) => void };
function Act({ of, see, open }: ActProps) {
  const staff = useStaff();
  const timezone = useTimezone();
  const { name } = of.participant;
  const command = commandOf(of);
  const button = { variant: 'default', size: 'compact-sm' } as const;
  if (of.kind === 'check-in-missed')
    return may(staff, 'check-ins.write') ? (
      <Button
        {...button}
        aria-label={t`Followed up: ${name}`}
        onClick={() => open({ as: 'follow-up', need: of })}
      >
        <Trans>Followed up…</Trans>
      </Button>
    ) : null;
  if (of.kind === 'letter-returned')
    return may(staff, 'documents.write') ? (
      <Button
        {...button}
        aria-label={t`Seen to the address: ${name}`}
        onClick={() => open({ as: 'follow-up', need: of })}
      >
        <Trans>Seen to…</Trans>
      </Button>
    ) : null;
  if (of.kind === 'message-unknown')
    return (
      <Button {...button} renderRoot={(props) => <Link to="/messages" {...props} />}>
        <Trans>Decide…</Trans>
      </Button>
    );
  if (of.kind === 'slot-short')
    return may(staff, 'check-ins.write') ? (
      <Onward of={of} name={t`Another time: ${name}`}>
        <Trans>Another time…</Trans>
      </Onward>
    ) : null;
  if (isReview(of.kind))
    return (
      <Button
        {...button}
        aria-label={t`Look at it: ${name}`}
        renderRoot={(props) => (
          <Link to="/people/$id" params={{ id: of.participant.id }} search={{ part: 'review' }} {...props} />
        )}
      >
        <Trans>Look at it…</Trans>
      </Button>
    );
  if (isDevice(of.kind))
    return (
      <Onward of={of} name={t`See to it: ${name}`}>
        <Trans>See to it…</Trans>
      </Onward>
    );
  if (of.kind === 'merge-waiting')
    return (
      <Onward of={of} name={t`Look at both: ${name}`}>
        <Trans>Decide…</Trans>
      </Onward>
    );
  if (of.kind === 'no-number' || of.kind === 'bounced')
    return (
      <Onward of={of} name={t`Numbers and addresses: ${name}`}>
        {may(staff, 'messages.write') ? <Trans>See to it…</Trans> : <Trans>Look at it…</Trans>}
      </Onward>
    );
  if (isHelp(of.kind))
    return (
      <Button
        {...button}
        aria-label={t`See to it: ${name}`}
        renderRoot={(props) => <Link to="/help" search={{ day: dayOfNeed(of, timezone) }} {...props} />}
      >
        <Trans>See to it…</Trans>
      </Button>
    );
  if (isRequest(of.kind))
    return (
      <Button
        {...button}
        aria-label={t`Decide what ${name} asks for`}
        onClick={() => open({ as: 'decision', need: of })}
      >
        <Trans>Decide…</Trans>
      </Button>
    );
  if (command === null || !may(staff, command.permission)) return null;
  const hearing = of.kind === 'hearing-unconfirmed';
  const words = hearing ? t`Will be there` : t`Seen to`;
  return (
    <div className={actions}>
      <Button
        {...button}
        aria-label={`${words}: ${name}`}
        onClick={() => void see(command, hearing ? t`${name} will be there.` : t`It is seen to.`)}
      >
        {words}
      </Button>
      {asksSomething(of.kind) && may(staff, 'requests.write') && (
        <Button
          {...button}
          aria-label={t`Make a request of this: ${name}`}
          onClick={() => open({ as: 'request', need: of })}
        >
          <Trans>Make a request of this…</Trans>
        </Button>
      )}
    </div>
  );
}
