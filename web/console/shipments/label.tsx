import type { ShipmentDetail } from '@attend/contracts/shipments';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { Card } from '../../ui/Card.tsx';
import { Codes } from '../stock/codes.tsx';
import classes from '../stock/page.module.css';

/** What stands in both codes: short, so that a hand scanner reads it from a crumpled parcel. No place, and nobody. */
const textOf = ({ number }: ShipmentDetail): string => `SHIP-${number}`;

/** For the parcel: in words, as QR and as Code 128. */
export function Label({ of }: { readonly of: ShipmentDetail }) {
  const text = textOf(of);
  const { packed } = of;
  return (
    <Card
      title={t`Label`}
      aside={
        <Button
          className="no-print"
          variant="default"
          size="compact-md"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => print()}
        >
          <Trans>Print it</Trans>
        </Button>
      }
    >
      <div className={classes.label}>
        <strong>
          <Trans>To:</Trans> <bdi>{of.to?.name ?? t`Supplier`}</bdi>
        </strong>
        <span>
          <Trans>From:</Trans> <bdi>{of.from?.name ?? t`Supplier`}</bdi>
        </span>
        <Codes text={text} />
        <span>
          {text} · {plural(packed, { one: '# device', other: '# devices' })}
        </span>
      </div>
    </Card>
  );
}
