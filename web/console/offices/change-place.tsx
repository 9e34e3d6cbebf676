import type { Place } from '@attend/contracts/agency';
import { placeEnd, placeRename } from '@attend/contracts/places';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { fieldFaults } from '../../ui/api/field-faults.ts';
import { send } from '../../ui/api/request.ts';
import { serverNow } from '../../ui/clock.ts';
import { DateField } from '../../ui/DateField.tsx';
import { formCheck } from '../../ui/form-check.ts';
import { useSay } from '../../ui/Say.tsx';
import { wallClock } from '../../ui/time.ts';
import { useTimezone } from '../../ui/zone.tsx';
import { agencyQuery } from '../queries.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { may, useStaff } from '../signed-in.tsx';
import { type Kind, placePaths } from './form.ts';

type Props = { readonly kind: Kind; readonly of: Place; readonly close: () => void };

export function useChange(path: string, done: string, forget: () => void, close: () => void) {
  const client = useQueryClient();
  const say = useSay();
  return useMutation<void, ApiFailure, object>({
    mutationFn: async (body) => {
      const answer = await send(path, body);
      await client.invalidateQueries({ queryKey: agencyQuery.queryKey });
      if (!answer.ok) throw answer.error;
      forget();
      say(done);
      close();
    },
  });
}

/** ACC-30: what stands in it stays; it is called otherwise. */
export function RenamePlace({ kind, of: { id, name }, close }: Props) {
  const kept = useKeptForm(`place-name.${id}`, {
    initialValues: { was: name, name },
    validate: formCheck(placeRename),
  });
  const change = useChange(`${placePaths[kind]}/${id}/name`, t`It is renamed.`, kept.forget, close);
  const faults = fieldFaults(change.error, { name: 'name' });
  return (
    <Modal opened onClose={close} title={t`Rename ${name}`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={kept.form.onSubmit((values) => change.mutate(values))}
      >
        <Restored of={kept} />
        <TextInput
          label={t`Name`}
          description={t`People, staff and records stay in it. A file that is imported later and still says the old name opens a new office of that name.`}
          data-autofocus
          {...kept.form.getInputProps('name')}
          error={kept.form.errors.name ?? faults.name}
        />
        {Object.keys(faults).length === 0 && <Refusal failure={change.error} />}
        <Button type="submit" loading={change.isPending}>
          <Trans>Rename it</Trans>
        </Button>
      </form>
    </Modal>
  );
}

/** ACC-31: refused, with counts, while anybody or anything stands in it. */
export function EndPlace({ kind, of: { id, name }, close }: Props) {
  const zone = useTimezone();
  const kept = useKeptForm(`place-end.${id}`, {
    initialValues: { on: wallClock(serverNow(), zone).slice(0, 10), reason: '' },
    moments: ['on'],
    validate: formCheck(placeEnd),
  });
  const change = useChange(`${placePaths[kind]}/${id}/end`, t`It has ended.`, kept.forget, close);
  const faults = fieldFaults(change.error, { on: 'on', reason: 'reason' });
  return (
    <Modal opened onClose={close} title={t`End ${name}`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={kept.form.onSubmit((values) => change.mutate(values))}
      >
        <Restored of={kept} />
        <p className={entryClasses.aside}>
          <Trans>
            It leaves every list; what rests on it keeps its name. While people, devices, staff or check-ins
            stand in it this is refused, and says how many.
          </Trans>
        </p>
        <DateField
          label={t`From which day on`}
          {...kept.form.getInputProps('on')}
          error={kept.form.errors.on ?? faults.on}
        />
        <Textarea
          label={t`Why`}
          data-autofocus
          autosize
          minRows={2}
          {...kept.form.getInputProps('reason')}
          error={kept.form.errors.reason ?? faults.reason}
        />
        {Object.keys(faults).length === 0 && <Refusal failure={change.error} />}
        {kind === 'office' && isStillUsed(change.error) && <MoveFirst office={id} />}
        <Button type="submit" color="red.9" loading={change.isPending}>
          <Trans>End it</Trans>
        </Button>
      </form>
    </Modal>
  );
}

const isStillUsed = (failure: ApiFailure | null): boolean =>
  failure?.kind === 'refused' && failure.problem.code === 'still-used';

/** Where its people are moved from, for whoever may; an administrator, who sees nobody, reads who does it. */
function MoveFirst({ office }: { readonly office: string }) {
  if (!may(useStaff(), 'caseloads.move'))
    return (
      <p className={entryClasses.aside}>
        <Trans>A supervisor moves its people, on the page Move people between offices.</Trans>
      </p>
    );
  return (
    <p className={entryClasses.aside}>
      <Link to="/move-offices" search={{ from: office }}>
        <Trans>Move its people to another office</Trans>
      </Link>
    </p>
  );
}
