import { peopleList } from '@attend/contracts/people';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { read, send } from '../../ui/api/request.ts';
import { DateField } from '../../ui/DateField.tsx';
import { formCheck } from '../../ui/form-check.ts';
import { useSay } from '../../ui/Say.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { endOfDay, holdEmpty, holdForm } from './form.ts';

/** A hold on one person, named by the agency's own number. */
export function NewHold({ close }: { readonly close: () => void }) {
  const client = useQueryClient();
  const say = useSay();
  const kept = useKeptForm('hold', {
    mode: 'uncontrolled',
    initialValues: holdEmpty,
    validate: formCheck(holdForm),
  });
  const { form } = kept;
  const place = useMutation({
    mutationFn: async ({ person, reason, until }: typeof holdEmpty) => {
      const { people } = await read('/api/people', peopleList, { query: { q: person.trim(), limit: 20 } });
      const found = people.find(({ reference }) => reference === person.trim());
      if (found === undefined) {
        form.setFieldError('person', t`Nobody has this number.`);
        return;
      }
      const answer = await send('/api/retention/holds', {
        participant: found.id,
        reason,
        until: endOfDay(until),
      });
      if (!answer.ok) throw answer.error;
      kept.forget();
      await client.invalidateQueries({ queryKey: ['retention'] });
      const name = found.name;
      say(t`Nothing of ${name} ends until the hold does.`);
      close();
    },
  });
  return (
    <Modal opened onClose={close} title={t`Place a hold`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form
        className={entryClasses.form}
        onSubmit={form.onSubmit((values) => place.mutate(values))}
        noValidate
      >
        <Restored of={kept} />
        <TextInput
          label={t`Number of the person`}
          description={t`As the agency writes it`}
          data-autofocus
          key={form.key('person')}
          {...form.getInputProps('person')}
        />
        <Textarea label={t`Reason`} key={form.key('reason')} {...form.getInputProps('reason')} />
        <DateField
          label={t`Until`}
          description={t`Every hold has an end; place another one if it is still needed then.`}
          key={form.key('until')}
          {...form.getInputProps('until')}
        />
        <Refusal failure={place.error} />
        <Button type="submit" loading={place.isPending}>
          <Trans>Place the hold</Trans>
        </Button>
      </form>
    </Modal>
  );
}
