-- An alert is work; its occurrences are what the engine found. Repeats join the open alert as occurrences.
set local search_path = attend, public;

create table policy_revision (
  programme_id uuid not null references programme,
  name text not null,
  revision integer not null,
  from_at timestamptz not null,
  parameters jsonb not null,
  published_at timestamptz not null default now(),
  published_by uuid references staff,
  primary key (programme_id, name, revision)
);

create table incident (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  created_at timestamptz not null default now()
);

create table alert (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  assignment_id bigint not null references assignment,
  incident_id uuid references incident,
  kind text not null,
  -- The condition's reference; null for kinds that rest on none.
  condition text,
  severity text not null check (severity in ('low', 'medium', 'high', 'critical')),
  -- As work: new, participant asked, acknowledged, closed. `withdrawn` is said by withdrawn_at.
  status text not null default 'new' check (status in ('new', 'asked', 'acknowledged', 'closed')),
  -- First happening and end of the last; null while one lasts.
  from_at timestamptz not null,
  to_at timestamptz,
  raised_at timestamptz not null,
  cleared_at timestamptz,
  -- Every occurrence was taken back by late readings: raised in error, on record.
  withdrawn_at timestamptz,
  occurrences integer not null default 1,
  acknowledged_at timestamptz,
  acknowledged_by uuid references staff,
  closed_at timestamptz,
  -- Null with closed_at: closed by itself as policy says (never an open strap).
  closed_by uuid references staff,
  outcome text,
  version integer not null default 1,
  -- The list's order: most severe first, then oldest.
  urgency smallint not null generated always as (case severity when 'critical' then 0 when 'high' then 1 when 'medium' then 2 else 3 end) stored
);
create index alert_open on alert (programme_id, urgency, raised_at, id) include (status) where status <> 'closed' and withdrawn_at is null;
create index alert_closed on alert (programme_id, closed_at desc, id desc) where status = 'closed' and withdrawn_at is null;
create index alert_withdrawn on alert (programme_id, withdrawn_at desc, id desc) where withdrawn_at is not null;
create index alert_open_participant on alert (participant_id) where status <> 'closed' and withdrawn_at is null;
create index alert_participant on alert (participant_id, raised_at desc);
create unique index alert_one_open on alert (assignment_id, kind, coalesce(condition, '')) where status <> 'closed' and withdrawn_at is null;

create table alert_occurrence (
  assignment_id bigint not null references assignment,
  -- The engine's own number for it: raised once, however often a commit is tried again.
  ordinal integer not null,
  programme_id uuid not null references programme,
  alert_id uuid not null references alert,
  from_at timestamptz not null,
  to_at timestamptz,
  raised_at timestamptz not null,
  cleared_at timestamptz,
  withdrawn_at timestamptz,
  severity text not null,
  certainty text not null check (certainty in ('confirmed', 'reported', 'doubtful')),
  policy_name text not null,
  policy_revision integer not null,
  -- {because, readings}
  sealed bytea not null,
  primary key (assignment_id, ordinal)
);
create index alert_occurrence_alert on alert_occurrence (alert_id);

-- Everything that ever happened to an alert, by software or by a person. Append-only.
create table alert_transition (
  id bigint generated always as identity primary key,
  programme_id uuid not null references programme,
  alert_id uuid not null references alert,
  at timestamptz not null,
  kind text not null check (kind in ('raised', 'revised', 'cleared', 'withdrawn', 'joined', 'returned', 'asked', 'answered',
    'acknowledged', 'closed', 'reopened', 'noted', 'assigned')),
  ordinal integer,
  staff_id uuid references staff,
  outcome text,
  -- {note} or the facts before
  sealed bytea
);
create index alert_transition_alert on alert_transition (alert_id, id);
