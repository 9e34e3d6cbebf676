import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Checkbox } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { formCheck } from '../../ui/form-check.ts';
import { Failed, Waiting } from '../../ui/State.tsx';
import { agencyQuery } from '../queries.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { officesForm } from './form.ts';
import { useChange } from './use-change.ts';
import type { StaffEntry } from './view.ts';

type Props = { readonly entry: StaffEntry; readonly close: () => void };

/** In which offices somebody's roles hold. A provider's staff have none: they see people assigned to them or to it. */
export function Offices({ entry, close }: Props) {
  const agency = useQuery(agencyQuery);
  const provider = entry.provider;
  if (provider !== null)
    return (
      <p className={entryClasses.aside}>
        <Trans>
          Works for {provider}: sees people assigned to them or to it, in no office of the agency.
        </Trans>
      </p>
    );
  if (!agency.data)
    return agency.error ? <Failed error={agency.error} retry={agency.refetch} /> : <Waiting />;
  const names = agency.data.offices.map(({ name }) => name);
  return <Choice entry={entry} close={close} offices={names} />;
}

function Choice({ entry, close, offices }: Props & { readonly offices: readonly string[] }) {
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { offices: [...entry.offices] },
    validate: formCheck(officesForm),
  });
  const change = useChange(`/api/staff/${entry.id}/offices`, 'PUT', t`Offices changed.`, close);
  if (offices.length === 0)
    return (
      <p className={entryClasses.aside}>
        <Trans>The agency has no offices yet: the roles hold everywhere.</Trans>
      </p>
    );
  return (
    <form
      className={entryClasses.form}
      onSubmit={form.onSubmit((values) => change.mutate(values))}
      noValidate
    >
      <Checkbox.Group
        label={t`Offices`}
        description={t`Where the roles hold. None ticked: in every office of the agency.`}
        key={form.key('offices')}
        {...form.getInputProps('offices')}
      >
        <div className={entryClasses.choices}>
          {offices.map((name) => (
            <Checkbox key={name} value={name} label={name} />
          ))}
        </div>
      </Checkbox.Group>
      <Refusal failure={change.error} />
      <Button type="submit" variant="default" loading={change.isPending}>
        <Trans>Keep these offices</Trans>
      </Button>
    </form>
  );
}
