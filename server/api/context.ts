import type { SystemStatus } from '@attend/contracts/status';
import type { Millis } from '@attend/kernel';
import type { Logger } from 'pino';
import type { Actor, Programme } from '../access/actor.ts';
import type { Reaches } from '../access/reaches.ts';
import type { Recorder } from '../access/recorder.ts';
import type { Audit } from '../audit/audit.ts';
import type { PublicKeys } from '../audit/signing.ts';
import type { Queryable } from '../database/repositories/queryable.ts';
import type { Reach } from '../database/repositories/reach.ts';
import type { Following } from '../keys/follow-destructions.ts';
import type { Keyring } from '../keys/keyring.ts';
import type { MessageWays } from '../messages/start-messages.ts';
import type { Calendars } from './calendar-feeds/calendars.ts';
import type { Feed } from './feed/feed.ts';
import type { EventStream } from './http/event-stream.ts';
import type { HttpExchange } from './http/exchange.ts';
import type { Invitations } from './invitations/invitations.ts';
import type { Passkeys } from './session/passkeys.ts';
import type { Providers } from './session/providers.ts';
import type { SignIn } from './session/sign-in.ts';

/** What every route may use besides its own transaction. */
export type Services = {
  readonly keyring: Keyring;
  readonly signIn: SignIn;
  readonly passkeys: Passkeys;
  /** Agencies' own sign-in. */
  readonly providers: Providers;
  readonly invitations: Invitations;
  readonly feed: Feed;
  readonly status: () => Promise<SystemStatus>;
  /** By which the audit's signatures are checked; `key` is the name of the one that signs now. */
  readonly audit: { readonly key: string; readonly publicKeys: () => PublicKeys };
  readonly calendars: Calendars;
  readonly messages: MessageWays;
  readonly destructions: Pick<Following, 'settle'>;
};

type Shared = {
  readonly requestId: string;
  /** The clock of this request. */
  readonly now: () => Millis;
  /** Carries the request's id. Nobody's data goes into it. */
  readonly log: Logger;
  readonly services: Services;
};

/** A use case of somebody signed in: everything it does stands in one transaction, as the application's role. */
export type StaffContext = Shared & {
  readonly kind: 'staff';
  readonly actor: Actor;
  readonly programme: Programme;
  /** In the transaction, with attend.programme and attend.staff set: row-level security shows whom this actor may see at all. */
  readonly client: Queryable;
  /** Whom the route's own permission reaches, by the policy table: what lists and searches look for. Nobody where the route's permission is about no people. */
  readonly reach: () => Promise<Reach>;
  /** And whom other permissions reach: for what a page offers besides, or holds for whoever has them. */
  readonly reaches: Reaches;
  readonly record: Recorder;
  readonly audit: Audit;
  readonly http: HttpExchange;
  /** What is done once the transaction stands, before the answer leaves. It must be found and done elsewhere too: the process may end between. */
  readonly afterCommit: (work: () => Promise<void>) => void;
};

/** Before anybody is known. No transaction, no data of a programme. */
export type OpenContext = Shared & {
  readonly kind: 'open';
  readonly http: HttpExchange;
};

/** A stream holds no transaction: each thing it tells is read, permitted and recorded for itself. */
export type StreamContext = Shared & {
  readonly kind: 'stream';
  readonly actor: Actor;
  /** `Last-Event-ID`, as browsers send it after a break. */
  readonly lastEventId: string | null;
  /** Starts the answer: from here on it is a stream. */
  readonly open: () => EventStream;
};
