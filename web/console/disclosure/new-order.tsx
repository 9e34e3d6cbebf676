import { peopleList } from '@attend/contracts/people';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, MultiSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { read, send } from '../../ui/api/request.ts';
import { DateField } from '../../ui/DateField.tsx';
import { formCheck } from '../../ui/form-check.ts';
import { useSay } from '../../ui/Say.tsx';
import { staffQuery } from '../queries.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { useStaff } from '../signed-in.tsx';
import { orderBody, orderEmpty, orderForm } from './form.ts';
import classes from './page.module.css';

/** A court's order, as it stands on paper: every field of it, and whose looks it keeps back. */
export function NewOrder({ close }: { readonly close: () => void }) {
  const me = useStaff();
  const client = useQueryClient();
  const say = useSay();
  const staff = useQuery(staffQuery);
  const kept = useKeptForm('disclosure-order', {
    mode: 'uncontrolled',
    initialValues: orderEmpty,
    validate: formCheck(orderForm),
  });
  const { form } = kept;
  const enter = useMutation({
    mutationFn: async (values: typeof orderEmpty) => {
      const number = values.person.trim();
      const { people } = await read('/api/people', peopleList, { query: { q: number, limit: 20 } });
      const found = people.find(({ reference }) => reference === number);
      if (found === undefined) {
        form.setFieldError('person', t`Nobody has this number.`);
        return;
      }
      const answer = await send('/api/disclosure-delays', orderBody(values, found.id));
      if (!answer.ok) throw answer.error;
      kept.forget();
      await client.invalidateQueries({ queryKey: ['disclosure'] });
      say(t`Entered. It keeps nothing back before somebody else has confirmed it.`);
      close();
    },
  });
  const viewers = (staff.data?.staff ?? [])
    .filter(({ id, endedAt }) => endedAt === null && id !== me.id)
    .map(({ id, name, email }) => ({ value: id, label: `${name} · ${email}` }));
  const field = (name: keyof typeof orderEmpty) => ({ key: form.key(name), ...form.getInputProps(name) });
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={t`Enter a court’s order`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form
        className={entryClasses.form}
        onSubmit={form.onSubmit((values) => enter.mutate(values))}
        noValidate
      >
        <Restored of={kept} />
        <TextInput
          label={t`Number of the person`}
          description={t`As the agency writes it`}
          data-autofocus
          {...field('person')}
        />
        <TextInput label={t`Court`} {...field('court')} />
        <TextInput
          label={t`Reference of the order`}
          description={t`A new order is needed to prolong one: each has a reference of its own.`}
          {...field('reference')}
        />
        <TextInput label={t`Legal basis`} {...field('legalBasis')} />
        <Textarea label={t`Reason`} autosize minRows={2} {...field('reason')} />
        <MultiSelect
          label={t`Whose looks`}
          description={t`Only theirs are kept back. You cannot be one of them.`}
          data={viewers}
          searchable
          {...field('viewers')}
        />
        <Textarea
          label={t`For which purposes`}
          description={t`One a line, word for word as the look gives it. Empty: all looks of these people.`}
          autosize
          {...field('purposes')}
        />
        <div className={classes.dates}>
          <DateField label={t`From`} {...field('from')} />
          <DateField label={t`To`} description={t`At most 90 days later`} {...field('to')} />
          <DateField
            label={t`Review by`}
            description={t`Within 45 days, or it lapses`}
            {...field('reviewAt')}
          />
        </div>
        <Refusal failure={enter.error} />
        <Button type="submit" loading={enter.isPending}>
          <Trans>Enter the order</Trans>
        </Button>
      </form>
    </Modal>
  );
}
