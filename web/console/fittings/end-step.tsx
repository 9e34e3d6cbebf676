import type { FittingDetail } from '@attend/contracts/fittings';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, NumberInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { Refusal } from '../shell/entry.tsx';
import { useCommand } from '../shell/use-command.ts';
import { Ask } from '../stock/ask.tsx';
import classes from './page.module.css';
import { stale } from './queries.ts';
import { headingOf } from './step-card.tsx';
import type { WorkHold } from './use-work.ts';
import { consumableWords, stepWords } from './view.ts';
import type { Work } from './work.ts';

type Props = { readonly of: FittingDetail | null; readonly hold: WorkHold; readonly work: Work };

/** FIT-1: everything is done: monitoring begins with this, and not before. */
export function EndStep({ of, hold, work }: Props) {
  const { run, sending, failure } = useCommand(stale);
  const navigate = useNavigate();
  const [givingUp, setGivingUp] = useState(false);
  const { straps, chargers } = work.typed;
  const ready = of !== null && of.missing.length === 0 && work.writes.length === 0;
  const over = () => {
    hold.forget();
    void navigate({ to: '/people/$id', params: { id: work.person }, search: { part: 'devices' } });
  };
  const finish = async () => {
    if (of === null) return;
    const used = [
      ...(straps > 0 ? [{ item: 'strap', count: straps }] : []),
      ...(chargers > 0 ? [{ item: 'charger', count: chargers }] : []),
    ];
    if ((await run(`/api/fittings/${of.id}/finish`, { used }, t`Monitoring has begun.`)) === null) over();
  };
  return (
    <Card title={t`End the fitting`} headingId={headingOf('end')}>
      <div className={classes.fields}>
        <div className={classes.counts}>
          <NumberInput
            label={consumableWords('strap')}
            description={t`used up`}
            min={0}
            max={20}
            value={straps}
            onChange={(value) => hold.type({ straps: Number(value) || 0 })}
          />
          <NumberInput
            label={consumableWords('charger')}
            description={t`given along`}
            min={0}
            max={20}
            value={chargers}
            onChange={(value) => hold.type({ chargers: Number(value) || 0 })}
          />
        </div>
        {!ready && (
          <p role="status">
            {of === null || work.writes.length > 0 ? (
              <Trans>
                Something was not sent yet. Monitoring begins when everything is, and you end the fitting.
              </Trans>
            ) : (
              <>
                <Trans>Still to do:</Trans> {of.missing.map(stepWords).join(', ')}
              </>
            )}
          </p>
        )}
        <Refusal failure={failure} />
        <div className={classes.bar}>
          <Button disabled={!ready} loading={sending} onClick={() => void finish()}>
            <Trans>End the fitting: monitoring begins</Trans>
          </Button>
          {of !== null && (
            <Button variant="default" onClick={() => setGivingUp(true)}>
              <Trans>Give it up…</Trans>
            </Button>
          )}
        </div>
      </div>
      {givingUp && of !== null && <GiveUp id={of.id} over={over} close={() => setGivingUp(false)} />}
    </Card>
  );
}

type GiveUpProps = { readonly id: string; readonly over: () => void; readonly close: () => void };
export const GiveUp = ({ id, over, close }: GiveUpProps) => (
  <Ask
    keep={`fitting.${id}.abandon`}
    title={t`Give the fitting up`}
    action={t`Give it up`}
    done={t`The fitting was given up. The device is on its shelf.`}
    path={`/api/fittings/${id}/abandon`}
    initial={{ reason: '' }}
    fields={() => [{ kind: 'lines', name: 'reason', label: t`Reason`, needed: t`Say why` }]}
    bodyOf={({ reason }) => ({ reason: (reason ?? '').trim() })}
    changes={stale}
    close={close}
    after={over}
  />
);
