-- Who looked, who changed, and what the screens hear of it.
set local search_path = attend, public;

-- Every look at a person's data. A list is one row a viewer, person and day with a count; opening is one each.
create table access_record (
  id bigint generated always as identity primary key,
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  staff_id uuid references staff,
  -- A command of the machine's own operator, where nobody has signed in.
  operator text,
  at timestamptz not null default now(),
  day date not null default current_date,
  action text not null check (action in ('list', 'open', 'export')),
  -- The route's own sentence: «position history», «alert», …
  what text not null,
  purpose text not null,
  count integer not null default 1,
  check ((staff_id is null) <> (operator is null))
);
create unique index access_record_list on access_record (programme_id, participant_id, staff_id, day, what) where action = 'list';
create index access_record_participant on access_record (participant_id, at desc);
create index access_record_staff on access_record (staff_id, at desc);

-- Every write, in its own transaction.
create table audit_entry (
  id bigint generated always as identity primary key,
  programme_id uuid references programme,
  at timestamptz not null default now(),
  staff_id uuid references staff,
  operator text,
  action text not null,
  entity text not null,
  entity_id text not null,
  participant_id uuid references participant,
  request_id text,
  -- Under the person's key where there is a person, else under the programme's.
  before bytea,
  after bytea
);
create index audit_entry_entity on audit_entry (entity, entity_id);
create index audit_entry_participant on audit_entry (participant_id, id);

-- What a change tells the live feed: written in the change's own transaction, moved to `feed` by the sequencer.
create table feed_outbox (
  id bigint generated always as identity primary key,
  programme_id uuid not null,
  participant_id uuid,
  kind text not null,
  entity_id text not null,
  at timestamptz not null default now()
);
-- Positions follow commit order: the sequencer, alone under its lock, gives them after the commit.
create table feed (
  position bigint generated always as identity primary key,
  programme_id uuid not null,
  participant_id uuid,
  kind text not null,
  entity_id text not null,
  at timestamptz not null
);
create index feed_at on feed (at);

-- A write's key, made by who asked for it: a repeat gets the first answer and changes nothing.
create table idempotency_key (
  programme_id uuid not null,
  actor text not null,
  key text not null,
  route text not null,
  request_hash bytea not null,
  status integer not null,
  response jsonb,
  at timestamptz not null default now(),
  primary key (programme_id, actor, key)
);
create index idempotency_key_at on idempotency_key (at);
