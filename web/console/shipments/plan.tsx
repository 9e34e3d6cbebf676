import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { serverNow } from '../../ui/clock.ts';
import { Failed, Waiting } from '../../ui/State.tsx';
import { textOrNull } from '../../ui/text-or-null.ts';
import { civilDay } from '../../ui/time.ts';
import { useTimezone } from '../../ui/zone.tsx';
import { Ask, optionsOf } from '../stock/ask.tsx';
import { useOwnShelves } from '../stock/own-shelves.ts';
import { ordersQuery, stockQuery } from '../stock/queries.ts';
import { linesOf } from './form.ts';

const supplier = () => t`Supplier`;

/** STK-6 */
export function PlanDialog({ close }: { readonly close: () => void }) {
  const navigate = useNavigate();
  const stock = useQuery(stockQuery);
  const orders = useQuery(ordersQuery);
  const own = useOwnShelves();
  if (!stock.data) return stock.error ? <Failed error={stock.error} retry={stock.refetch} /> : <Waiting />;
  const { offices, models } = stock.data;
  const open = orders.data?.orders.filter(({ status }) => status === 'open') ?? [];
  return (
    <Ask
      keep="shipment.plan"
      title={t`Plan a shipment`}
      action={t`Plan it`}
      done={t`It is planned. Open it in the list to pack it.`}
      path="/api/shipments"
      initial={{ from: '', to: own[0]?.id ?? '', order: '', lines: '' }}
      fields={({ from }) => [
        { kind: 'choice', name: 'from', label: t`From`, options: optionsOf(offices, supplier()) },
        { kind: 'choice', name: 'to', label: t`To`, options: optionsOf(offices, supplier()) },
        ...(from === '' && open.length > 0
          ? [
              {
                ...{ kind: 'choice' as const, name: 'order', label: t`Order that it fulfils` },
                options: optionsOf(
                  open.map(({ id, number, supplier: name }) => ({ id, name: t`No. ${number}, ${name}` })),
                  t`none`,
                ),
              },
            ]
          : []),
        {
          ...{ kind: 'lines', name: 'lines', label: t`What is planned` },
          description: linesHint(models),
        },
      ]}
      bodyOf={({ from, to, order, lines }) => ({
        ...{ from: textOrNull(from), to: textOrNull(to), order: from === '' ? textOrNull(order) : null },
        lines: linesOf(lines ?? '', models),
      })}
      close={() => {
        close();
        void navigate({ to: '/shipments' });
      }}
    />
  );
}

/** STK-9 */
export function OrderDialog({ close }: { readonly close: () => void }) {
  const zone = useTimezone();
  const stock = useQuery(stockQuery);
  const own = useOwnShelves();
  if (!stock.data) return stock.error ? <Failed error={stock.error} retry={stock.refetch} /> : <Waiting />;
  const { models } = stock.data;
  return (
    <Ask
      keep="shipment.order"
      title={t`Note an order`}
      action={t`Note it`}
      done={t`It is on record.`}
      path="/api/supply-orders"
      initial={{
        ...{ supplier: '', reference: '', office: own[0]?.id ?? '', lines: '', expectedOn: '' },
        orderedOn: civilDay(serverNow(), zone),
      }}
      fields={() => [
        { kind: 'text', name: 'supplier', label: t`Supplier`, needed: t`Write it first` },
        { kind: 'text', name: 'reference', label: t`Their number for it` },
        { kind: 'choice', name: 'office', label: t`For the office`, options: optionsOf(own) },
        { kind: 'date', name: 'orderedOn', label: t`Ordered on`, needed: t`Write it first` },
        { kind: 'date', name: 'expectedOn', label: t`Expected on` },
        {
          ...{ kind: 'lines', name: 'lines', label: t`What is ordered`, needed: t`Write it first` },
          description: linesHint(models),
        },
      ]}
      bodyOf={({ supplier: name, reference, office, orderedOn, expectedOn, lines }) => ({
        ...{ supplier: name, reference: textOrNull(reference), office, orderedOn },
        ...{ expectedOn: textOrNull(expectedOn), lines: linesOf(lines ?? '', models) },
      })}
      close={close}
    />
  );
}

function linesHint(models: readonly { readonly name: string }[]): string {
  const example = `3 ${models[0]?.name ?? ''}`;
  return t`A number and a model a line, like: ${example}`;
}
