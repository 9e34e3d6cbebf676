import {
  type OfficeMoveChoices,
  type OfficeMovePreview,
  officeMovePreview,
} from '@attend/contracts/office-moves';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, NativeSelect } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { fieldFaults } from '../../ui/api/field-faults.ts';
import { request } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { CommitMove } from '../move-caseloads/commit.tsx';
import classes from '../move-caseloads/page.module.css';
import { Refusal } from '../shell/entry.tsx';
import {
  askOfOffices,
  checkOfficeMove,
  maySelectPeople,
  type OfficeMoveFields,
  officeMoveEmpty,
  officersOf,
} from './form.ts';
import { OfficePreview } from './preview.tsx';
import { officeMovedKeys } from './queries.ts';

type Seen = { readonly fields: OfficeMoveFields; readonly preview: OfficeMovePreview };
type Props = { readonly of: OfficeMoveChoices; readonly from: string };

/** First who would move and what goes along, then a reason, then all of it in one step. */
export function MoveOffice({ of, from }: Props) {
  const [seen, setSeen] = useState<Seen | null>(null);
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const forget = (): void => {
    setSeen(null);
    setLeftOut(new Set());
  };
  const form = useForm<OfficeMoveFields>({
    initialValues: { ...officeMoveEmpty, from: of.offices.some(({ id }) => id === from) ? from : '' },
    validate: checkOfficeMove,
    // What was shown is of other offices by then.
    onValuesChange: forget,
  });
  const look = useMutation<void, ApiFailure, OfficeMoveFields>({
    mutationFn: async (fields) => {
      const body = askOfOffices(fields, seen?.preview ?? null, leftOut);
      const answer = await request('/api/office-moves/preview', officeMovePreview, { method: 'POST', body });
      if (!answer.ok) throw answer.error;
      setSeen({ fields, preview: answer.value });
    },
    onError: (failure) =>
      form.setErrors(fieldFaults(failure, { from: 'from', to: 'to', 'officers.officer': 'officers' })),
  });
  const current =
    seen !== null && [...leftOut].every((id) => !seen.preview.moving.some(({ person }) => person.id === id));
  return (
    <Card title={t`Move people of an office`}>
      <form className={classes.form} onSubmit={form.onSubmit((fields) => look.mutate(fields))} noValidate>
        <Choices of={of} input={(name) => form.getInputProps(name)} />
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
          <OfficePreview
            of={seen.preview}
            leftOut={leftOut}
            leaveOut={maySelectPeople(seen.preview) ? setLeftOut : null}
          />
          {current && seen.preview.moves > 0 && (
            <CommitMove
              name="office-move"
              path="/api/office-moves"
              body={{ ...askOfOffices(seen.fields, seen.preview, leftOut), plan: seen.preview.plan }}
              moves={seen.preview.moves}
              queryKeys={officeMovedKeys}
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

type ChoicesProps = {
  readonly of: OfficeMoveChoices;
  readonly input: (name: keyof OfficeMoveFields) => object;
};

function Choices({ of, input }: ChoicesProps) {
  const { having, receiving } = officersOf(of);
  const choose = { value: '', label: t`Choose…` };
  const offices = of.offices.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <div className={classes.two}>
        <NativeSelect label={t`From`} data={[choose, ...offices]} {...input('from')} />
        <NativeSelect label={t`To`} data={[choose, ...offices]} {...input('to')} />
      </div>
      <NativeSelect
        label={t`Whom`}
        data={[
          { value: '', label: t`Everybody of the office` },
          ...having.map(({ id, name }) => ({ value: id, label: t`Those whose officer is ${name}` })),
        ]}
        {...input('officer')}
      />
      <NativeSelect
        label={t`Their officer then`}
        data={[
          { value: 'keep', label: t`Who it is now, where they work in the new office too` },
          { value: 'none', label: t`Nobody yet: they wait in the new office’s list` },
          ...receiving.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        {...input('officers')}
      />
    </>
  );
}
