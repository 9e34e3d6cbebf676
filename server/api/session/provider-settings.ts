/** An agency's own sign-in, as the configuration file gives it. */
export type ProviderSettings = {
  /** In addresses of ours. */
  readonly id: string;
  /** On the button. */
  readonly name: string;
  /** As it stands in its ID tokens, `https://login.agency.example/tenant`. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Of e-mail addresses: it vouches for these alone. */
  readonly domains: readonly string[];
  /**
   * `claimed`: each ID token must say by its `amr` or `acr` that a second factor was used; `trusted`: the agency has agreed in
   * writing that it always asks for one.
   */
  readonly secondFactor: 'claimed' | 'trusted';
  /** Values of `acr` that count as a second factor, besides the `amr` values that always do. */
  readonly acr: readonly string[];
};

export type ProviderClaims = {
  readonly email?: unknown;
  readonly email_verified?: unknown;
  readonly amr?: unknown;
  readonly acr?: unknown;
  readonly auth_time?: unknown;
};

/** RFC 8176: multiple factors; a hardware key with a proof of presence; a smart card. A code alone (`otp`) stands beside a password. */
const secondFactorMethods: ReadonlySet<unknown> = new Set(['mfa', 'hwk', 'sc']);

export function hasSecondFactor(settings: ProviderSettings, { amr, acr }: ProviderClaims): boolean {
  if (settings.secondFactor === 'trusted') return true;
  const methods: readonly unknown[] = Array.isArray(amr) ? amr : [];
  if (methods.some((method) => secondFactorMethods.has(method))) return true;
  return typeof acr === 'string' && settings.acr.includes(acr);
}

/** The address that the provider vouches for, lower case; null: it says none, has not verified it, or may not speak for it. */
export function vouchedEmail(settings: ProviderSettings, claims: ProviderClaims): string | null {
  // Some send it as text.
  const verified = claims.email_verified === true || claims.email_verified === 'true';
  if (typeof claims.email !== 'string' || !verified) return null;
  const email = claims.email.toLowerCase();
  const domain = email.slice(email.lastIndexOf('@') + 1);
  return settings.domains.some((one) => one.toLowerCase() === domain) ? email : null;
}

/** When the person last proved themselves to the provider; null: it does not say. */
export const provenAtOf = ({ auth_time }: ProviderClaims): Date | null =>
  typeof auth_time === 'number' && Number.isFinite(auth_time) ? new Date(auth_time * 1000) : null;
