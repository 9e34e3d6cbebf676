import { type AccountRequest, accountDecision, staffConfirmation } from '@attend/contracts/account-requests';
import { t } from '@lingui/core/macro';
import { roleWords, whereWords } from '../staff/view.ts';

export const decisionForm = accountDecision;
export const confirmationForm = staffConfirmation;

/** What was asked, as a sentence's end. */
export function askedWords({ kind, roles, offices, provider }: AccountRequest): string {
  const roleList = roles.map(roleWords).join(', ');
  const where = whereWords({ provider, offices });
  const words: Record<AccountRequest['kind'], () => string> = {
    invitation: () => t`Comes in as: ${roleList} (${where})`,
    reset: () => (roles.length === 0 ? t`New ways in` : t`New ways in, and again: ${roleList} (${where})`),
    roles: () => t`Is to have the roles: ${roleList}`,
    offices: () => t`Is to work in: ${where}`,
    confirmation: () => t`Is who the account says`,
  };
  return words[kind]();
}

export function standingWords(standing: AccountRequest['standing']): string {
  const words: Record<AccountRequest['standing'], string> = {
    waits: t`Waits for a second person`,
    approved: t`Approved`,
    refused: t`Refused`,
    alone: t`On one person’s word`,
    lapsed: t`Lapsed`,
    void: t`Void: it stands differently by now`,
  };
  return words[standing];
}

/** Why the viewer cannot approve it now. */
export function obstacleWords(obstacle: NonNullable<AccountRequest['obstacle']>): string {
  const words: Record<typeof obstacle, string> = {
    'no-factor': t`They have to sign in and set up their own second factor first`,
    'same-person': t`Somebody else has to approve it`,
    'asker-gone': t`Who asked may not any more`,
  };
  return words[obstacle];
}

/** What the one who approves has to know, by what it is about. */
export const isAboutWho = ({ kind }: Pick<AccountRequest, 'kind'>): boolean =>
  kind === 'invitation' || kind === 'reset';

export const waiting = (requests: readonly AccountRequest[]): readonly AccountRequest[] =>
  requests.filter(({ standing }) => standing === 'waits');

/** What supervisors are to know of: everything but what two people agreed on, and each reset. */
export const worthKnowing = (requests: readonly AccountRequest[]): readonly AccountRequest[] =>
  requests.filter(({ standing, kind }) => standing !== 'approved' || kind === 'reset');
