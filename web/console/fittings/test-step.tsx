import { type FittingDetail, selfTestChecks } from '@attend/contracts/fittings';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Card, Facts } from '../../ui/Card.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Ago } from '../../ui/When.tsx';
import { batteryWords } from '../../ui/words/devices.ts';
import { Refusal } from '../shell/entry.tsx';
import { useCommand } from '../shell/use-command.ts';
import { Folded } from './folded.tsx';
import classes from './page.module.css';
import { stale } from './queries.ts';
import { StateTag } from './state-tag.tsx';
import { headingOf } from './step-card.tsx';
import { checkWords, resultWords, stepWords } from './view.ts';

const tones = { good: 'good', bad: 'high', 'not-known': 'medium', 'not-asked': 'plain' } as const;

type Props = { readonly of: FittingDetail | null; readonly passed: () => void };

/** FIT-3: needs the device and the server at once. Without one of them it says that nothing is known yet, and is asked for again. */
export function TestStep({ of, passed: goOn }: Props) {
  const { run, sending, failure } = useCommand(stale);
  if (of !== null && of.testedAt !== null) {
    const line = { what: t`Passed`, by: of.begunBy, at: of.testedAt };
    return <Folded step="self-test" state="done" line={line} />;
  }
  const test = of?.test ?? selfTestChecks.map((check) => ({ check, result: 'not-known' as const }));
  const pass = async () => {
    if (of === null) return;
    const refused = await run(`/api/fittings/${of.id}/self-test`, {}, t`The self-test is passed.`);
    if (refused === null) goOn();
  };
  const passed = test.every(({ result }) => result === 'good' || result === 'not-asked');
  return (
    <Card
      title={stepWords('self-test')}
      headingId={headingOf('self-test')}
      aside={<StateTag state="to-do" />}
    >
      <div className={classes.fields}>
        <ul className={classes.checks} aria-live="polite">
          {test.map(({ check, result }) => (
            <li key={check}>
              <span>{checkWords(check)}</span>
              <Tag tone={tones[result]}>{resultWords(result)}</Tag>
            </li>
          ))}
        </ul>
        {of === null && (
          <p>
            <Trans>
              Not known yet: the server has not heard of this fitting. It is asked again by itself.
            </Trans>
          </p>
        )}
        {of !== null && <Heard of={of.signs} />}
        <Refusal failure={failure} />
        <div className={classes.bar}>
          <Button disabled={of === null || !passed} loading={sending} onClick={() => void pass()}>
            <Trans>Put the self-test on record</Trans>
          </Button>
        </div>
      </div>
    </Card>
  );
}

/** What its last frames said, and how well it hears. */
function Heard({ of }: { readonly of: FittingDetail['signs'] }) {
  if (of === null)
    return (
      <p>
        <Trans>Nothing was heard of it yet. Switch it on, close the strap, and take it to a window.</Trans>
      </p>
    );
  const { fix } = of;
  return (
    <Facts
      of={[
        [t`Last heard`, <Ago key="at" at={of.lastAt} />],
        [t`Messages since it began`, of.frames],
        [t`Battery`, batteryWords({ percent: of.percent, charging: of.charging }, currentLocale())],
        [t`Position`, fix === null ? t`None yet` : fixWords(fix)],
        [t`Mobile network`, of.signal === null ? t`Not known` : t`${of.signal} % of the strongest`],
        [t`Satellites`, fix?.satellites ?? t`Not known`],
      ]}
    />
  );
}

function fixWords({ accuracy }: NonNullable<NonNullable<FittingDetail['signs']>['fix']>): string {
  if (accuracy === null) return t`Found; how exact is not known`;
  const metres = Math.round(accuracy);
  return t`Found, exact to ${metres} m`;
}
