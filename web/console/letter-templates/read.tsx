import type { BuiltInView } from '@attend/contracts/letter-templates';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ApiFailure, isConflict } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import { Moment } from '../../ui/When.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { useStands } from '../shell/stands.tsx';
import { may, useStaff } from '../signed-in.tsx';
import { versionStands } from './facts.ts';
import classes from './page.module.css';
import { Sheet } from './sheet.tsx';
import { kindWords, type Shown, statusWords, withExamples } from './view.ts';

type Act = 'publish' | 'discard' | 'withdraw';

/** One version, to be read whole before it is published. */
export function ReadVersion({ of, close }: { readonly of: Shown; readonly close: () => void }) {
  const client = useQueryClient();
  const say = useSay();
  const staff = useStaff();
  const { template, version } = of;
  const { version: revision, told } = useStands(versionStands(version));
  const act = useMutation<void, ApiFailure, Act>({
    mutationFn: async (what) => {
      const path = `/api/letter-templates/${template.id}/${what}`;
      const read = { version: version.version, revision };
      const answer = await send(path, what === 'withdraw' ? undefined : read);
      if (!answer.ok) throw answer.error;
      const done: Record<Act, string> = {
        publish: t`It is published, and offered from now on.`,
        discard: t`The draft is given up.`,
        withdraw: t`It is offered no more.`,
      };
      say(done[what]);
      await client.invalidateQueries({ queryKey: ['letter-templates'] });
      close();
    },
    // Behind the dialog stands by now what somebody else has written.
    onError: (failure) => {
      if (isConflict(failure)) void client.invalidateQueries({ queryKey: ['letter-templates'] });
    },
  });
  const authors = version.authors.map(({ name }) => name).join(', ');
  const wrote = version.authors.some(({ id }) => id === staff.id);
  const publishes = may(staff, 'letter-templates.publish');
  const number = version.version;
  const status = statusWords(version.status);
  return (
    <Modal
      opened
      size="lg"
      onClose={close}
      title={template.name}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <div className={entryClasses.form}>
        <p>
          <Trans>
            Version {number}, {status}, written by {authors}, last on <Moment at={version.changed} />
          </Trans>
        </p>
        <Sheet
          language={template.language}
          title={withExamples(template.kind, version.title)}
          body={version.body.map((one) => ({ ...one, text: withExamples(template.kind, one.text) }))}
          label={t`What it says`}
        />
        {version.status === 'draft' && publishes && wrote && (
          <p>
            <Trans>You wrote in this draft: somebody else reads and publishes it.</Trans>
          </p>
        )}
        {told}
        <Refusal failure={act.error} />
        <div className={classes.buttons}>
          {version.status === 'draft' && publishes && !wrote && (
            <Button loading={act.isPending} onClick={() => act.mutate('publish')} data-autofocus>
              <Trans>Publish it</Trans>
            </Button>
          )}
          {version.status === 'draft' && may(staff, 'letter-templates.write') && (
            <Button variant="default" loading={act.isPending} onClick={() => act.mutate('discard')}>
              <Trans>Give the draft up</Trans>
            </Button>
          )}
          {version.status === 'published' && publishes && template.withdrawn === null && (
            <Button variant="default" loading={act.isPending} onClick={() => act.mutate('withdraw')}>
              <Trans>Offer it no more</Trans>
            </Button>
          )}
        </div>
      </div>
    </Modal>
  );
}

/** The program's own words, for whoever may read them and write none. */
export function ReadBuiltIn({ of, close }: { readonly of: BuiltInView; readonly close: () => void }) {
  const { kind, language, title, body } = of;
  return (
    <Modal
      opened
      size="lg"
      onClose={close}
      title={kindWords(kind)}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <Sheet
        language={language}
        title={withExamples(kind, title)}
        body={body.map((one) => ({ ...one, text: withExamples(kind, one.text) }))}
        label={t`What it says`}
      />
    </Modal>
  );
}
