import { mostFileBytes } from '@attend/casework';
import type { Permission } from '@attend/contracts/session';
import type { Result } from '@attend/kernel';
import type { z } from 'zod';
import type { Look } from '../access/recorder.ts';
import type { PreparedFile } from '../files/prepare.ts';
import type { OpenContext, StaffContext, StreamContext } from './context.ts';
import { type SentFile, sentFile } from './files/sent-file.ts';

/**
 * What opens a route: a permission of the policy table; `signed-in` for whatever everybody signed in may do for themselves;
 * `password-accepted` for setting up the second factor; `public` for what needs nobody.
 */
export type Need = Permission | 'signed-in' | 'password-accepted' | 'public';
export type ContextOf<N extends Need> = N extends 'public' | 'password-accepted' ? OpenContext : StaffContext;

/** Whose data the answer holds. For people: who stands in it, which must have been recorded before it leaves. */
export type AccessStatement<R> =
  | { readonly reads: 'nobody' }
  | (Look & {
      readonly reads: 'people';
      readonly participants: (response: R) => readonly string[];
      /** Who of them may be shown, where the route's own permission is not about people. */
      readonly by?: Permission;
    });

type Schema = z.ZodType;
type OutputOf<S> = S extends Schema ? z.output<S> : undefined;
export type InputOf<P, Q, B> = {
  readonly params: OutputOf<P>;
  readonly query: OutputOf<Q>;
  readonly body: OutputOf<B>;
};

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Method = (typeof methods)[number];

export type RouteDefinition<N extends Need, R extends Schema, P, Q, B> = {
  readonly method: Method;
  /** With parameters as `{id}`, as OpenAPI writes them. */
  readonly path: `/api/${string}`;
  /** One line, for the OpenAPI document. */
  readonly summary: string;
  readonly permission: N;
  readonly access: AccessStatement<z.output<R>>;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly response: R;
  /** 200 unless told. */
  readonly status?: 200 | 201;
  /** Largest body in bytes; 64 KiB unless told. */
  readonly bodyLimit?: number;
  /**
   * Asks for a second factor or a passkey that was proven within the last five minutes (step-up.ts): for what a session left
   * open, or stolen, must not do. Only where somebody is signed in.
   */
  readonly stepUp?: N extends 'public' | 'password-accepted' ? never : true;
  /** Its body is signed as it came, byte by byte: the handler has it as text, in `http.body`, and no schema reads it before. */
  readonly signedBody?: N extends 'public' ? true : never;
  /** Its answer holds a secret that is shown once: it is not kept, and a repeat of the write is told that it was done. */
  readonly answersSecret?: true;
  /**
   * A calendar (RFC 5545): `{feed}` and `{secret}` of its path say who asks, with the permissions they have now, and its answer leaves as
   * text with its tag (ADR 0028). Recorded and walled as any other look of theirs.
   */
  readonly calendar?: true;
  /**
   * Runs in one transaction of the request (not for `public` and `password-accepted`): it commits where the value is a
   * success and is rolled back where it is a failure. May run again where the database asks for it (a deadlock).
   */
  handler(context: ContextOf<N>, input: InputOf<P, Q, B>): Promise<Result<z.output<R>>>;
};

type Line = {
  readonly method: Method;
  readonly path: `/api/${string}`;
  readonly summary: string;
  readonly permission: Need;
  readonly access: AccessStatement<unknown>;
  readonly params?: Schema | undefined;
  readonly query?: Schema | undefined;
  readonly body?: Schema | undefined;
  readonly response: Schema;
  readonly status?: 200 | 201;
  readonly bodyLimit?: number;
  readonly stepUp?: true;
  readonly answersSecret?: true;
  readonly signedBody?: true;
  readonly calendar?: true;
  readonly upload?: true;
  readonly sendsFile?: true;
};
export type AnyInput = { readonly params: unknown; readonly query: unknown; readonly body: unknown };

export type AnswerRoute = Line & {
  readonly stream?: never;
  handler(context: OpenContext | StaffContext, input: AnyInput): Promise<Result<unknown>>;
};
/** Answers with server-sent events for as long as the session stands. `response` describes the stream's text. */
export type StreamRoute = Line & {
  readonly stream: true;
  handler(context: StreamContext, input: AnyInput): Promise<Result<null>>;
};
/** One line of the route table, its types forgotten. Made by `defineRoute` and `defineStream` alone. */
export type Route = AnswerRoute | StreamRoute;

/**
 * Writes of whoever is signed in take an Idempotency-Key (run-route.ts). Where nobody is signed in there is no account whose
 * key it would be: those that take none are named, with reason, in write-keys.test.ts.
 */
export const takesWriteKey = ({ method, permission }: Pick<Line, 'method' | 'permission'>): boolean =>
  method !== 'GET' && permission !== 'public' && permission !== 'password-accepted';

/** A route without schema, permission or access statement does not compile; nor does it start (checkRoutes). */
export function defineRoute<
  N extends Need,
  R extends Schema,
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
>(definition: RouteDefinition<N, R, P, Q, B>): AnswerRoute {
  // The types are forgotten here and nowhere else: what goes in and out is checked by the same schemas at run time.
  return definition as unknown as AnswerRoute;
}

export type StreamDefinition<N extends Permission, R extends Schema, Q> = Omit<
  RouteDefinition<N, R, undefined, Q, undefined>,
  | 'handler'
  | 'params'
  | 'body'
  | 'status'
  | 'bodyLimit'
  | 'method'
  | 'stepUp'
  | 'answersSecret'
  | 'signedBody'
  | 'calendar'
> & {
  /** Takes the stream over; a failure is answered as a problem instead. */
  handler(context: StreamContext, input: InputOf<undefined, Q, undefined>): Promise<Result<null>>;
};

export function defineStream<
  N extends Permission,
  R extends Schema,
  Q extends Schema | undefined = undefined,
>(definition: StreamDefinition<N, R, Q>): StreamRoute {
  return { ...definition, method: 'GET', stream: true } as unknown as StreamRoute;
}

export type UploadDefinition<N extends Permission, R extends Schema, P extends Schema> = Omit<
  RouteDefinition<N, R, P, undefined, undefined>,
  'handler' | 'method' | 'query' | 'body' | 'bodyLimit' | 'signedBody' | 'answersSecret'
> & {
  /** Gets the file as it will be kept: what could not be read has been refused before. */
  handler(
    context: StaffContext,
    input: { readonly params: z.output<P>; readonly file: PreparedFile },
  ): Promise<Result<z.output<R>>>;
};

/** Takes one file as its body, the bytes alone: a name is told, as data, by whatever uses the file. */
export function defineUpload<N extends Permission, R extends Schema, P extends Schema>({
  handler,
  ...line
}: UploadDefinition<N, R, P>): AnswerRoute {
  return {
    ...line,
    method: 'POST',
    upload: true,
    bodyLimit: mostFileBytes,
    handler: (context: StaffContext, { params, body }: AnyInput) =>
      handler(context, { params: params as z.output<P>, file: body as PreparedFile }),
  } as unknown as AnswerRoute;
}

export type FileDefinition<N extends Permission, P extends Schema, Q extends Schema | undefined> = Omit<
  RouteDefinition<N, typeof sentFile, P, Q, undefined>,
  'method' | 'body' | 'bodyLimit' | 'status' | 'response' | 'signedBody' | 'answersSecret' | 'access'
> & { readonly access: Look };

/** Answers with a file of one person, as an attachment (http/send-file.ts). */
export function defineFile<N extends Permission, P extends Schema, Q extends Schema | undefined = undefined>(
  definition: FileDefinition<N, P, Q>,
): AnswerRoute {
  const access = {
    ...definition.access,
    reads: 'people',
    participants: ({ participant }: SentFile) => [participant],
  };
  return {
    ...definition,
    method: 'GET',
    sendsFile: true,
    response: sentFile,
    access,
  } as unknown as AnswerRoute;
}
