import { createHmac } from 'node:crypto';

/**
 * What `pg` needs to connect; plain data, so that it can be handed to a child process. `host` is the folder of a
 * Unix socket or a host name. Every session finds the schema `attend` first, counts in UTC, and commits only
 * when the commit is on disk, whatever the server's or role's own defaults are.
 */
export type ConnectionSettings = {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password?: string | undefined;
  readonly ssl?: boolean | object | undefined;
  readonly options: string;
};

export const sessionOptions = '-c search_path=attend,public -c synchronous_commit=on -c TimeZone=UTC';

/** `owner` makes and migrates tables; `app` is the API and its jobs; `gateway` the listeners. Rights: migration 0006. */
export const roles = { owner: 'attend_owner', app: 'attend_app', gateway: 'attend_gateway' } as const;
export type Role = keyof typeof roles;
export type RoleSettings = Readonly<Record<Role, ConnectionSettings>>;

/** A password from a secret that whoever may know the password already holds. 256 bits, URL-safe. */
export function derivePassword(secret: string, role: string): string {
  return createHmac('sha256', secret).update(`attend database role ${role}`).digest('base64url');
}

/**
 * The three roles' settings beside those of the account that administers the same database. Their passwords follow
 * from its own: so several machines on one server agree on them, and there is no further secret to keep.
 */
export function deriveRoles(administrator: ConnectionSettings): RoleSettings {
  const { password } = administrator;
  const as = (role: Role): ConnectionSettings => ({
    ...administrator,
    user: roles[role],
    password: password === undefined ? undefined : derivePassword(password, roles[role]),
    options: sessionOptions,
  });
  return { owner: as('owner'), app: as('app'), gateway: as('gateway') };
}

/** The same as a connection URL, for a program that takes DATABASE_URL. It holds the password. */
export function formatUrl({ host, port, database, user, password }: ConnectionSettings): string {
  const account = [user, ...(password ? [password] : [])].map(encodeURIComponent).join(':');
  return `postgresql://${account}@${encodeURIComponent(host)}:${port}/${encodeURIComponent(database)}`;
}
