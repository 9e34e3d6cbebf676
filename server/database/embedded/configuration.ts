import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';

const megabyte = 1_048_576;

/** Within what the machine, or the container's limit, has; never more than a small machine can spare. */
function memorySettings(): { sharedBuffers: number; cacheSize: number } {
  const limit = process.constrainedMemory();
  const total = Math.min(totalmem(), limit > 0 ? limit : totalmem()) / megabyte;
  return {
    sharedBuffers: Math.round(Math.min(512, Math.max(64, total / 8))),
    cacheSize: Math.round(Math.max(256, total / 2)),
  };
}

/** As one entry of a list: in double quotes, since a blank or comma in the path would end it. */
const quoteFolder = (path: string): string => `'"${path.replaceAll('"', '""').replaceAll("'", "''")}"'`;

/**
 * The server's configuration. Meant for two cores shared with the gateway, whose group commit already gathers
 * writers: so no commit_delay, WAL segments kept for re-use (creating one costs several syncs), and few, spread
 * checkpoints (each makes the next change of a page write the page whole).
 */
function settingsText(options: { socket: string; walCompression: string }): string {
  const { sharedBuffers, cacheSize } = memorySettings();
  return `# Written by Attend at each start. Your own settings go into local.conf beside this file.
listen_addresses = ''
unix_socket_directories = ${quoteFolder(options.socket)}
unix_socket_permissions = 0700
password_encryption = scram-sha-256
max_connections = 100

# What was acknowledged is never lost.
fsync = on
full_page_writes = on
synchronous_commit = on

shared_buffers = ${sharedBuffers}MB
effective_cache_size = ${cacheSize}MB
work_mem = 8MB
maintenance_work_mem = 64MB
jit = off
random_page_cost = 1.1
max_parallel_workers_per_gather = 1

wal_buffers = 16MB
wal_compression = ${options.walCompression}
min_wal_size = 512MB
max_wal_size = 2GB
checkpoint_timeout = 15min
checkpoint_completion_target = 0.9

# State rows are updated at each upload: vacuum them early and often, in small steps.
autovacuum_naptime = 20s
autovacuum_vacuum_scale_factor = 0.05

# Statements and rows' values are personal data and stay out of the log.
log_error_verbosity = terse
log_min_error_statement = panic
log_parameter_max_length_on_error = 0
log_line_prefix = '%m [%p] '
log_timezone = UTC
timezone = UTC
lc_messages = C

include_if_exists = 'local.conf'
`;
}

/** Only the socket, and only with a password: the folder already keeps other users out, this is the second wall. */
const accessText = `# Written by Attend at each start.
local all all scram-sha-256
`;

/** Begun once, then the administrator's. */
const localText = `# Your own settings for PostgreSQL; they stand above Attend's and hold from the next start.
# See docs/operations/database.md. fsync and full_page_writes stay on, or Attend does not start.
`;

/** Writes `attend.conf` and `access.conf` into the cluster's home; read by the account, without secrets. */
export function writeConfiguration(home: string, options: { socket: string; walCompression: string }): void {
  const texts = { 'attend.conf': settingsText(options), 'access.conf': accessText };
  const local = join(home, 'local.conf');
  if (!existsSync(local)) writeFileSync(local, localText, { mode: 0o644 });
  for (const [name, text] of Object.entries(texts)) {
    const path = join(home, name);
    writeFileSync(`${path}.new`, text, { mode: 0o644 });
    renameSync(`${path}.new`, path);
  }
}
