import { type AccountRequest, accountRequest } from '@attend/contracts/account-requests';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { request } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import { accountRequestsQuery, staffQuery } from '../queries.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptFields } from '../shell/kept-form.tsx';
import { useStands } from '../shell/stands.tsx';
import type { StaffEntry } from '../staff/view.ts';
import { accountStands, requestStands } from './facts.ts';
import { askedWords, confirmationForm, decisionForm, isAboutWho, obstacleWords } from './view.ts';

/** The second person's word on what somebody else asked, or the asker's own withdrawal. */
export function Decide({ of, close }: { readonly of: AccountRequest; readonly close: () => void }) {
  const { note, missing, setNote, settle, kept } = useWord(`account-request.${of.id}`, close);
  const { version, told } = useStands(requestStands(of));
  const decide = useMutation({
    mutationFn: async (decision: 'approved' | 'refused') => {
      const given = { decision, version, note: note.trim() === '' ? null : note };
      const said = decision === 'approved' ? t`Approved: it holds from now on.` : t`Refused.`;
      await settle(
        decisionForm.safeParse(given),
        `/api/account-requests/${of.id}/decision`,
        accountRequest,
        said,
      );
    },
  });
  const asker = of.askedBy?.name ?? t`The machine’s operator`;
  const asked = askedWords(of);
  const { name } = of.staff;
  return (
    <Frame title={t`Account of ${name}`} close={close}>
      <p>
        <Trans>
          {asker} asks: {asked}.
        </Trans>
      </p>
      {isAboutWho(of) ? <AskThem name={name} /> : <NoMore />}
      <Restored of={kept} />
      {told}
      <Note value={note} set={setNote} missing={missing} />
      <Refusal failure={decide.error} />
      {of.obstacle !== null && <p className={entryClasses.aside}>{obstacleWords(of.obstacle)}</p>}
      <Group>
        {of.obstacle === null && (
          <Button onClick={() => decide.mutate('approved')} loading={decide.isPending}>
            <Trans>Approve</Trans>
          </Button>
        )}
        <Button variant="default" onClick={() => decide.mutate('refused')} loading={decide.isPending}>
          <Trans>Refuse</Trans>
        </Button>
      </Group>
    </Frame>
  );
}

/** That an account which rests on one person's word is who it says. */
export function ConfirmAccount({ of, close }: { readonly of: StaffEntry; readonly close: () => void }) {
  const { note, missing, setNote, settle, kept } = useWord(`account.${of.id}.confirmation`, close);
  const { version, told } = useStands(accountStands(of));
  const confirm = useMutation({
    mutationFn: async () => {
      const given = confirmationForm.safeParse({ version, note });
      await settle(given, `/api/staff/${of.id}/confirmation`, z.object({}), t`Confirmed.`);
    },
  });
  const voucher = of.restsOn?.name ?? '';
  const { name } = of;
  return (
    <Frame title={t`Account of ${name}`} close={close}>
      <p>
        <Trans>
          That this is {name} rests on the word of {voucher} alone. Until somebody else says so too, both
          count as one person wherever two are needed.
        </Trans>
      </p>
      <AskThem name={name} />
      <Restored of={kept} />
      {told}
      <Note value={note} set={setNote} missing={missing} />
      <Refusal failure={confirm.error} />
      <Button onClick={() => confirm.mutate()} loading={confirm.isPending}>
        <Trans>Confirm who this is</Trans>
      </Button>
    </Frame>
  );
}

const AskThem = ({ name }: { readonly name: string }) => (
  <p>
    <Trans>
      Ask {name} yourself, face to face or by a number that you know: do they work here, and did they
      themselves sign in and set up their second factor? Your word is what keeps one person from being two.
    </Trans>
  </p>
);
const NoMore = () => (
  <p>
    <Trans>Approve it only if you know why they need it.</Trans>
  </p>
);

type FrameProps = { readonly title: string; readonly close: () => void; readonly children: React.ReactNode };
const Frame = ({ title, close, children }: FrameProps) => (
  <Modal opened onClose={close} title={title} size="md" closeButtonProps={{ 'aria-label': t`Close` }}>
    <form className={entryClasses.form} onSubmit={(event) => event.preventDefault()} noValidate>
      {children}
    </form>
  </Modal>
);

type NoteProps = {
  readonly value: string;
  readonly set: (value: string) => void;
  readonly missing: boolean;
};
const Note = ({ value, set, missing }: NoteProps) => (
  <Textarea
    label={t`Reason`}
    description={t`How you know, or why not. Needed to refuse.`}
    autosize
    minRows={2}
    value={value}
    onChange={(event) => set(event.currentTarget.value)}
    error={missing ? t`Write the reason first` : null}
  />
);

/** What both forms share: a note that may be missing, and lists that are read again once it stands. */
function useWord(key: string, close: () => void) {
  const client = useQueryClient();
  const say = useSay();
  const kept = useKeptFields(key, { note: '' });
  const { note } = kept.fields;
  const [missing, setMissing] = useState(false);
  const settle = async (
    given: z.ZodSafeParseResult<unknown>,
    path: string,
    schema: z.ZodType,
    said: string,
  ): Promise<void> => {
    setMissing(!given.success);
    if (!given.success) return;
    const answer = await request(path, schema, { method: 'POST', body: given.data });
    // Also where it was refused: behind the dialog stands by then what somebody else has changed.
    for (const { queryKey } of [accountRequestsQuery, staffQuery])
      await client.invalidateQueries({ queryKey });
    if (!answer.ok) throw answer.error;
    kept.forget();
    say(said);
    close();
  };
  return { note, setNote: (next: string) => kept.set({ note: next }), missing, settle, kept };
}
