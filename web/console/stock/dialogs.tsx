import type { StockView } from '@attend/contracts/stock';
import { protocolNames } from '@attend/kernel';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Failed, Waiting } from '../../ui/State.tsx';
import { textOrNull } from '../../ui/text-or-null.ts';
import { Ask, numberOf, optionsOf, reasonField } from './ask.tsx';
import { modelsQuery } from './queries.ts';
import { serialsOf } from './view.ts';

type Own = StockView['offices'];
type Props = { readonly own: readonly Own[number][]; readonly close: () => void };

/** STK-2: serial numbers typed, pasted or scanned, one a line. */
export function RegisterDialog({ own, close }: Props) {
  const models = useQuery(modelsQuery);
  if (!models.data)
    return models.error ? <Failed error={models.error} retry={models.refetch} /> : <Waiting />;
  const inUse = models.data.models.filter(({ ended }) => !ended);
  const protocolsOf = (id: string | undefined) =>
    inUse.find((model) => model.id === id)?.protocols ?? protocolNames;
  const [first] = inUse;
  return (
    <Ask
      keep="stock.register"
      title={t`Enter devices`}
      action={t`Enter them`}
      done={t`They are on record.`}
      path="/api/stock/devices"
      initial={{
        ...{ model: first?.id ?? '', protocol: first?.protocols[0] ?? '', office: own[0]?.id ?? '' },
        ...{ serials: '', firmware: '', reason: '' },
      }}
      fields={({ model }) => [
        {
          ...{ kind: 'choice', name: 'model', label: t`Model`, needed: t`Choose which` },
          options: optionsOf(
            inUse.map(({ id, maker, name }) => ({ id, name: `${maker} ${name}` })),
            t`Choose…`,
          ),
        },
        {
          ...{ kind: 'choice', name: 'protocol', label: t`Protocol`, needed: t`Choose which` },
          options: optionsOf(
            protocolsOf(model).map((name) => ({ id: name, name })),
            t`Choose…`,
          ),
        },
        {
          ...{ kind: 'choice', name: 'office', label: t`Where they are` },
          options: optionsOf(own, t`With the supplier`),
        },
        {
          ...{ kind: 'lines', name: 'serials', label: t`Serial numbers`, needed: t`Write it first` },
          description: t`One a line, as on the label. Up to 500 at once.`,
        },
        { kind: 'text', name: 'firmware', label: t`Firmware` },
        reasonField(),
      ]}
      bodyOf={({ model, protocol, office, serials, firmware, reason }) => ({
        ...{ model, protocol, office: textOrNull(office), identifiers: serialsOf(serials ?? '') },
        ...{ firmware: textOrNull(firmware), reason },
      })}
      close={close}
    />
  );
}

/** STK-4 */
export function LevelDialog({ of, own, close }: Props & { readonly of: StockView }) {
  const rowOf = (office: string | undefined, model: string | undefined) =>
    of.rows.find((row) => row.office.id === office && row.model?.id === model);
  return (
    <Ask
      keep="stock.level"
      title={t`Set a level`}
      action={t`Set it`}
      done={t`It holds from now on.`}
      path="/api/stock/levels"
      method="PUT"
      initial={{ office: own[0]?.id ?? '', model: of.models[0]?.id ?? '', level: '' }}
      fields={({ office, model }) => [
        {
          ...{ kind: 'choice', name: 'office', label: t`Office`, needed: t`Choose which` },
          options: optionsOf(own),
        },
        {
          ...{ kind: 'choice', name: 'model', label: t`Model`, needed: t`Choose which` },
          options: optionsOf(of.models, t`Choose…`),
        },
        {
          ...{ kind: 'number', name: 'level', label: t`Level`, needed: t`Write it first` },
          description: standsAt(rowOf(office, model)?.level ?? null),
        },
      ]}
      stands={({ office, model }) => ({
        about: `${office} ${model}`,
        version: rowOf(office, model)?.levelVersion ?? 0,
        facts: { level: rowOf(office, model)?.level ?? null },
        name: () => t`Level`,
      })}
      bodyOf={({ office, model, level }, version) => ({ office, model, level: numberOf(level), version })}
      close={close}
    />
  );
}

const standsAt = (level: number | null): string =>
  level === null
    ? t`Fewer than this on the shelf: it stands on Today.`
    : t`Fewer than this on the shelf: it stands on Today. Now: ${level}.`;
