import type { ContractVersionView, ContractView } from '@attend/contracts/providers';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { currentLocale } from '../../ui/language.tsx';
import { Moment } from '../../ui/When.tsx';
import { dayWords } from '../check-ins/view.ts';
import classes from './page.module.css';
import { clauseWords, measureWords, targetWords } from './view.ts';

const day = (on: string): string => dayWords(on, currentLocale());
export function periodWords(from: string, to: string | null): string {
  const first = day(from);
  if (to === null) return t`from ${first} until further notice`;
  const last = day(to);
  return t`from ${first} to ${last}`;
}

type Props = {
  readonly of: readonly ContractView[];
  readonly amend: ((contract: ContractView) => void) | null;
};
/** Contracts with their versions, the latest first. */
export function Contracts({ of, amend }: Props) {
  if (of.length === 0) return <p>{t`There is no contract.`}</p>;
  return of.map((contract) => {
    const { id, reference, from, to, versions } = contract;
    return (
      <section key={id} aria-label={reference}>
        <h3>
          {reference} <span className={classes.second}>{periodWords(from, to)}</span>
        </h3>
        {amend !== null && (
          <Button variant="default" aria-label={t`Amend ${reference}`} onClick={() => amend(contract)}>
            <Trans>Amend…</Trans>
          </Button>
        )}
        {versions.map((one) => (
          <Version key={one.version} of={one} />
        ))}
      </section>
    );
  });
}

function Version({
  of: { version, holdsFrom, items, sites, reason, madeAt, madeBy },
}: {
  readonly of: ContractVersionView;
}) {
  const from = day(holdsFrom);
  return (
    <div>
      <h4>{t`Version ${version}, from ${from}`}</h4>
      <ul className={classes.list}>
        {items.map((item) => {
          const [name, target] = [measureWords(item.measure), targetWords(item)];
          return (
            <li key={item.measure}>
              {t`${name}: ${target}`}{' '}
              {item.clause !== null && <span className={classes.dim}>({clauseWords(item.clause)})</span>}
            </li>
          );
        })}
      </ul>
      {sites.length > 0 && (
        <p>
          <Trans>Sites:</Trans> {sites.map(({ name }) => name).join(', ')}
        </p>
      )}
      <p className={classes.second}>
        <Trans>
          Entered <Moment at={madeAt} /> by {madeBy}:
        </Trans>{' '}
        {reason}
      </p>
    </div>
  );
}
