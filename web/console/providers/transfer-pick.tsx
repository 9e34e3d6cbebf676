import { type TransferPreview, transferPreview } from '@attend/contracts/provider-transfers';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Checkbox, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { request } from '../../ui/api/request.ts';
import { BelowName } from '../../ui/PersonLine.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptFields } from '../shell/kept-form.tsx';
import classes from './page.module.css';
import { type Selection, selectionOf } from './transfer-selection.ts';

type Named = { readonly id: string; readonly name: string };
type Props = {
  readonly from: Named;
  readonly to: Named;
  /** Whom the old provider has, by name as far as a page names them. */
  readonly all: TransferPreview;
  readonly show: (preview: TransferPreview, selection: Selection) => void;
  readonly close: () => void;
};

/** Single people of a provider, ticked or typed: nobody is, until somebody does. */
export function Pick({ from, to, all, show, close }: Props) {
  const kept = useKeptFields(`provider-transfer.pick.${from.id}.${to.id}`, { ticked: '', typed: '' });
  const { ticked, typed } = kept.fields;
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [tried, setTried] = useState(false);
  const here = new Set(all.moving.map(({ person }) => person.id));
  const chosen = ticked.split(' ').filter((id) => here.has(id));
  const selection = selectionOf(chosen, typed);
  const beside = all.moves - all.moving.length;
  const look = async () => {
    setTried(true);
    if (selection === null) return;
    setAsking(true);
    const body = { from: from.id, to: to.id, ...selection };
    const answer = await request('/api/provider-transfers/preview', transferPreview, {
      method: 'POST',
      body,
    });
    setAsking(false);
    if (!answer.ok) return setFailure(answer.error);
    kept.forget();
    show(answer.value, selection);
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t`Choose who goes from ${from.name} to ${to.name}`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void look();
        }}
      >
        <Restored of={kept} />
        <Checkbox.Group
          label={t`Tick who goes`}
          value={chosen}
          onChange={(ids) => kept.set({ ticked: ids.join(' ') })}
        >
          <div className={classes.picks}>
            {all.moving.map(({ person, office }) => (
              <Checkbox
                key={person.id}
                value={person.id}
                label={<bdi>{person.name}</bdi>}
                description={<BelowName person={person} more={office} />}
              />
            ))}
          </div>
        </Checkbox.Group>
        {beside > 0 && (
          <p className={classes.dim}>
            {plural(beside, {
              one: '# more of theirs stands not here: type the reference.',
              other: '# more of theirs stand not here: type their references.',
            })}
          </p>
        )}
        <Textarea
          label={t`Or type references`}
          description={t`A line each, or with commas between. Who is ticked goes as well.`}
          autosize
          minRows={2}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => kept.set({ typed: event.currentTarget.value })}
          error={tried && selection === null ? t`Tick or type somebody` : null}
        />
        <Refusal failure={failure} />
        <Button type="submit" loading={asking}>
          <Trans>Show who would go</Trans>
        </Button>
      </form>
    </Modal>
  );
}
