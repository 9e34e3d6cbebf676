import type { ShipmentDetail } from '@attend/contracts/shipments';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { Refusal } from '../shell/entry.tsx';
import { usePressed } from '../shell/stands.tsx';
import { useCommand } from '../shell/use-command.ts';
import { Ask } from '../stock/ask.tsx';
import { stale } from '../stock/queries.ts';
import { shipmentStands } from './stands.ts';

type Props = { readonly of: ShipmentDetail };
/** Whether the viewer runs the shelf at the one end, and at the other. */
type Ends = { readonly sends: boolean; readonly receives: boolean };

/** STK-6: what may be done next, and nothing else. */
export function Steps({ of, sends, receives }: Props & Ends) {
  const { id, status, version } = of;
  const { run, sending, failure } = useCommand(stale);
  const { press, told } = usePressed(shipmentStands(of), failure);
  const [handing, setHanding] = useState(false);
  const step = (name: string, done: string) => {
    press();
    void run(`/api/shipments/${id}/${name}`, { version }, done);
  };
  const isOpen = status === 'planned' || status === 'packed' || status === 'labelled';
  return (
    <>
      <Group gap="xs" mt="md" className="no-print">
        {sends && status === 'planned' && (
          <Button loading={sending} onClick={() => step('close', t`It is packed. Print its label.`)}>
            <Trans>Everything is packed</Trans>
          </Button>
        )}
        {sends && status === 'packed' && (
          <Button loading={sending} onClick={() => step('label', t`Hand it to the carrier next.`)}>
            <Trans>The label is on it</Trans>
          </Button>
        )}
        {sends && status === 'labelled' && (
          <Button onClick={() => setHanding(true)}>
            <Trans>Hand it over…</Trans>
          </Button>
        )}
        {receives && status === 'handed-over' && (
          <Button loading={sending} onClick={() => step('finish', t`It is received.`)}>
            <Trans>Everything that came is scanned</Trans>
          </Button>
        )}
        {sends && isOpen && (
          <Button
            variant="default"
            loading={sending}
            onClick={() => step('cancel', t`It is cancelled, and everything is back.`)}
          >
            <Trans>Cancel the shipment</Trans>
          </Button>
        )}
      </Group>
      <Refusal failure={failure} />
      {told}
      {handing && <HandOver of={of} close={() => setHanding(false)} />}
    </>
  );
}

function HandOver({ of, close }: Props & { readonly close: () => void }) {
  const { id } = of;
  return (
    <Ask
      keep={`shipment.${id}.hand-over`}
      title={t`Hand it over`}
      action={t`It is handed over`}
      done={t`It is on its way.`}
      path={`/api/shipments/${id}/hand-over`}
      initial={{ carrier: '', tracking: '' }}
      stands={() => shipmentStands(of)}
      fields={() => [
        { kind: 'text', name: 'carrier', label: t`Carrier`, needed: t`Write it first` },
        { kind: 'text', name: 'tracking', label: t`Tracking number`, needed: t`Write it first` },
      ]}
      bodyOf={({ carrier, tracking }, seen) => ({ carrier, tracking, version: seen })}
      close={close}
    />
  );
}
