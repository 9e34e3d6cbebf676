import type { DeviceDetail, DeviceFlag } from '@attend/contracts/devices';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Moment } from '../../ui/When.tsx';
import classes from '../devices/page.module.css';
import { changeWords, flagWords, outcomeWords, seenWords, signWords } from '../devices/view.ts';
import { may, useStaff } from '../signed-in.tsx';
import { Decide } from './decide.tsx';

/** What looked wrong, with what showed it; each is looked at by somebody. */
export function Flags({ device }: { readonly device: DeviceDetail }) {
  const staff = useStaff();
  const [deciding, setDeciding] = useState<DeviceFlag | null>(null);
  const columns: Column<DeviceFlag>[] = [
    {
      id: 'kind',
      name: t`What`,
      cell: ({ kind }) => <strong>{flagWords(kind)}</strong>,
      by: ({ kind }) => kind,
    },
    { id: 'seen', name: t`What was seen`, cell: seenWords },
    { id: 'shown', name: t`What showed it`, cell: shownBy },
    { id: 'first', name: t`First`, cell: ({ first }) => <Moment at={first} />, by: ({ first }) => first },
    { id: 'last', name: t`Last`, cell: ({ last }) => <Moment at={last} />, by: ({ last }) => last },
    {
      id: 'outcome',
      name: t`Outcome`,
      cell: (flag) => {
        if (flag.outcome !== null)
          return (
            <>
              <Tag>{outcomeWords(flag.outcome)}</Tag> {flag.lookedBy?.name}: {flag.note}
            </>
          );
        if (!may(staff, 'devices.write')) return <Tag tone="medium">{t`Not looked at yet`}</Tag>;
        const kind = flagWords(flag.kind);
        return (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t`Say what came of it… ${kind}`}
            onClick={() => setDeciding(flag)}
          >
            <Trans>Say what came of it…</Trans>
          </Button>
        );
      },
    },
  ];
  return (
    <Card title={t`In question`} flush>
      {device.flagged.length === 0 ? (
        <p className={classes.none}>{t`Nothing looked wrong about this device.`}</p>
      ) : (
        <DataTable
          label={t`In question`}
          rows={device.flagged}
          columns={columns}
          rowId={({ id }) => id}
          over={({ outcome }) => outcome !== null}
        />
      )}
      {deciding && <Decide device={device.id} flag={deciding} close={() => setDeciding(null)} />}
    </Card>
  );
}

const shownBy = ({ signs, changes }: DeviceFlag): string =>
  [...signs.map(signWords), ...changes.map(changeWords)].join(', ');
