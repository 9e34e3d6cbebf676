import { type ContractView, measureKinds, measures, type ProviderDetail } from '@attend/contracts/providers';
import { t } from '@lingui/core/macro';
import { serverNow } from '../../ui/clock.ts';
import { textOrNull } from '../../ui/text-or-null.ts';
import { Ask, type AskField, optionsOf } from '../stock/ask.tsx';
import { clauseName, itemFields, itemsOf, limitName, sitesOf, targetName } from './form.ts';
import { stale } from './queries.ts';
import { measureWords, methodWords } from './view.ts';

type Props = {
  readonly of: ProviderDetail;
  /** Null: a new one. */
  readonly contract: ContractView | null;
  readonly close: () => void;
};

function nextMonth(now: number): string {
  const today = new Date(now);
  return new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);
}

const terms = (of: ProviderDetail): AskField[] => [
  {
    ...{ kind: 'choices', name: 'sites', label: t`Sites` },
    options: optionsOf(of.offices),
  },
  ...measureKinds.flatMap((measure): AskField[] => {
    const name = measureWords(measure);
    const { limit, target } = measures[measure];
    const share = t`At least so many per cent. Empty: the contract does not ask it.`;
    const rate = t`At most so many for each hundred people. Empty: the contract does not ask it.`;
    return [
      {
        ...{ kind: 'number', name: targetName(measure), label: t`Target: ${name}` },
        description: `${target === 'share' ? share : rate} ${methodWords(measure)}`,
      },
      ...(limit === null
        ? []
        : [
            {
              ...{ kind: 'number' as const, name: limitName(measure) },
              label:
                limit.unit === 'hours'
                  ? t`Within how many hours: ${name}`
                  : t`Within how many minutes: ${name}`,
            },
          ]),
      { kind: 'text', name: clauseName(measure), label: t`Where it stands in the contract: ${name}` },
    ];
  }),
  { kind: 'lines', name: 'reason', label: t`Reason`, needed: t`Say why` },
];

/** PRV-1, PRV-3: a new contract, or another version of one. */
export function ContractDialog({ of, contract, close }: Props) {
  const { provider } = of;
  const last = contract?.versions[0];
  const begins: AskField[] =
    contract === null
      ? [
          { kind: 'text', name: 'reference', label: t`Reference`, needed: t`Fill this in` },
          { kind: 'date', name: 'from', label: t`First day`, needed: t`Fill this in` },
        ]
      : [
          {
            ...{
              kind: 'date',
              name: 'holdsFrom',
              label: t`This version holds from`,
              needed: t`Fill this in`,
            },
            description: t`The first day of a month.`,
          },
        ];
  const name = contract?.reference ?? '';
  return (
    <Ask
      keep={`provider-contract.${provider.id}.${contract?.id ?? 'new'}`}
      title={contract === null ? t`A contract with ${provider.name}` : t`Another version of ${name}`}
      action={t`Put it on record`}
      done={t`It is on record.`}
      path={
        contract === null
          ? `/api/providers/${provider.id}/contracts`
          : `/api/provider-contracts/${contract.id}/versions`
      }
      changes={stale}
      {...(contract === null ? {} : { version: contract.version })}
      initial={{
        ...(contract === null ? { reference: '', from: '' } : { holdsFrom: nextMonth(serverNow()) }),
        to: contract?.to ?? '',
        sites: (last?.sites ?? []).map(({ id }) => id).join(' '),
        ...itemFields(last?.items ?? []),
        reason: '',
      }}
      fields={() => [
        ...begins,
        { kind: 'date', name: 'to', label: t`Last day`, description: t`Empty: until further notice.` },
        ...terms(of),
      ]}
      bodyOf={(typed, version) => ({
        ...(contract === null
          ? { reference: typed.reference, from: typed.from }
          : { version, holdsFrom: typed.holdsFrom }),
        to: textOrNull(typed.to),
        sites: sitesOf(typed),
        items: itemsOf(typed),
        reason: typed.reason,
      })}
      close={close}
    />
  );
}
