import { isUnreadTeaching, teachingPoints, teachingText } from '@attend/contracts/fittings';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { languageWords } from '../../ui/language.tsx';
import { textDirection } from '../../ui/preferences.ts';
import { textOrNull } from '../../ui/text-or-null.ts';
import { toChoose } from '../../ui/to-choose.ts';
import { Unread } from '../orders/unread.tsx';
import classes from './page.module.css';
import { type Fold, StepCard } from './step-card.tsx';
import type { WorkHold } from './use-work.ts';
import { meansOptions, pointWords, weeksWords } from './view.ts';
import type { StepState, Work } from './work.ts';

type Props = { readonly hold: WorkHold; readonly work: Work; readonly state: StepState; readonly fold: Fold };
/** FIT-5: a person compares. A machine compares nobody. */
export function IdentityStep({ hold, work, state, fold }: Props) {
  const { means, identityNote } = work.typed;
  const write = () =>
    hold.write('identity', ({ typed }) => ({ means: typed.means, note: textOrNull(typed.identityNote) }));
  return (
    <StepCard step="identity" {...{ hold, state, fold }}>
      <NativeSelect
        label={t`How you know that it is them`}
        value={means}
        data={toChoose(meansOptions())}
        onChange={(event) => {
          const found = meansOptions().find(({ value }) => value === event.currentTarget.value);
          hold.type({ means: found?.value ?? '' });
        }}
      />
      <Textarea
        label={t`Note`}
        description={t`What does not fit the file, where anything does not.`}
        autosize
        value={identityNote}
        onChange={(event) => hold.type({ identityNote: event.currentTarget.value })}
      />
      <div className={classes.bar}>
        <Button onClick={write} disabled={means === ''} variant={state === 'done' ? 'default' : 'filled'}>
          <Trans>It is them</Trans>
        </Button>
      </div>
    </StepCard>
  );
}

/** FIT-5: point by point, in the wearer's own language where there are words in it. */
export function TeachingStep({
  hold,
  work,
  state,
  fold,
  languages,
}: Props & { readonly languages: readonly string[] }) {
  const { language, interpreter, points } = work.typed;
  const texts = teachingText(language);
  const write = () =>
    hold.write('teaching', ({ typed }) => ({
      ...{ language: typed.language, interpreter: textOrNull(typed.interpreter), points: typed.points },
    }));
  return (
    <StepCard step="teaching" {...{ hold, state, fold }}>
      <NativeSelect
        label={t`Language of the wearer`}
        value={language}
        data={languages.map((value) => ({ value, label: languageWords(value) }))}
        onChange={(event) => hold.type({ language: event.currentTarget.value })}
      />
      <TextInput
        label={t`Interpreter`}
        description={
          texts === null
            ? t`The points have no text in this language: an interpreter says them.`
            : t`Empty: none was needed.`
        }
        value={interpreter}
        onChange={(event) => hold.type({ interpreter: event.currentTarget.value })}
      />
      {texts !== null && isUnreadTeaching(language) && <Unread />}
      <fieldset className={classes.points}>
        <legend>
          <Trans>Explained, and understood</Trans>
        </legend>
        {teachingPoints.map((point) => (
          <Checkbox
            key={point}
            checked={points.includes(point)}
            onChange={(event) =>
              hold.type({
                points: event.currentTarget.checked
                  ? [...points, point]
                  : points.filter((one) => one !== point),
              })
            }
            label={pointWords(point)}
            description={
              texts === null ? undefined : (
                <span className={classes.taught} lang={language} dir={textDirection(language)}>
                  {texts[point]}
                </span>
              )
            }
          />
        ))}
      </fieldset>
      <div className={classes.bar}>
        <Button
          onClick={write}
          variant={state === 'done' ? 'default' : 'filled'}
          disabled={points.length < teachingPoints.length}
        >
          <Trans>All of it was explained</Trans>
        </Button>
      </div>
    </StepCard>
  );
}

/** FIT-7: what the model proposes, and what a person confirms. */
export function CadenceStep({
  hold,
  work,
  state,
  fold,
  proposed,
}: Props & { readonly proposed: number | null }) {
  const weeks = work.typed.weeks ?? proposed ?? 0;
  return (
    <StepCard step="check-ins" {...{ hold, state, fold }}>
      <p>
        {proposed === null ? (
          <Trans>
            This model proposes no check-ins of its own, or which model it is is not known here yet.
          </Trans>
        ) : (
          <Trans>The model proposes: {weeksWords(proposed)}.</Trans>
        )}
      </p>
      <NativeSelect
        label={t`How often they are seen`}
        value={String(weeks)}
        data={[0, 4, 8, 12].map((value) => ({ value: String(value), label: weeksWords(value) }))}
        onChange={(event) => hold.type({ weeks: Number(event.currentTarget.value) })}
      />
      <div className={classes.bar}>
        <Button
          variant={state === 'done' ? 'default' : 'filled'}
          onClick={() => {
            hold.type({ weeks });
            hold.write('check-ins', () => ({ weeks }));
          }}
        >
          <Trans>Confirm it</Trans>
        </Button>
      </div>
    </StepCard>
  );
}
