-- People, and what permits their supervision. `sealed` columns are AES-256-GCM under the person's own key,
-- with the row's identity as additional data: destroying the key makes them unreadable, backups included.
set local search_path = attend, public;

create table participant (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  -- The agency's own number for the person.
  reference text not null,
  office_id uuid references office,
  -- Where curfews' wall clocks stand for this person; null: the office's, else the programme's.
  timezone text,
  -- {name, preferredName, languages, ...}: casework's PersonDetails.
  sealed bytea not null,
  -- Custody elsewhere, hospital, death, moved: clocks stop, silence is expected.
  suspended_from timestamptz,
  suspended_reason text,
  entered_in_error_at timestamptz,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (programme_id, reference)
);
create index participant_office on participant (programme_id, office_id, id);

-- Search by equality: keyed hashes (the first 64 bits of an HMAC) of normalised names and identifiers, of their sounds, beginnings
-- and near misses, each kind in a domain of its own (casework/people/tokens). Trigram operators are not leakproof and cannot use
-- an index under row-level security; a key equal in both cannot be told from chance, so a match is always shown with its record.
-- No foreign keys: some fifty rows a person are written and removed with the person, and checking each would double their cost.
create table participant_search (
  programme_id uuid not null,
  token bigint not null,
  participant_id uuid not null,
  primary key (programme_id, token, participant_id)
);
create index participant_search_participant on participant_search (participant_id);

-- Who works with whom. An ended row ends access.
create table supervision (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  staff_id uuid not null references staff,
  role text not null check (role in ('case-officer', 'stand-in', 'case-worker', 'installer', 'attorney')),
  from_at timestamptz not null default now(),
  to_at timestamptz
);
create index supervision_participant on supervision (participant_id);
create index supervision_staff on supervision (staff_id, to_at);
-- One officer in charge at a time: a hand-over ends one row and begins the next.
create unique index supervision_one_officer on supervision (participant_id) where role = 'case-officer' and to_at is null;

create table court_case (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  court text,
  -- {number, matter}
  sealed bytea,
  created_at timestamptz not null default now(),
  entered_in_error_at timestamptz
);
create index court_case_participant on court_case (participant_id);

create table supervision_order (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  court_case_id uuid references court_case,
  reference text not null,
  status text not null default 'draft' check (status in ('draft', 'active', 'ended')),
  ended_at timestamptz,
  ended_as text check (ended_as in ('expired', 'revoked', 'completed')),
  created_at timestamptz not null default now(),
  entered_in_error_at timestamptz,
  unique (participant_id, reference)
);

-- Orders are amended by new versions, never edited.
create table order_version (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  order_id uuid not null references supervision_order,
  version integer not null,
  from_at timestamptz not null,
  to_at timestamptz,
  review_at timestamptz,
  legal_basis text not null,
  -- When it took effect: its agreement signed, or the court's service of it recorded. Null: a draft.
  effective_at timestamptz,
  effective_by text check (effective_by in ('agreement', 'service', 'import')),
  -- {necessity, lesserMeans, vulnerability, language, representations, reasons}
  sealed bytea,
  created_at timestamptz not null default now(),
  created_by uuid references staff,
  unique (order_id, version),
  check (to_at is null or to_at > from_at)
);

create table order_clause (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  order_version_id uuid not null references order_version,
  number text not null,
  kind text not null check (kind in ('location-status', 'location-zones', 'location-trail', 'technology-ankle',
    'technology-wrist', 'technology-phone', 'exclusion-zone', 'inclusion-zone', 'curfew', 'check-ins', 'attendance')),
  from_at timestamptz not null,
  to_at timestamptz,
  unique (order_version_id, number)
);

create table agreement (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  order_version_id uuid not null references order_version,
  language text not null,
  text_version text not null,
  -- The most that the participant agreed to; never more than the order.
  location text not null check (location in ('status', 'zones', 'trail')),
  signed_at timestamptz not null,
  -- Nothing received from then on is used.
  withdrawn_at timestamptz,
  -- {explained, interpreter, signature}
  sealed bytea
);
create index agreement_version on agreement (order_version_id);

create table condition (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  clause_id uuid not null references order_clause,
  reference text not null,
  kind text not null check (kind in ('exclusion-zone', 'inclusion-zone', 'curfew')),
  -- {name, area}: a zone is often somebody's home.
  sealed bytea not null,
  timetable jsonb not null default '[]',
  from_at timestamptz not null,
  to_at timestamptz,
  ended_at timestamptz,
  entered_in_error_at timestamptz,
  created_at timestamptz not null default now(),
  created_by uuid references staff,
  unique (participant_id, reference),
  check (to_at is null or to_at > from_at)
);

-- A dated permission not to keep a condition.
create table condition_exception (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  condition_id uuid not null references condition,
  from_at timestamptz not null,
  to_at timestamptz not null,
  status text not null default 'granted' check (status in ('asked', 'granted', 'refused', 'withdrawn')),
  -- {reason, decisionReason}
  sealed bytea not null,
  asked_at timestamptz not null default now(),
  decided_at timestamptz,
  decided_by uuid references staff,
  check (to_at > from_at)
);
create index condition_exception_condition on condition_exception (condition_id);
