import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type ProtocolName, protocolNames } from '@attend/kernel';
import type { ProviderSettings } from '@attend/server/api/session/provider-settings';
import { type KeyPlace, readKeyPlace } from '@attend/server/keys/sources/place';
import type { MessageSettings } from '@attend/server/messages/start-messages';
import type { Command } from 'commander';
import { z } from 'zod';
import { agenciesForm, readAgencies } from './agencies.ts';
import { messagesForm, messageVariables, readMessages } from './messages.ts';
import { Refusal } from './refusal.ts';

/** What every command that runs or asks a server goes by. Flags first, then `ATTEND_*`, then the configuration file. */
export type Settings = {
  /** Absolute. */
  readonly dataDir: string;
  /** Undefined: the embedded database of the data folder. */
  readonly databaseUrl: string | undefined;
  /** 0: any free port; the program tells which. */
  readonly http: number;
  readonly host: string;
  /** Where a proxy ends TLS: the origin that browsers see. Undefined: what the request says. */
  readonly origin?: string | undefined;
  /** Proxies whose word for the caller's address is taken. */
  readonly trustProxy?: readonly string[];
  /** Exactly these listeners are opened. */
  readonly gateway: Partial<Record<ProtocolName, number>>;
  readonly gatewayHost: string;
  /** Where key-encryption keys come from: `file`, `file:DIRECTORY`, `environment:NAME`, `command:PROGRAM ARGUMENTS`. */
  readonly keys: string;
  readonly logLevel: string;
  /** Agencies' own sign-in: in the configuration file alone. */
  readonly agencies?: readonly ProviderSettings[];
  /** Ways out for messages: by environment or configuration file, as they hold secrets. */
  readonly messages?: MessageSettings;
};

/** Ports that public servers are known to listen on for these protocols, so that devices' usual settings hold. */
const usualPorts: Readonly<Record<ProtocolName, number>> = {
  laipac: 5045,
  megastek: 5024,
  r16h: 5262,
  watch: 5093,
  owntracks: 5144,
  osmand: 5055,
};

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const port = z.coerce
  .number({ error: 'is no port number' })
  .int('is no port number')
  .min(0, 'is below 0')
  .max(65_535, 'is above 65535');
const text = z.string({ error: 'is not text' }).trim().min(1, 'is empty');

const gatewayPorts = z.partialRecord(z.enum(protocolNames), port);
const isProtocol = (name: string): name is ProtocolName => protocolNames.some((known) => known === name);
/** `NAME=PORT,…`, as on the command line. */
const gatewayText = text.transform((list, context): Settings['gateway'] => {
  const ports: Partial<Record<ProtocolName, number>> = {};
  const refuse = (message: string): void => context.addIssue({ code: 'custom', message });
  for (const part of list.split(',')) {
    const [name = '', value = '', ...more] = part.split('=').map((piece) => piece.trim());
    if (!isProtocol(name)) refuse(`names a protocol, "${name}", that is none of ${protocolNames.join(', ')}`);
    else if (!/^\d+$/.test(value) || Number(value) > 65_535 || more.length > 0)
      refuse(`gives ${name} no port number; write ${name}=${usualPorts[name]}`);
    else ports[name] = Number(value);
  }
  return ports;
});

const origin = text.refine(
  (given) => URL.canParse(given) && new URL(given).origin === given && /^https?:/.test(given),
  'is no origin such as https://attend.example.org',
);
const addresses = text.transform((list) => list.split(',').map((address) => address.trim()));

/** The configuration file's form, and that of what was given, once flags and environment are laid over it. */
const form = z.strictObject({
  data: text.optional(),
  databaseUrl: text.optional(),
  http: port.optional(),
  host: text.optional(),
  origin: origin.optional(),
  trustProxy: addresses.optional(),
  gateway: z.union([gatewayText, gatewayPorts]).optional(),
  gatewayHost: text.optional(),
  keys: text
    .refine(
      (given) => readKeyPlace(given, '') !== null,
      'is none of file, file:DIRECTORY, environment:NAME and command:PROGRAM ARGUMENTS',
    )
    .optional(),
  logLevel: z.enum(logLevels, { error: `is none of ${logLevels.join(', ')}` }).optional(),
  agencies: agenciesForm.optional(),
  ...messagesForm,
});
type Given = { readonly [name in keyof z.input<typeof form>]?: unknown };

const variables: readonly (readonly [keyof Given, string])[] = [
  ['data', 'ATTEND_DATA'],
  ['http', 'ATTEND_HTTP'],
  ['host', 'ATTEND_HOST'],
  ['origin', 'ATTEND_ORIGIN'],
  ['trustProxy', 'ATTEND_TRUST_PROXY'],
  ['gateway', 'ATTEND_GATEWAY'],
  ['gatewayHost', 'ATTEND_GATEWAY_HOST'],
  ['keys', 'ATTEND_KEYS'],
  ['logLevel', 'ATTEND_LOG_LEVEL'],
  ['databaseUrl', 'DATABASE_URL'],
  ...messageVariables,
];
const flags: readonly (readonly [keyof Given, string])[] = [
  ['data', '--data'],
  ['http', '--http'],
  ['host', '--host'],
  ['origin', '--origin'],
  ['trustProxy', '--trust-proxy'],
  ['gateway', '--gateway'],
  ['gatewayHost', '--gateway-host'],
  ['keys', '--keys'],
  ['logLevel', '--log-level'],
];

/** A command's own defaults, where they are not the server's. */
export type Defaults = {
  readonly data?: string;
  readonly http?: number;
  readonly gatewayHost?: string;
  readonly gateway?: Settings['gateway'];
  readonly logLevel?: string;
};

const listenersOf = (gateway: Settings['gateway']): string => {
  const ports = Object.entries(gateway);
  if (ports.every(([, number]) => number === 0)) return 'all of them, on free ports';
  return ports.map(([name, number]) => `${name}=${number}`).join(',');
};

/** The same `defaults` as are given to `readSettings`: what the help says is what holds. */
export function addServerOptions(command: Command, defaults: Defaults = {}): Command {
  const { data = './data', http = 8080, gatewayHost = '0.0.0.0' } = defaults;
  return command
    .option('--data <dir>', `folder of everything that is kept (default: ${data})`)
    .option('--http <port>', `port of the API and the web app; 0: any free one (default: ${http})`)
    .option('--host <address>', 'address the API listens on (default: 127.0.0.1)')
    .option(
      '--origin <origin>',
      'behind a proxy that ends TLS: what browsers see, as https://attend.example.org',
    )
    .option('--trust-proxy <addresses>', 'addresses or networks of such proxies, by commas')
    .option(
      '--gateway <name=port,…>',
      `device listeners to open (default: ${listenersOf(defaults.gateway ?? usualPorts)})`,
    )
    .option('--gateway-host <address>', `address the device listeners listen on (default: ${gatewayHost})`)
    .option(
      '--keys <place>',
      'where key-encryption keys come from: file:DIR, environment:NAME, command:PROGRAM',
    )
    .option('--log-level <level>', `one of ${logLevels.join(', ')} (default: ${defaults.logLevel ?? 'info'})`)
    .option(
      '--config <file>',
      'configuration file (default: ATTEND_CONFIG, else ./attend.json where there is one)',
    );
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads what holds. Throws Refusal, naming the flag, variable or field at fault. `defaults` are a command's own. */
export function readSettings(
  options: Readonly<Record<string, unknown>>,
  environment: Environment = process.env,
  defaults: Defaults = {},
): Settings {
  const path = configurationPath(options.config, environment);
  const file = readConfiguration(path);
  const read = {
    ...file,
    ...readEach(variables, environment, (name) => name),
    ...readEach(
      flags,
      Object.fromEntries(flags.map(([name, flag]) => [flag, options[name]])),
      (name) => `the flag ${name}`,
    ),
  };
  return {
    dataDir: resolve(read.data ?? defaults.data ?? './data'),
    databaseUrl: read.databaseUrl,
    http: read.http ?? defaults.http ?? 8080,
    host: read.host ?? '127.0.0.1',
    origin: read.origin,
    trustProxy: read.trustProxy ?? [],
    gateway: read.gateway ?? defaults.gateway ?? usualPorts,
    gatewayHost: read.gatewayHost ?? defaults.gatewayHost ?? '0.0.0.0',
    keys: read.keys ?? 'file',
    logLevel: read.logLevel ?? defaults.logLevel ?? 'info',
    agencies: readAgencies(read.agencies ?? [], path.name),
    messages: readMessages(read),
  };
}

type Read = z.output<typeof form>;

/** Checks each by itself, so that a fault is told by the name the user wrote. Empty variables count as not set. */
function readEach(
  names: readonly (readonly [keyof Given, string])[],
  given: Readonly<Record<string, unknown>>,
  call: (name: string) => string,
): Read {
  const all: Read = {};
  for (const [name, said] of names) {
    const value = given[said];
    if (value === undefined || value === '') continue;
    const read = form.safeParse({ [name]: value });
    if (!read.success) throw new Refusal(`${call(said)} ${faultOf(read.error)}`);
    Object.assign(all, read.data);
  }
  return all;
}

/** `asked`: somebody named it, so that it has to be there. */
type Path = { readonly name: string; readonly asked: boolean };

function configurationPath(flag: unknown, environment: Environment): Path {
  const named = typeof flag === 'string' ? flag : environment.ATTEND_CONFIG || null;
  return { name: resolve(named ?? 'attend.json'), asked: named !== null };
}

function readConfiguration({ name: path, asked }: Path): Read {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    if (!asked && error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw new Refusal(
      `the configuration file ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    throw new Refusal(
      `the configuration file ${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const read = form.safeParse(value);
  if (read.success) return read.data;
  const field = read.error.issues[0]?.path.join('.') ?? '';
  throw new Refusal(
    `the configuration file ${path}${field === '' ? '' : `: the field "${field}"`} ${faultOf(read.error)}`,
  );
}

function faultOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'is wrong';
  // A union tells the faults of its branches: the first branch is the one that people write.
  if (issue.code === 'invalid_union') return issue.errors[0]?.[0]?.message ?? 'is wrong';
  return issue.code === 'unrecognized_keys'
    ? `has a field that is none: ${issue.keys.join(', ')}`
    : issue.message;
}

/** Where key-encryption keys come from, as was checked when the settings were read. */
export function keyPlaceOf({ dataDir, keys }: Pick<Settings, 'dataDir' | 'keys'>): KeyPlace {
  const directory = join(dataDir, 'keyring');
  return readKeyPlace(keys, directory) ?? { kind: 'file', directory };
}

/** Where a command of the operator finds the data, the database and the keys. */
export function readPlace(options: Readonly<Record<string, unknown>>): Omit<Settings, 'keys'> & {
  readonly keys: KeyPlace;
} {
  const settings = readSettings(options);
  return { ...settings, keys: keyPlaceOf(settings) };
}
