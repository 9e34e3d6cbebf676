import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { serverNow } from '../../ui/clock.ts';
import { Tag } from '../../ui/Severity.tsx';
import { Moment } from '../../ui/When.tsx';
import classes from './page.module.css';
import { type StaffEntry, standingOf } from './view.ts';

type Act = (entry: StaffEntry) => void;
type Props = {
  readonly of: StaffEntry;
  readonly writes: boolean;
  readonly own: boolean;
  readonly change: Act;
  readonly leave: Act;
  readonly invite: Act;
  readonly confirm: Act;
};

/** Whether somebody has access, is invited or has left, and what can be done about it. */
export function Access({ of, writes, own, change, leave, invite, confirm }: Props) {
  const standing = standingOf(of, serverNow());
  if (standing === 'left')
    return (
      <Tag>
        <Trans>
          ended <Moment at={of.endedAt ?? ''} />
        </Trans>
      </Tag>
    );
  const name = of.name;
  const voucher = of.restsOn?.name;
  if (standing !== 'works')
    return (
      <span className={classes.actions}>
        <Invited of={of} standing={standing} />
        {writes && (
          <Act label={t`Invite again: ${name}`} act={() => invite(of)}>
            {t`Invite again`}
          </Act>
        )}
        {writes && standing === 'invited' && (
          <Act label={t`Withdraw the invitation of ${name}`} act={() => leave(of)}>
            {t`Withdraw…`}
          </Act>
        )}
      </span>
    );
  return (
    <span className={classes.actions}>
      {own && <Tag tone="good">{t`You`}</Tag>}
      {voucher !== undefined && <Tag>{t`on the word of ${voucher} alone`}</Tag>}
      {of.mayConfirm && (
        <Act label={t`Confirm who ${name} is`} act={() => confirm(of)}>
          {t`Confirm…`}
        </Act>
      )}
      {writes && (
        <Act label={t`Change the account of ${name}`} act={() => change(of)}>
          {t`Change…`}
        </Act>
      )}
      {writes && !own && (
        <Act label={t`End the access of ${name}`} act={() => leave(of)}>
          {t`End…`}
        </Act>
      )}
    </span>
  );
}

function Invited({ of, standing }: { readonly of: StaffEntry; readonly standing: string }) {
  if (standing === 'withdrawn')
    return (
      <Tag>
        <Trans>invitation withdrawn</Trans>
      </Tag>
    );
  if (standing === 'expired')
    return (
      <Tag>
        <Trans>invitation expired</Trans>
      </Tag>
    );
  return (
    <Tag tone="good">
      <Trans>
        invited, until <Moment at={of.invitation?.expiresAt ?? ''} />
      </Trans>
    </Tag>
  );
}

type ActProps = { readonly label: string; readonly act: () => void; readonly children: string };
const Act = ({ label, act, children }: ActProps) => (
  <Button variant="default" size="compact-sm" aria-label={label} onClick={act}>
    {children}
  </Button>
);
