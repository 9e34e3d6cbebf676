import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { ProviderSettings } from '@attend/server/api/session/provider-settings';
import { z } from 'zod';
import { Refusal } from './refusal.ts';

const text = z.string({ error: 'is not text' }).trim().min(1, 'is empty');

/** OpenID Connect asks for TLS; this machine alone may do without, to try it out. */
const issuer = text.refine((given) => {
  if (!URL.canParse(given)) return false;
  const { protocol, hostname, search, hash } = new URL(given);
  const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  return (protocol === 'https:' || (protocol === 'http:' && loopback)) && search === '' && hash === '';
}, 'is no https address');

/** The configuration file's `agencies`: each an agency's own sign-in. */
export const agenciesForm = z
  .array(
    z.strictObject({
      id: text.regex(/^[a-z][a-z0-9-]{0,39}$/, 'is not of small letters, digits and hyphens'),
      name: text.max(80, 'is longer than 80 characters'),
      issuer,
      clientId: text,
      /** Relative to the configuration file. A secret in the file itself would be copied with it. */
      clientSecretFile: text,
      domains: z
        .array(text.regex(/^[^@\s]+\.[^@\s]+$/, 'is no domain such as agency.example'))
        .min(1, 'is empty'),
      secondFactor: z
        .enum(['claimed', 'trusted'], { error: 'is neither claimed nor trusted' })
        .default('claimed'),
      acr: z.array(text).default([]),
    }),
  )
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'has an id twice')
  .refine((all) => new Set(all.map(({ issuer: one }) => one)).size === all.length, 'has an issuer twice');
export type Agencies = z.output<typeof agenciesForm>;

/** With their secrets. Throws Refusal for a file that cannot be read. */
export function readAgencies(agencies: Agencies, configuration: string): readonly ProviderSettings[] {
  return agencies.map(({ clientSecretFile, ...agency }) => {
    const path = resolve(dirname(configuration), clientSecretFile);
    try {
      const clientSecret = readFileSync(path, 'utf8').trim();
      if (clientSecret === '') throw new Refusal(`the secret of the agency ${agency.id}, ${path}, is empty`);
      return { ...agency, clientSecret };
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw new Refusal(
        `the secret of the agency ${agency.id} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  });
}
