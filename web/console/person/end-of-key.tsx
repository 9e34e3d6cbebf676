import type { PersonDetail } from '@attend/contracts/people';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { send } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { formCheck } from '../../ui/form-check.ts';
import { useSay } from '../../ui/Say.tsx';
import { askBody, askEmpty, askForm } from '../destructions/form.ts';
import { latestOf, standingOf, standingWords } from '../destructions/view.ts';
import { destructionsQuery } from '../queries.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import classes from './page.module.css';

type Person = PersonDetail['person'];

/** Asks for the end of the person's key; another person approves it. */
export function EndOfKey({ person }: { readonly person: Person }) {
  const list = useQuery(destructionsQuery);
  const [asking, setAsking] = useState(false);
  const latest = list.data ? latestOf(list.data.destructions, person.id) : null;
  const standing = latest === null ? null : standingOf(latest);
  return (
    <Card title={t`End of this person's data`}>
      {standing !== null && (
        <p>
          <Link to="/destructions">{standingWords(standing)}</Link>
        </p>
      )}
      {(standing === null || standing === 'refused') && (
        <>
          <p className={classes.dim}>
            {t`Destroying the key makes everything about this person unreadable for ever, backups included. Two people decide it.`}
          </p>
          <Button variant="default" onClick={() => setAsking(true)} disabled={!list.data}>
            <Trans>Ask for it…</Trans>
          </Button>
        </>
      )}
      {asking && <Ask person={person} close={() => setAsking(false)} />}
    </Card>
  );
}

function Ask({ person, close }: { readonly person: Person; readonly close: () => void }) {
  const client = useQueryClient();
  const say = useSay();
  const check = formCheck(askForm);
  const kept = useKeptForm(`destruction.${person.id}`, {
    mode: 'uncontrolled',
    initialValues: askEmpty,
    validate: (values) => check(askBody(values)),
  });
  const { form } = kept;
  const ask = useMutation({
    mutationFn: async (values: typeof askEmpty) => {
      const answer = await send(`/api/people/${person.id}/destruction`, askBody(values));
      if (!answer.ok) throw answer.error;
      await client.invalidateQueries({ queryKey: destructionsQuery.queryKey });
      say(t`Asked for. Somebody else has to approve it.`);
      kept.forget();
      close();
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      title={t`Ask for the end of the key of ${person.reference}`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form className={entryClasses.form} onSubmit={form.onSubmit((values) => ask.mutate(values))} noValidate>
        <Restored of={kept} />
        <Textarea
          label={t`Reason`}
          description={t`It stays on record when the person's data is gone: write no name and no place.`}
          autosize
          minRows={3}
          data-autofocus
          key={form.key('reason')}
          {...form.getInputProps('reason')}
        />
        <Refusal failure={ask.error} />
        <Button type="submit" loading={ask.isPending}>
          <Trans>Ask for it</Trans>
        </Button>
      </form>
    </Modal>
  );
}
