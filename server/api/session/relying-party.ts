/** Whom a browser makes a passkey for (WebAuthn level 3, 5.1.2 and 13.4.9). */
export type RelyingParty = { readonly id: string; readonly origin: string };

/**
 * Null: browsers know no passkeys there. They ask for a secure page of a named host; `localhost` counts as secure, an address
 * of numbers is no name.
 */
export function relyingPartyOf(origin: string): RelyingParty | null {
  if (!URL.canParse(origin)) return null;
  const { protocol, hostname } = new URL(origin);
  const local = hostname === 'localhost' || hostname.endsWith('.localhost');
  if (protocol !== 'https:' && !(protocol === 'http:' && local)) return null;
  return /^[\d.]+$|:/.test(hostname) ? null : { id: hostname, origin };
}
