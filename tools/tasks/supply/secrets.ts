/** What a key, a token or a password looks like in text, by the form that its issuer gives it. */
export const secretForms: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  {
    name: 'private key (PEM)',
    pattern: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----\s*[A-Za-z0-9+/=]/,
  },
  { name: 'private key (PuTTY)', pattern: /PuTTY-User-Key-File-\d/ },
  { name: 'private key (age)', pattern: /AGE-SECRET-KEY-1[0-9A-Z]{20}/ },
  { name: 'private key (JWK)', pattern: /"d"\s*:\s*"[A-Za-z0-9_-]{43,}"/ },
  { name: 'access key of a cloud', pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[\w-]{35}\b/ },
  {
    name: 'token of a code host',
    pattern: /\bgh[pousr]_[A-Za-z0-9]{36}|\bgithub_pat_\w{30}|\bglpat-[\w-]{20}/,
  },
  {
    name: 'token of a registry',
    pattern: /\bnpm_[A-Za-z0-9]{36}|\bpypi-[\w-]{50}|_authToken\s*=\s*(?!\$\{)\S{8}/,
  },
  {
    name: 'token of a service',
    pattern: /\bxox[abeprs]-[\w-]{10}|\b[rs]k_live_\w{20}|\bsk-[\w-]{32}|\bSG\.[\w-]{20}\.[\w-]{20}/,
  },
  { name: 'signed token (JWT)', pattern: /\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{20,}/ },
  { name: 'password in an address', pattern: /\b[a-z][a-z+.-]*:\/\/[^\s/:@'"`${}<>]+:[^\s/@'"`${}<>]{3,}@/i },
  // 32 bytes, as this program's own keys and `openssl rand -base64 32` are written.
  { name: 'key of 32 bytes in base64', pattern: /(?<![\w+/-])[A-Za-z0-9+/]{43}=(?![\w=])/ },
  {
    name: 'secret given a value',
    pattern:
      /(?:password|passphrase|secret|token|api_?key|credential)\w*['"]?\s*[:=]\s*['"`](?=[^'"`\s]*\d)(?=[^'"`\s]*[a-z])[\w+/=.~-]{20,}['"`]/i,
  },
];

/** Files that hold keys, whatever stands in them. */
export const secretFiles =
  /(^|\/)(key-encryption-key[^/]*|sign-in-secret|first-run-key|audit-signing-key|backup-key|id_(rsa|dsa|ecdsa|ed25519)|\.env(\.[^/]+)?|\.netrc|\.pgpass|credentials(\.json)?)$|\.(pem|p12|pfx|jks|keystore|kdbx|key|sqlite|sqlite-wal)$/i;

export type SecretFound = { readonly path: string; readonly form: string; readonly text: string };

/** Everything in a text that looks like a secret; where it stands, and its beginning. */
export function findSecrets(path: string, text: string): SecretFound[] {
  const named = secretFiles.test(path) ? [{ path, form: 'file of keys', text: '' }] : [];
  return [
    ...named,
    ...secretForms.flatMap(({ name, pattern }) =>
      [...text.matchAll(new RegExp(pattern, `g${pattern.flags}`))].map(([found]) => ({
        ...{ path, form: name, text: found },
      })),
    ),
  ];
}
