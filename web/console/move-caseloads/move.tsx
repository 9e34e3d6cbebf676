import { type CaseloadPreview, type Caseloads, caseloadPreview } from '@attend/contracts/caseloads';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { fieldFaults } from '../../ui/api/field-faults.ts';
import { request } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { Refusal } from '../shell/entry.tsx';
import { CommitMove } from './commit.tsx';
import { askOf, checkMove, type MoveFields, maySelect, moveEmpty, officerChoices } from './form.ts';
import classes from './page.module.css';
import { Preview } from './preview.tsx';
import { movedKeys } from './queries.ts';

type Seen = { readonly fields: MoveFields; readonly preview: CaseloadPreview };

/** First who would move, then a reason, then all of them in one step. */
export function MoveCaseload({ of }: { readonly of: Caseloads }) {
  const [seen, setSeen] = useState<Seen | null>(null);
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const forget = (): void => {
    setSeen(null);
    setLeftOut(new Set());
  };
  const form = useForm<MoveFields>({
    initialValues: moveEmpty,
    validate: checkMove,
    // What was shown is of other officers by then.
    onValuesChange: forget,
  });
  const look = useMutation<void, ApiFailure, MoveFields>({
    mutationFn: async (fields) => {
      const body = askOf(fields, seen?.preview ?? null, leftOut);
      const answer = await request('/api/caseload-moves/preview', caseloadPreview, { method: 'POST', body });
      if (!answer.ok) throw answer.error;
      setSeen({ fields, preview: answer.value });
    },
    onError: (failure) => form.setErrors(fieldFaults(failure, { from: 'from', to: 'to' })),
  });
  const { from, to } = officerChoices(of);
  const choose = { value: '', label: t`Choose…` };
  const current = seen !== null && [...leftOut].every((id) => !isShown(seen.preview, id));
  return (
    <Card title={t`Move a caseload`}>
      <form className={classes.form} onSubmit={form.onSubmit((fields) => look.mutate(fields))} noValidate>
        <div className={classes.two}>
          <NativeSelect
            label={t`From`}
            data={[
              choose,
              ...from.map(({ id, name, people }) => ({ value: id, label: `${name} (${people})` })),
            ]}
            {...form.getInputProps('from')}
          />
          <NativeSelect
            label={t`To`}
            data={[
              choose,
              ...to.map(({ id, name, people }) => ({ value: id, label: `${name} (${people})` })),
            ]}
            {...form.getInputProps('to')}
          />
        </div>
        <NativeSelect
          label={t`Whom`}
          data={[
            { value: '', label: t`Everybody` },
            ...of.offices.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          {...form.getInputProps('office')}
        />
        <Checkbox
          label={t`Also people of offices in which the other officer does not work`}
          {...form.getInputProps('acrossOffices', { type: 'checkbox' })}
        />
        <Refusal failure={look.error} />
        <div>
          <Button type="submit" variant={current ? 'default' : 'filled'} loading={look.isPending}>
            {seen === null || current ? (
              <Trans>Show who would move</Trans>
            ) : (
              <Trans>Show who would move now</Trans>
            )}
          </Button>
        </div>
      </form>
      {seen && (
        <div className={classes.preview}>
          <Preview
            of={seen.preview}
            leftOut={leftOut}
            leaveOut={maySelect(seen.preview) ? setLeftOut : null}
          />
          {current && seen.preview.moves > 0 && (
            <CommitMove
              name="caseload-move"
              path="/api/caseload-moves"
              body={{ ...askOf(seen.fields, seen.preview, leftOut), plan: seen.preview.plan }}
              moves={seen.preview.moves}
              queryKeys={movedKeys}
              done={() => {
                form.reset();
                forget();
              }}
              again={() => look.mutate(seen.fields)}
            />
          )}
        </div>
      )}
    </Card>
  );
}

const isShown = ({ moving }: CaseloadPreview, id: string): boolean =>
  moving.some(({ person }) => person.id === id);
