import type { Problem } from '@attend/contracts/problem';
import { t } from '@lingui/core/macro';
import type { ApiFailure } from '../api/failure.ts';
import { toldWords } from './told.ts';

/** What to say when an answer could not be had. What happened first, then what to do. */
export function failureWords(failure: ApiFailure): { readonly title: string; readonly detail: string } {
  switch (failure.kind) {
    case 'unreachable':
      return {
        title: t`The server does not answer`,
        detail: t`Nothing could be read, so nothing is shown. This is not an empty list. It is tried again by itself.`,
      };
    case 'unavailable':
      return {
        title: t`The server cannot answer now`,
        detail: t`It runs, but says that it cannot serve at the moment. It is tried again by itself.`,
      };
    case 'signed-out':
      return {
        title: t`Your session has ended`,
        detail: t`Sign in again. What you typed is kept on this computer.`,
      };
    case 'passkey-not-used':
      return {
        title: t`No passkey was used`,
        detail: t`Try again, or choose another way.`,
      };
    case 'refused':
      return { title: refusalTitle(failure.status), detail: refusalWords(failure.problem) };
    case 'unreadable':
      return {
        title: t`The server’s answer could not be read`,
        detail: t`Console and server may be of different versions. Load the page again; if it stays, tell your administrator.`,
      };
  }
}

/** A refusal in the reader's language. */
export const refusalWords = ({ detail, reason, values }: Problem): string =>
  toldWords({ message: detail, reason, values });

/** The same of a form that was sent: what was typed stands, and sending it again does nothing twice (ui/api/write-key.ts). */
export function unsentWords(failure: ApiFailure): string {
  if (failure.kind === 'refused') return failureWords(failure).detail;
  const { title, detail } = failureWords(failure);
  if (failure.kind === 'unreachable')
    return t`The server does not answer, so nobody knows whether this arrived. What you typed stays. Send it again: nothing is done twice.`;
  if (failure.kind === 'unavailable')
    return t`The server cannot answer now. What you typed stays. Send it again in a while: nothing is done twice.`;
  return `${title}. ${detail}`;
}

function refusalTitle(status: number): string {
  if (status === 403) return t`You may not see this`;
  if (status === 404) return t`There is nothing here that you may see`;
  if (status === 409) return t`Somebody changed this in the meantime`;
  if (status === 429) return t`Too many attempts`;
  if (status >= 500) return t`Something went wrong on the server`;
  return t`This was not accepted`;
}
