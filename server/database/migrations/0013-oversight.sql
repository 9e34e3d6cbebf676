-- Watching the watchers: looks that a supervisor should ask about, and what was said of them.
set local search_path = attend, public;

create table unusual_look (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  staff_id uuid not null references staff,
  day date not null,
  kind text not null check (kind in ('volume', 'hours', 'outside-work', 'namesake')),
  -- Null: of the day as a whole.
  participant_id uuid references participant,
  measured integer not null,
  usual integer,
  found_at timestamptz not null default now(),
  outcome text check (outcome in ('explained', 'follow-up')),
  note text,
  decided_by uuid references staff,
  decided_at timestamptz,
  -- Nobody decides about their own looks.
  check (decided_by <> staff_id),
  check ((outcome is null) = (decided_at is null)),
  unique nulls not distinct (staff_id, day, kind, participant_id)
);
create index unusual_look_open on unusual_look (programme_id, day desc) where outcome is null;

alter table unusual_look enable row level security;
alter table unusual_look force row level security;
create policy programme_app on unusual_look to attend_app using (programme_id = (select nullif(current_setting('attend.programme', true), '')::uuid));
create policy owner_all on unusual_look to attend_owner using (true);
grant select, insert, update on unusual_look to attend_app;

-- The scope of a breach asks by time alone.
create index access_record_programme on access_record (programme_id, at);
