import { type TransferPreview, transferPreview } from '@attend/contracts/provider-transfers';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { request } from '../../ui/api/request.ts';
import { serverNow } from '../../ui/clock.ts';
import { toChoose } from '../../ui/to-choose.ts';
import { useTimezone } from '../../ui/zone.tsx';
import { Refusal } from '../shell/entry.tsx';
import { Ask } from '../stock/ask.tsx';
import { monthOr } from './month.tsx';
import classes from './page.module.css';
import { overviewQuery, staleTransfers } from './queries.ts';

type Named = { readonly id: string; readonly name: string };
type Seen = { readonly to: Named; readonly preview: TransferPreview };

/** First who would go and what the old provider would no longer see, then a day and a reason. */
export function TransferDialog({ from, close }: { readonly from: Named; readonly close: () => void }) {
  const [seen, setSeen] = useState<Seen | null>(null);
  if (seen !== null) return <Commit from={from} of={seen} close={close} />;
  return <Choose from={from} show={setSeen} close={close} />;
}

type ChooseProps = {
  readonly from: Named;
  readonly show: (seen: Seen) => void;
  readonly close: () => void;
};
function Choose({ from, show, close }: ChooseProps) {
  const overview = useQuery(overviewQuery(monthOr(undefined)));
  const others = (overview.data?.providers ?? []).flatMap(({ provider }) =>
    provider.id === from.id ? [] : [provider],
  );
  const [chosen, setChosen] = useState('');
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
    if (answer.ok) show({ to, preview: answer.value });
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
      <Refusal failure={failure} />
      <div className={classes.bar}>
        <Button loading={asking} disabled={to === undefined} onClick={() => void look()}>
          <Trans>Show who would go</Trans>
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
  const { to, preview } = of;
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
      bodyOf={({ on, reason }) => ({ from: from.id, to: to.id, plan: preview.plan, on, reason })}
      close={close}
    >
      <Preview of={preview} />
    </Ask>
  );
}

function Preview({ of }: { readonly of: TransferPreview }) {
  const { moves, beyond, leaves, staff, moving } = of;
  const { devices, alerts, checkIns, help } = leaves;
  return (
    <div role="status">
      <ul className={classes.list}>
        <li>
          <strong>
            {plural(moves, {
              one: '# person would move.',
              other: '# people would move.',
              0: 'Nobody would move.',
            })}
          </strong>
        </li>
        {beyond > 0 && (
          <li>
            {plural(beyond, {
              one: '# more is of an office that is not yours, and stays.',
              other: '# more are of offices that are not yours, and stay.',
            })}
          </li>
        )}
        {[of.from, of.to].map(({ provider, before, after }) => {
          const { name } = provider;
          return (
            <li key={provider.id}>
              <Trans>
                {name}: {before} people now, {after} then.
              </Trans>
            </li>
          );
        })}
        <li>
          <Trans>
            The old provider would no longer see: devices {devices}, open alerts {alerts}, check-ins to come{' '}
            {checkIns}, help that is open {help}.
          </Trans>
        </li>
        {staff.map(({ staff: { id, name }, people }) => (
          <li key={id}>
            {plural(people, {
              one: `${name} is no longer assigned to # person.`,
              other: `${name} is no longer assigned to # people.`,
            })}
          </li>
        ))}
      </ul>
      {moving.length > 0 && (
        <details>
          <summary>
            <Trans>Who would move</Trans>
          </summary>
          <ul className={classes.list}>
            {moving.map(({ person, office }) => (
              <li key={person.id}>
                {person.name}
                <span className={classes.second}>
                  {[person.reference, office].filter(Boolean).join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
