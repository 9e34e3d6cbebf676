import { t } from '@lingui/core/macro';
import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import classes from '../stock/page.module.css';
import { modelQuery } from '../stock/queries.ts';
import { abilityWords } from '../stock/view.ts';

/** Every revision as it was, the newest first. */
export function Revisions({ id, close }: { readonly id: string; readonly close: () => void }) {
  const model = useQuery(modelQuery(id));
  const name = model.data ? `${model.data.maker} ${model.data.name}` : '';
  return (
    <Modal
      opened
      size="lg"
      onClose={close}
      title={t`Revisions of ${name}`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      {!model.data && (model.error ? <Failed error={model.error} retry={model.refetch} /> : <Waiting />)}
      <ol reversed>
        {model.data?.revisions.map(({ version, at, by, reason, content }) => {
          const { fixEvery, uploadEvery, checkInWeeks } = content;
          return (
            <li key={version}>
              <Moment at={at} /> · {by}: {reason}
              <span className={classes.second}>
                {content.protocols.join(', ')} · {t`${fixEvery} s · ${uploadEvery} s`} ·{' '}
                {content.knows.map(abilityWords).join(', ')}
                {checkInWeeks !== null && ` · ${t`every ${checkInWeeks} weeks`}`}
                {content.ended && ` · ${t`not in use any more`}`}
              </span>
            </li>
          );
        })}
      </ol>
    </Modal>
  );
}
