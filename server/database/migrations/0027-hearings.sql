-- Hearings: one dated appearance each. One that is moved stays with its old instant and names the one in its place, so that what a
-- person was told at any time can be read later.
set local search_path = attend, public;

create table hearing (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  at timestamptz not null,
  -- The court's, as the file or the clerk said the time; reminders go by the participant's own.
  timezone text not null,
  kind text not null check (kind in ('in-person', 'remote')),
  court text not null,
  status text not null default 'scheduled' check (status in ('scheduled', 'moved', 'cancelled', 'held')),
  moved_to uuid references hearing,
  appearance text check (appearance in ('appeared', 'appeared-remotely', 'did-not-appear', 'not-known')),
  excuse text check (excuse in ('illness', 'caring', 'work', 'hearing', 'transport', 'weather', 'bereavement', 'device-fault',
    'service-fault', 'other')),
  -- {caseNumber, matter, room, address, link, directions, uid, reason, note}
  sealed bytea not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  check ((status = 'moved') = (moved_to is not null)),
  check ((status = 'held') = (appearance is not null)),
  check (excuse is null or appearance = 'did-not-appear')
);
create index hearing_participant on hearing (participant_id, at);
create index hearing_day on hearing (programme_id, at, id);
-- What a planner of reminders looks through.
create index hearing_to_come on hearing (at, id) where status = 'scheduled';

-- Which fields each version changed, by whom: whoever comes with an older version is told. The values stand in the audit.
create table hearing_change (
  hearing_id uuid not null references hearing,
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  version integer not null,
  at timestamptz not null default now(),
  staff_id uuid not null references staff,
  fields text[] not null,
  primary key (hearing_id, version)
);

do $$
declare
  t text;
begin
  foreach t in array array['hearing', 'hearing_change']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to attend_owner using (true)', t);
    perform guard_by_person(t, format('(select true from participant p where p.id = %I.participant_id)', t));
  end loop;
end $$;
grant select, insert, update on hearing to attend_app;
grant select, insert on hearing_change to attend_app;
