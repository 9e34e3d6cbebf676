import type { invitationMade } from '@attend/contracts/ways-in';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { z } from 'zod';
import { Moment } from '../../ui/When.tsx';
import { invitationLink } from '../invitation/token.ts';
import { entryClasses } from '../shell/entry.tsx';

export type Invited = z.infer<typeof invitationMade> & { readonly name: string };
type Props = { readonly of: Invited; readonly close: () => void };

/** The link to hand over, shown this once: the server keeps nothing from which it could be shown again. */
export function InvitationLink({ of, close }: Props) {
  const link = invitationLink(location.origin, of.token);
  const [copied, setCopied] = useState(false);
  const name = of.name;
  const copy = async () => {
    // Pages that are not served securely have no clipboard: the field can be copied by hand.
    await navigator.clipboard?.writeText(link).catch(() => {});
    setCopied(true);
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t`Invitation of ${name}`}
      size="lg"
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <div className={entryClasses.form}>
        <p>
          <Trans>
            Hand this link to {name} in a way that reaches nobody else. It opens once, until{' '}
            <Moment at={of.expiresAt} />, and is not shown again.
          </Trans>
        </p>
        {of.waits && (
          <p>
            <Trans>
              What {name} is to do here opens once they have signed in with a second factor of their own and a
              second person has said on this page who they are.
            </Trans>
          </p>
        )}
        <TextInput
          label={t`Link`}
          value={link}
          readOnly
          data-autofocus
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button onClick={() => void copy()}>{copied ? t`Copied` : t`Copy the link`}</Button>
      </div>
    </Modal>
  );
}
