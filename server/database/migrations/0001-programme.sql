-- The tenant and who works in it. Every table carries its programme: row-level security stands on it (0006).
create extension if not exists btree_gist;
create schema if not exists attend;
set local search_path = attend, public;

create table programme (
  id uuid primary key default uuidv7(),
  name text not null,
  timezone text not null,
  -- Made by a simulator: shown on every page, and never mixed with real people.
  simulated boolean not null default false,
  created_at timestamptz not null default now()
);

create table provider (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  name text not null,
  ended_at timestamptz,
  unique (programme_id, name)
);

create table office (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  -- Null: the agency's own office; else the provider's.
  provider_id uuid references provider,
  name text not null,
  timezone text not null,
  county text,
  ended_at timestamptz,
  unique (programme_id, name)
);

create table staff (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  -- The account that signs in; null until the invitation is accepted.
  account_id text unique,
  provider_id uuid references provider,
  office_id uuid references office,
  name text not null,
  email text not null,
  created_at timestamptz not null default now(),
  -- A leaver: every session ends and nothing is permitted from here on.
  ended_at timestamptz,
  unique (programme_id, email)
);

create table staff_role (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  staff_id uuid not null references staff,
  role text not null check (role in ('case-officer', 'supervisor', 'monitoring-worker', 'case-worker',
    'installer', 'auditor', 'programme-manager', 'administrator', 'attorney', 'participant')),
  -- Null: every office of the programme.
  office_id uuid references office,
  from_at timestamptz not null default now(),
  to_at timestamptz,
  check (to_at is null or to_at > from_at)
);
create index staff_role_staff on staff_role (staff_id);
