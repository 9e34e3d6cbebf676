import { type Fault, fail, type Result, succeed } from '@attend/kernel';
import { z } from 'zod';
import { type ApiAnswer, type ApiClient, faultIn } from './api-client.ts';
import type { DemoMemory } from './memory.ts';
import { type DemoStaff, emailOf, type SignedIn, signIn } from './staff.ts';

/** What the API refused. Thrown while the demo is made, where `attempt` makes a failure of it. */
class Refused extends Error {}

export async function attempt<T>(work: () => Promise<T>): Promise<Result<T, Fault>> {
  try {
    return succeed(await work());
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown;
    return fail({ code: 'refused', message: thrown.message });
  }
}

/** Who acts in the demo: each is signed in once, and only where something is to be done. */
export type Sessions = {
  readonly as: (who: DemoStaff) => Promise<ApiClient>;
  /** A demo of an earlier version has fewer. */
  readonly has: (who: DemoStaff) => boolean;
};

/** `standing`: who was just set up, and is signed in. */
export function openSessions(url: string, { accounts }: DemoMemory, standing: readonly SignedIn[]): Sessions {
  const open = new Map(standing.map(({ account, client }) => [account.email, client]));
  const find = (who: DemoStaff) => accounts.find(({ email }) => email === emailOf(who));
  return {
    has: (who) => find(who) !== undefined,
    async as(who) {
      const known = open.get(emailOf(who));
      if (known !== undefined) return known;
      const account = find(who);
      if (account === undefined) throw new Refused(`the demo remembers no ${who}`);
      const signedIn = await signIn(url, account);
      if (!signedIn.ok) throw new Refused(signedIn.error.message);
      open.set(account.email, signedIn.value.client);
      return signedIn.value.client;
    },
  };
}

export async function get<S extends z.ZodType>(client: ApiClient, path: string, schema: S) {
  return read(path, await client.get(path), schema);
}
export async function post<S extends z.ZodType>(client: ApiClient, path: string, body: object, schema: S) {
  return read(path, await client.post(path, body), schema);
}
export async function put<S extends z.ZodType>(client: ApiClient, path: string, body: object, schema: S) {
  return read(path, await client.put(path, body), schema);
}
function read<S extends z.ZodType>(path: string, answer: ApiAnswer, schema: S): z.output<S> {
  if (answer.status >= 300) throw new Refused(`${path}: the API answered ${faultIn(answer)}`);
  return schema.parse(answer.body);
}

/** Of an answer of which nothing is needed. */
export const anything = z.unknown();
export const made = z.object({ id: z.string() });
