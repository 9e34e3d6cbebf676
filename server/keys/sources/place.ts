/** Where key-encryption keys come from. */
export type KeyPlace =
  | { readonly kind: 'file'; readonly directory: string }
  | { readonly kind: 'environment'; readonly variable: string }
  | { readonly kind: 'command'; readonly command: readonly string[] };

/** `file`, `file:DIRECTORY`, `environment:NAME` or `command:PROGRAM ARGUMENTS`, as in the settings. Null: none of these. */
export function readKeyPlace(text: string, keyringDirectory: string): KeyPlace | null {
  const at = text.indexOf(':');
  const kind = at < 0 ? text : text.slice(0, at);
  const rest = at < 0 ? '' : text.slice(at + 1).trim();
  if (kind === 'file') return { kind, directory: rest === '' ? keyringDirectory : rest };
  if (kind === 'environment' && /^[A-Za-z_]\w*$/.test(rest)) return { kind, variable: rest };
  if (kind === 'command' && rest !== '') return { kind, command: rest.split(/\s+/) };
  return null;
}
