import { type TransferPreview, transferPreview } from '@attend/contracts/provider-transfers';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type ApiFailure, isConflict } from '../../ui/api/failure.ts';
import { request } from '../../ui/api/request.ts';
import { serverNow } from '../../ui/clock.ts';
import { toChoose } from '../../ui/to-choose.ts';
import { useTimezone } from '../../ui/zone.tsx';
import { Refusal } from '../shell/entry.tsx';
import type { Stands } from '../shell/stands.tsx';
import { Ask } from '../stock/ask.tsx';
import { monthOr } from './month.tsx';
import classes from './page.module.css';
import { overviewQuery, staleTransfers, transfersQuery } from './queries.ts';
import { Pick } from './transfer-pick.tsx';
import { Preview } from './transfer-preview.tsx';
import { everybody, type Selection } from './transfer-selection.ts';

type Named = { readonly id: string; readonly name: string };
type Seen = { readonly to: Named; readonly preview: TransferPreview; readonly selection: Selection };

/** First who goes, everybody or people one by one; then who that would be and what the old provider would no longer see, then a day and a reason. */
export function TransferDialog({ from, close }: { readonly from: Named; readonly close: () => void }) {
  const [seen, setSeen] = useState<Seen | null>(null);
  const [picking, setPicking] = useState<Omit<Seen, 'selection'> | null>(null);
  if (seen !== null) return <Commit from={from} of={seen} close={close} />;
  if (picking !== null)
    return (
      <Pick
        from={from}
        to={picking.to}
        all={picking.preview}
        show={(preview, selection) => setSeen({ to: picking.to, preview, selection })}
        close={close}
      />
    );
  return (
    <Choose
      from={from}
      show={(seen, single) => (single ? setPicking(seen) : setSeen({ ...seen, selection: everybody }))}
      close={close}
    />
  );
}

type ChooseProps = {
  readonly from: Named;
  readonly show: (seen: Omit<Seen, 'selection'>, single: boolean) => void;
  readonly close: () => void;
};
function Choose({ from, show, close }: ChooseProps) {
  const overview = useQuery(overviewQuery(monthOr(undefined)));
  const others = (overview.data?.providers ?? []).flatMap(({ provider }) =>
    provider.id === from.id ? [] : [provider],
  );
  const [chosen, setChosen] = useState('');
  const [who, setWho] = useState('');
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const to = others.find(({ id }) => id === chosen);
  const look = async () => {
    if (to === undefined) return;
    setAsking(true);
    const body = { from: from.id, to: to.id };
    const answer = await request('/api/provider-transfers/preview', transferPreview, {
      method: 'POST',
      body,
    });
    setAsking(false);
    if (answer.ok) show({ to, preview: answer.value }, who === 'single');
    else setFailure(answer.error);
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t`Move people from ${from.name}`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <NativeSelect
        label={t`To which provider`}
        value={to?.id ?? ''}
        data={toChoose(others.map(({ id, name }) => ({ value: id, label: name })))}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data-autofocus
      />
      <NativeSelect
        label={t`Who goes`}
        value={who}
        data={toChoose([
          { value: 'everybody', label: t`Everybody whom it has and I reach` },
          { value: 'single', label: t`Single people, whom I choose` },
        ])}
        onChange={(event) => setWho(event.currentTarget.value)}
        mt="sm"
      />
      <Refusal failure={failure} />
      <div className={classes.bar}>
        <Button loading={asking} disabled={to === undefined || who === ''} onClick={() => void look()}>
          {who === 'single' ? <Trans>Choose them…</Trans> : <Trans>Show who would go</Trans>}
        </Button>
      </div>
    </Modal>
  );
}

function Commit({
  from,
  of,
  close,
}: {
  readonly from: Named;
  readonly of: Seen;
  readonly close: () => void;
}) {
  const { to, selection } = of;
  const { preview, stands, lookAgain } = useSeenPlan(from, of);
  const timezone = useTimezone();
  const today = Temporal.Instant.fromEpochMilliseconds(serverNow())
    .toZonedDateTimeISO(timezone)
    .toPlainDate()
    .toString();
  return (
    <Ask
      keep={`provider-transfer.${from.id}.${to.id}`}
      title={t`Move people from ${from.name} to ${to.name}`}
      action={plural(preview.moves, { one: 'Move # person', other: 'Move # people' })}
      done={t`It is on record.`}
      path="/api/provider-transfers"
      changes={staleTransfers}
      initial={{ on: today, reason: '' }}
      fields={() => [
        {
          ...{ kind: 'date', name: 'on', label: t`On which day`, needed: t`Fill this in` },
          description: t`Today: at once. A later day waits, and can be given up until then.`,
        },
        {
          ...{ kind: 'lines', name: 'reason', label: t`Reason`, needed: t`Say why` },
          description: t`It stands in the record of each of them.`,
        },
      ]}
      bodyOf={({ on, reason }) => ({
        ...{ from: from.id, to: to.id, ...selection },
        ...{ plan: preview.plan, on, reason },
      })}
      stands={() => stands}
      refused={lookAgain}
      close={close}
    >
      <Preview of={preview} open={selection !== everybody} />
    </Ask>
  );
}

/** Of whom names are compared one by one; of more, how many they are. */
const mostNamed = 20;

/** FRM-7: what is sent is the plan that stands on the screen. Where somebody was faster it is read again, and what is another is told. */
function useSeenPlan(from: Named, { to, preview: first, selection }: Seen) {
  const [{ preview, version }, setSeen] = useState({ preview: first, version: 1 });
  const transfers = useQuery(transfersQuery(from.id)).data?.transfers ?? [];
  const [known] = useState(() => new Set(transfers.map(({ id }) => id)));
  const { moves, moving } = preview;
  const stands: Stands = {
    version,
    facts: {
      people: moves,
      who: moving.length > mostNamed ? null : moving.map(({ person }) => person.name).toSorted(),
    },
    name: (field) => (field === 'people' ? t`People` : t`Who would move`),
    by: transfers.find(({ id }) => !known.has(id))?.askedBy,
  };
  const lookAgain = async (failure: ApiFailure): Promise<void> => {
    if (!isConflict(failure)) return;
    const body = { from: from.id, to: to.id, ...selection };
    const path = '/api/provider-transfers/preview';
    const answer = await request(path, transferPreview, { method: 'POST', body });
    if (answer.ok) setSeen({ preview: answer.value, version: version + 1 });
  };
  return { preview, stands, lookAgain };
}
