import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconFilePlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Failed, Waiting } from '../../ui/State.tsx';
import personClasses from '../person/page.module.css';
import { may, useStaff } from '../signed-in.tsx';
import { Conditions } from './conditions.tsx';
import { DraftDialog } from './draft-dialog.tsx';
import { OrderCard } from './order-card.tsx';
import classes from './page.module.css';
import { personOrdersQuery } from './queries.ts';

/** A person's orders and what they must do under them. */
export function OrdersPart({ id }: { readonly id: string }) {
  const list = useQuery(personOrdersQuery(id));
  const writes = may(useStaff(), 'orders.write');
  const [drawing, setDrawing] = useState(false);
  if (!list.data) return list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />;
  return (
    <div className={personClasses.grid}>
      <div className={classes.stack}>
        {writes && (
          <div>
            <Button
              leftSection={<IconFilePlus size={16} aria-hidden />}
              data-open="order"
              onClick={() => setDrawing(true)}
            >
              <Trans>Draw an order…</Trans>
            </Button>
          </div>
        )}
        {list.data.orders.length === 0 && <p className={classes.dim}>{t`There is no order on record.`}</p>}
        {list.data.orders.map((order) => (
          <OrderCard key={order.id} person={id} order={order} />
        ))}
      </div>
      <div className={classes.stack}>
        <Conditions of={list.data} writes={writes} />
      </div>
      {drawing && <DraftDialog person={id} order={null} close={() => setDrawing(false)} />}
    </div>
  );
}
