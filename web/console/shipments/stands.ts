import type { ShipmentDetail } from '@attend/contracts/shipments';
import { t } from '@lingui/core/macro';
import type { Stands } from '../shell/stands.tsx';
import { statusWords } from '../stock/view.ts';

/** What of a parcel somebody else may change before its next step is sent. */
export function shipmentStands({ version, status, items, carrier, tracking }: ShipmentDetail): Stands {
  const names: Readonly<Record<string, string>> = {
    ...{ status: t`State`, packed: t`Packed`, received: t`Received` },
    ...{ carrier: t`Carrier`, tracking: t`Tracking number` },
  };
  const count = (has: (item: ShipmentDetail['items'][number]) => boolean): number => items.filter(has).length;
  return {
    version,
    facts: {
      status: statusWords(status),
      packed: count(({ packedAt }) => packedAt !== null),
      received: count(({ receivedAt }) => receivedAt !== null),
      ...{ carrier, tracking },
    },
    name: (field) => names[field] ?? field,
  };
}
