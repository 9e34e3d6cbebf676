import { type BulkPreview, bulkConditions, bulkPreview } from '@attend/contracts/bulk-exceptions';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Checkbox, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { request } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { serverNow } from '../../ui/clock.ts';
import { DateTimeField } from '../../ui/DateField.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { wallClock } from '../../ui/time.ts';
import { useTimezone } from '../../ui/zone.tsx';
import { Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import classes from './page.module.css';
import { bulkOfficesQuery } from './queries.ts';
import { byCounty, checkGrant, conditionWords, type GrantFields } from './view.ts';

type Props = {
  readonly next: (chosen: {
    readonly body: object;
    readonly offices: readonly string[];
    readonly preview: BulkPreview;
    /** It was granted: what was typed is kept no more. */
    readonly forget: () => void;
  }) => void;
};

/** Where, what, from when to when and why; then whom it concerns is shown. */
export function Choose({ next }: Props) {
  const timezone = useTimezone();
  const offices = useQuery(bulkOfficesQuery);
  const kept = useKeptForm<GrantFields>('bulk-exception', {
    moments: ['from'],
    initialValues: {
      ...{ offices: [], conditions: ['curfew'], from: wallClock(serverNow(), timezone), to: '', reason: '' },
    },
    validate: (values) => {
      const checked = checkGrant(values, timezone);
      return checked.ok ? {} : { ...checked.errors };
    },
  });
  const { form } = kept;
  const look = useMutation<void, ApiFailure, GrantFields>({
    mutationFn: async (values) => {
      const checked = checkGrant(values, timezone);
      if (!checked.ok) return form.setErrors({ ...checked.errors });
      const asked = { offices: values.offices };
      const answer = await request('/api/bulk-exceptions/preview', bulkPreview, {
        method: 'POST',
        body: asked,
      });
      if (!answer.ok) throw answer.error;
      const { forget } = kept;
      next({ body: checked.body, offices: values.offices, preview: answer.value, forget });
    },
  });
  if (!offices.data)
    return offices.error ? <Failed error={offices.error} retry={offices.refetch} /> : <Waiting />;
  const { values, errors } = form;
  const toggle = (ids: readonly string[], on: boolean) =>
    form.setFieldValue('offices', [...values.offices.filter((id) => !ids.includes(id)), ...(on ? ids : [])]);
  return (
    <Card title={t`Let many off`}>
      <form className={classes.fields} onSubmit={form.onSubmit((given) => look.mutate(given))} noValidate>
        <Restored of={kept} />
        <fieldset className={classes.group}>
          <legend>{t`Where they are supervised`}</legend>
          {byCounty(offices.data.offices).map(([county, within]) => {
            const ids = within.map(({ id }) => id);
            const chosen = ids.filter((id) => values.offices.includes(id)).length;
            return (
              <div key={county ?? ''} className={classes.county}>
                <Checkbox
                  label={county ?? t`County not on record`}
                  checked={chosen === ids.length}
                  indeterminate={chosen > 0 && chosen < ids.length}
                  onChange={(event) => toggle(ids, event.currentTarget.checked)}
                />
                <div className={classes.under}>
                  {within.map(({ id, name, people }) => (
                    <Checkbox
                      key={id}
                      label={`${name} (${people})`}
                      checked={values.offices.includes(id)}
                      onChange={(event) => toggle([id], event.currentTarget.checked)}
                    />
                  ))}
                </div>
              </div>
            );
          })}
          {errors.offices && (
            <p className={classes.fault} role="alert">
              {errors.offices}
            </p>
          )}
        </fieldset>
        <fieldset className={classes.group}>
          <legend>{t`What need not be kept`}</legend>
          {bulkConditions.map((condition) => (
            <Checkbox
              key={condition}
              label={conditionWords(condition)}
              checked={values.conditions.includes(condition)}
              onChange={(event) =>
                form.setFieldValue(
                  'conditions',
                  bulkConditions.filter((one) =>
                    one === condition ? event.currentTarget.checked : values.conditions.includes(one),
                  ),
                )
              }
            />
          ))}
          {errors.conditions && (
            <p className={classes.fault} role="alert">
              {errors.conditions}
            </p>
          )}
        </fieldset>
        <DateTimeField label={t`From`} {...form.getInputProps('from')} />
        <DateTimeField label={t`Until`} {...form.getInputProps('to')} />
        <Textarea
          label={t`Reason`}
          description={t`In words that name nobody: everybody whom it concerns may read them.`}
          {...form.getInputProps('reason')}
        />
        <Refusal failure={look.error} />
        <div className={classes.buttons}>
          <Button type="submit" loading={look.isPending}>
            <Trans>See whom it concerns</Trans>
          </Button>
        </div>
      </form>
    </Card>
  );
}
