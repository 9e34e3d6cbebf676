import type { CheckInView } from '@attend/contracts/check-ins';
import { t } from '@lingui/core/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { serverNow } from '../../ui/clock.ts';
import { actions } from '../../ui/DataTable.tsx';
import { ReasonDialog } from '../shell/reason-dialog.tsx';
import { BookDialog } from './book.tsx';
import { ContactsDialog } from './contacts.tsx';
import { checkInStands } from './facts.tsx';
import { LadderDialog } from './ladder.tsx';
import { OutcomeDialog } from './outcome.tsx';
import { checkInStale } from './use-command.ts';
import { isOpen } from './view.ts';

export type Asked = {
  readonly what: 'book' | 'outcome' | 'ladder' | 'contacts' | 'free';
  readonly of: CheckInView;
  /** Whose it is. */
  readonly person: string;
};

/** The dialog that a row's button asks for, outside of the table: the row may go while it is open. */
export function useDialog(
  rows: readonly CheckInView[],
): readonly [dialog: React.ReactNode, ask: (asked: Asked) => void] {
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  if (asked === null) return [null, setAsked];
  const { what, person } = asked;
  // As it stands by now: what somebody else changes meanwhile is told in the dialog.
  const of = rows.find(({ id }) => id === asked.of.id) ?? asked.of;
  const dialogs = {
    book: <BookDialog of={of} close={close} />,
    outcome: <OutcomeDialog of={of} person={person} close={close} />,
    ladder: <LadderDialog of={of} person={person} close={close} />,
    contacts: <ContactsDialog of={of} person={person} close={close} />,
    free: <FreeDialog of={of} close={close} />,
  };
  return [dialogs[what], setAsked];
}

type Props = {
  readonly of: CheckInView;
  readonly whose: string;
  readonly person: string;
  readonly ask: (asked: Asked) => void;
  readonly first?: React.ReactNode;
};

/** A time that was booked by mistake, as long as it is to come. */
const FreeDialog = ({ of, close }: { readonly of: CheckInView; readonly close: () => void }) => (
  <ReasonDialog
    path={`/api/check-ins/${of.id}/free`}
    stands={checkInStands(of)}
    stale={checkInStale}
    close={close}
    words={{
      title: t`Free the time`,
      label: t`Why`,
      description: t`The check-in is due as it was, and somebody else may have the time. The participant is not told by this: tell them.`,
      action: t`Free it`,
      done: t`The check-in has no time again.`,
    }}
  />
);

/** What can be done about a check-in as it stands. */
export function RowActions({ of, whose, person, ask, first }: Props) {
  const excusable = !of.inError && (of.status === 'missed' || of.status === 'not-known');
  const button = (what: Asked['what'], words: string) => (
    <Button
      variant="default"
      size="compact-sm"
      aria-label={`${words} ${whose}`}
      onClick={() => ask({ what, of, person })}
    >
      {words}
    </Button>
  );
  return (
    <div className={actions}>
      {first}
      {isOpen(of) && !of.late && button('book', of.at === null ? t`Time…` : t`Move…`)}
      {of.status === 'booked' &&
        isOpen(of) &&
        of.at !== null &&
        Date.parse(of.at) > serverNow() &&
        button('free', t`Free the time…`)}
      {of.late && button('ladder', t`Ask after it…`)}
      {(isOpen(of) || excusable) && button('outcome', t`Outcome…`)}
      {of.status === 'kept' && of.contactsConfirmed !== true && button('contacts', t`Contact points…`)}
    </div>
  );
}
