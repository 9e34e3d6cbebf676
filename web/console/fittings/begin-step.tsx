import type { PersonFittings } from '@attend/contracts/fittings';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, NativeSelect } from '@mantine/core';
import { technologyWords } from '../../ui/words/devices.ts';
import { Scanner } from '../stock/scanner.tsx';
import classes from './page.module.css';
import { type Fold, StepCard } from './step-card.tsx';
import type { WorkHold } from './use-work.ts';
import { needWords } from './view.ts';
import type { StepState, Work } from './work.ts';

type Props = {
  readonly kit: PersonFittings;
  readonly hold: WorkHold;
  readonly work: Work;
  readonly state: StepState;
  readonly fold: Fold;
};

/** A device from an office's shelf, by scanning or typing its number. Where it is, the server says when it hears of it. */
export function BeginStep({ kit, hold, work, state, fold }: Props) {
  const { identifier, office, replaces } = work.typed;
  const worn = kit.held.filter(({ toCollect }) => !toCollect);
  const begin = () =>
    hold.write('begin', ({ fitting, typed }) => ({
      ...{ id: fitting, identifier: typed.identifier, office: typed.office },
      replaces: typed.replaces === '' ? null : typed.replaces,
    }));
  return (
    <StepCard step="begin" {...{ state, hold, fold }}>
      <ul className={classes.checks}>
        {kit.needs.map(({ technology, begin, missing }) => (
          <li key={technology}>
            <span>{technologyWords(technology)}</span>
            <span className={begin ? undefined : classes.dim}>
              {missing.length === 0 ? t`permitted` : missing.map(needWords).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      <NativeSelect
        label={t`From the shelf of`}
        value={office}
        data={kit.offices.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(event) => hold.type({ office: event.currentTarget.value })}
      />
      {worn.length > 0 && (
        <NativeSelect
          label={t`In place of`}
          description={t`The old device ends with the same instant. Until then an open strap is expected, for two hours at most.`}
          value={replaces}
          data={[
            { value: '', label: t`None: it is one more` },
            ...worn.map(({ assignment, device }) => ({ value: assignment, label: device.identifier })),
          ]}
          onChange={(event) => hold.type({ replaces: event.currentTarget.value })}
        />
      )}
      <Scanner
        label={t`Number of the device`}
        scans={{ heard: [], waiting: 0, scan: (text) => hold.type({ identifier: text.trim() }) }}
      />
      <p role="status">
        {identifier === '' ? (
          <Trans>No device is chosen yet.</Trans>
        ) : (
          <Trans>
            Chosen: <bdi>{identifier}</bdi>
          </Trans>
        )}
      </p>
      <p className={classes.dim}>
        <Trans>
          Nothing that it sends is judged before the fitting has ended, and no place of it is kept.
        </Trans>
      </p>
      <div className={classes.bar}>
        <Button onClick={begin} disabled={identifier === '' || office === ''}>
          <Trans>Begin the fitting</Trans>
        </Button>
      </div>
    </StepCard>
  );
}
