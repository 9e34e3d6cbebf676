import type { WaysRow } from '../../database/repositories/ways-in.ts';

/**
 * Whether somebody could still sign in without it. A password counts with its authenticator alone, an agency's sign-in always:
 * who is linked was vouched for by it.
 */
export function remainsWithout(ways: WaysRow, closing: 'one-passkey'): boolean {
  const passkeys = ways.passkeys - (closing === 'one-passkey' ? 1 : 0);
  return passkeys > 0 || (ways.password && ways.authenticator) || ways.issuers.length > 0;
}
