import { z } from 'zod';
import { accountRequestStandings } from './account-requests.ts';
import { id, instant } from './instant.ts';
import { password } from './session.ts';
import { anyText, shortText } from './text.ts';

/** GET /api/sign-in/ways : what the sign-in page may offer here besides the password. */
export const waysIn = z.object({
  /** False where the page is not served securely: browsers then have no passkeys. */
  passkey: z.boolean(),
  /** Agencies' own sign-in, as configured. */
  providers: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type WaysIn = z.infer<typeof waysIn>;

/** What the browser's passkey dialog is asked, as WebAuthn's JSON forms; read by the browser, not by us. */
export const passkeyOptions = z.looseObject({ challenge: z.string() });

const base64url = (longest: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .max(longest);
/** RegistrationResponseJSON of WebAuthn level 3: only what is verified. */
export const passkeyMade = z.object({
  id: base64url(1_400),
  rawId: base64url(1_400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url(4_000),
    attestationObject: base64url(20_000),
    transports: z.array(shortText(40)).max(10).optional(),
  }),
});
/** AuthenticationResponseJSON of WebAuthn level 3: only what is verified. */
export const passkeyProof = z.object({
  id: base64url(1_400),
  rawId: base64url(1_400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url(4_000),
    authenticatorData: base64url(4_000),
    signature: base64url(4_000),
    userHandle: base64url(200).nullable().optional(),
  }),
});
export type PasskeyMade = z.infer<typeof passkeyMade>;
export type PasskeyProof = z.infer<typeof passkeyProof>;

export const passkeyName = shortText(60);
/** POST /api/passkeys */
export const passkeyCreate = z.object({ name: passkeyName, passkey: passkeyMade });
/** PUT /api/passkeys/{id} */
export const passkeyRename = z.object({ name: passkeyName });
/** POST /api/sign-in/passkey, and POST /api/step-up/passkey */
export const passkeySignIn = z.object({ passkey: passkeyProof });

/** POST /api/sign-in/provider/{id} : where the browser is to go. `again`: asks for the proof anew, for a step-up. */
export const providerStart = z.object({ again: z.boolean().default(false) });
export const providerAddress = z.object({ url: z.url() });
/** POST /api/sign-in/provider : the query with which the provider sent the browser back. */
export const providerFinish = z.object({ query: anyText.max(8_000) });

/** GET /api/security : one's own ways in. */
export const ownSecurity = z.object({
  passkeys: z.array(
    z.object({ id: z.string(), name: z.string(), createdAt: instant, lastUsedAt: instant.nullable() }),
  ),
  password: z.boolean(),
  authenticator: z.boolean(),
  /** By the names of their configuration; one that is not configured any more is left out. */
  providers: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Whether passkeys can be made here. */
  passkeysHere: z.boolean(),
  /** When one's ways in were taken away and given anew, and by whom; newest first. */
  resets: z.array(
    z.object({
      at: instant,
      /** Null: the machine's operator. */
      by: z.string().nullable(),
      /** `waits`: nobody has confirmed yet that it is oneself. */
      standing: z.enum(accountRequestStandings),
      confirmedBy: z.string().nullable(),
      confirmedAt: instant.nullable(),
    }),
  ),
});
export type OwnSecurity = z.infer<typeof ownSecurity>;

/** The token of an invitation's link: 256 random bits. */
export const invitationToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'is no invitation’s key');
/** POST /api/invitations/look */
export const invitationLook = z.object({ token: invitationToken });
export const invitationShown = z.object({
  name: z.string(),
  email: z.email(),
  programme: z.string(),
  expiresAt: instant,
});
/** POST /api/invitations/accept : with a password; the second factor is set up next. */
export const invitationAccept = z.object({ token: invitationToken, password });
/** POST /api/invitations/accept/passkey */
export const invitationPasskey = z.object({
  token: invitationToken,
  name: passkeyName,
  passkey: passkeyMade,
});
/** Answer of POST /api/staff and POST /api/staff/{id}/invitation: shown once. `waits`: its roles hold after a second person's word. */
export const invitationMade = z.object({
  id,
  token: invitationToken,
  expiresAt: instant,
  waits: z.boolean(),
});
