-- Data ends on schedule: terms by programme, holds on people, receipts of what went. The jobs run as the owner: a day's
-- uploads go by dropping their partition, which only its owner may.
set local search_path = attend, public;

-- A programme's terms in days by kind; the highest revision that has begun holds. None: the defaults of the program.
create table retention_schedule (
  programme_id uuid not null references programme,
  revision integer not null check (revision > 0),
  -- A day after it was made where something ends sooner: a mistake can be taken back.
  from_at timestamptz not null,
  terms jsonb not null,
  reason text not null,
  made_at timestamptz not null default now(),
  made_by uuid not null references staff,
  primary key (programme_id, revision)
);

-- Nothing of a held person ends: a court, a complaint or an inquiry needs it. Every hold has a reason and an end.
create table retention_hold (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  placed_at timestamptz not null default now(),
  placed_by uuid not null references staff,
  until_at timestamptz not null,
  -- Ended by a person before its end.
  ended_at timestamptz,
  ended_by uuid references staff,
  -- {reason}, and {reason} of its end
  sealed bytea not null,
  sealed_end bytea,
  check (until_at > placed_at)
);
create index retention_hold_participant on retention_hold (participant_id, until_at);

-- One a programme, kind and run that removed something. Its copy stands sealed in the audit.
create table retention_receipt (
  id bigint generated always as identity primary key,
  programme_id uuid references programme,
  kind text not null,
  -- The oldest that went; everything before `until_at` went, but for held people's.
  from_at timestamptz not null,
  until_at timestamptz not null,
  rows bigint not null,
  bytes bigint not null,
  -- Rows that stayed because of a hold.
  held bigint not null,
  revision integer not null,
  at timestamptz not null default now()
);
create index retention_receipt_programme on retention_receipt (programme_id, id desc);

-- Before it nothing is complete any more. Written before anything goes: who judges a history again reads it afterwards, so
-- that missing readings are never taken for readings that were not.
create table retention_horizon (
  programme_id uuid not null references programme,
  kind text not null,
  until_at timestamptz not null,
  primary key (programme_id, kind)
);

-- How the runs went, for the page. No personal data.
create table retention_run (
  id bigint generated always as identity primary key,
  began_at timestamptz not null default now(),
  ended_at timestamptz,
  -- Kinds and days that could not be removed this time, with the database's own code: the next run tries again.
  failures jsonb not null default '[]'
);

do $$
declare
  t text;
begin
  foreach t in array array['retention_schedule', 'retention_hold', 'retention_receipt', 'retention_horizon']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy programme_app on %I to attend_app using (programme_id = (select nullif(current_setting(''attend.programme'', true), '''')::uuid))', t);
    execute format('create policy owner_all on %I to attend_owner using (true)', t);
    execute format('grant select on %I to attend_app', t);
  end loop;
end $$;
grant insert on retention_schedule, retention_hold to attend_app;
grant update on retention_hold to attend_app;
create policy gateway on retention_horizon to attend_gateway using (true);
grant select on retention_horizon to attend_gateway;
grant select on retention_run to attend_app;

-- Everything about them stays.
create function is_held(p_participant uuid) returns boolean
language sql stable set search_path = attend, public as $$
  select exists (select from retention_hold h
    where h.participant_id = p_participant and h.ended_at is null and h.until_at > now())
$$;
grant execute on function is_held to attend_app;

-- Held people's uploads whose day is gone: moved here before their day's partition is dropped, and removed when the hold has ended.
create table upload_held partition of upload for values in (1);
create unique index upload_held_version on upload_held (assignment_id, version);
create index upload_held_day on upload_held (day);

-- Makes a day's leaf of past or present: for a restored backup. Gateways have ensure_upload_day.
create function make_upload_day(p_day date) returns text
language plpgsql set search_path = attend, public as $$
declare
  leaf text := 'upload_0_' || to_char(p_day, 'YYYYMMDD');
begin
  if to_regclass('attend.' || leaf) is null then
    execute format('create table %I (like upload including storage, check (retention = 0 and day = %L))', leaf, p_day);
    execute format('create unique index on %I (assignment_id, version)', leaf);
    execute format('alter table upload_standard attach partition %I for values from (%L) to (%L)', leaf, p_day, p_day + 1);
    execute format('grant select, insert on %I to attend_gateway', leaf);
  end if;
  return leaf;
end $$;
revoke execute on function make_upload_day from public;
