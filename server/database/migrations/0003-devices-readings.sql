-- Devices, who holds them, and what they said.
set local search_path = attend, public;

create table device (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  protocol text not null check (protocol in ('laipac', 'megastek', 'r16h', 'watch', 'owntracks', 'osmand')),
  -- What the device calls itself on the wire.
  identifier text not null,
  technology text not null check (technology in ('ankle', 'wrist', 'phone')),
  model text,
  -- Over HTTP: HMAC-SHA-256 of the random token that the phone sends.
  token_hash bytea,
  -- Plain TCP protocols know no credential: networks (CIDR) this device may come from; null: any.
  networks cidr[],
  quarantined_at timestamptz,
  retired_at timestamptz,
  created_at timestamptz not null default now(),
  unique (protocol, identifier)
);

-- A device's time with one participant. State is kept by assignment, never by device: devices are used again.
create table assignment (
  id bigint generated always as identity primary key,
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  device_id uuid not null references device,
  -- Where a person has two devices the primary judges and the others corroborate.
  is_primary boolean not null default true,
  from_at timestamptz not null,
  to_at timestamptz,
  fix_every integer not null check (fix_every between 1 and 86400),
  upload_every integer not null check (upload_every between 1 and 604800),
  fitted_by uuid references staff,
  -- Raised by whatever changes the plan (order, agreement, condition, exception, assignment): caches compare it.
  plan_version integer not null default 1,
  constraint one_holder exclude using gist (device_id with =, tstzrange(from_at, to_at) with &&)
);
create index assignment_participant on assignment (participant_id);

-- A commit that finds another version than it started from loads and evaluates again. Narrow, so that raising it is cheap.
create table assignment_state (
  assignment_id bigint primary key references assignment,
  programme_id uuid not null,
  version bigint not null default 0
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);

-- What the engine goes on from: its whole state, sealed, as of `version`; what stands after it is rebuilt from the uploads.
create table assignment_snapshot (
  assignment_id bigint primary key references assignment,
  programme_id uuid not null,
  version bigint not null,
  -- No upload behind `version` was received before this day: which partitions to look into.
  day date not null,
  plan_version integer not null,
  content bytea not null
);
alter table assignment_snapshot alter column content set storage external;

-- Next instant at which a tick can change anything; a table of its own, since an index on the state row would end its cheap updates.
create table assignment_due (
  assignment_id bigint primary key references assignment,
  due_at timestamptz not null
) with (fillfactor = 80);
create index assignment_due_at on assignment_due (due_at);

-- One row an upload: what one assignment delivered in one commit, packed, compressed and sealed.
-- Partitioned by retention class, then by day of receipt (a wrong clock must not make partitions).
create table upload (
  assignment_id bigint not null,
  version bigint not null,
  day date not null,
  retention smallint not null default 0,
  content bytea not null
) partition by list (retention);
alter table upload alter column content set storage external;
create table upload_standard partition of upload for values in (0) partition by range (day);

-- Under `zones`: positions from the upload that confirmed a violation on; deleted if the alert is withdrawn.
create table violation_position (
  programme_id uuid not null,
  assignment_id bigint not null references assignment,
  ordinal integer not null,
  version bigint not null,
  content bytea not null,
  primary key (assignment_id, ordinal, version)
);

-- Whole frames that were wrong, of a known device. Without `trail` only reason, length and a keyed hash are kept.
create table rejection (
  id bigint generated always as identity primary key,
  programme_id uuid not null,
  assignment_id bigint references assignment,
  device_id uuid not null references device,
  at timestamptz not null,
  reason text not null,
  length integer not null,
  hash bytea not null,
  sealed bytea
);
create index rejection_device on rejection (device_id, at);

-- Somebody knocked whom we do not know; bounded by the gateway (one row a protocol and identifier).
create table unknown_device (
  protocol text not null,
  identifier text not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  frames bigint not null,
  primary key (protocol, identifier)
);

-- When gateways listened: silence counts only while one did.
create table listening (
  gateway uuid not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  primary key (gateway)
);
create index listening_until on listening (until_at);
