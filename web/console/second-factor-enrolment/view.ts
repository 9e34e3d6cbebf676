/** What a person types who cannot scan: the secret of an otpauth address, in groups of four. Null where there is none. */
export function secretOf(uri: string): string | null {
  const query = uri.indexOf('?');
  if (!uri.startsWith('otpauth:') || query === -1) return null;
  const secret = new URLSearchParams(uri.slice(query + 1)).get('secret');
  return secret ? (secret.match(/.{1,4}/g) ?? []).join(' ') : null;
}

/** The file that keeps the backup codes. */
export function backupFile(programme: string, codes: readonly string[]): string {
  return [
    `Attend backup codes, ${programme}`,
    'Each works once, in place of the authenticator’s code.',
    '',
    ...codes,
    '',
  ].join('\n');
}
