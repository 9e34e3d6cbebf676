-- What a person was enrolled from, and how their device is.
set local search_path = attend, public;

-- The line a person was enrolled from, canonical, under their key: the same line again changes nothing, another one is
-- refused with what differs. What happened to the person since is no part of the comparison.
create table enrolment (
  participant_id uuid primary key references participant,
  programme_id uuid not null references programme,
  at timestamptz not null default now(),
  sealed bytea not null
);

-- A device's last word of itself, so that lists need not open uploads. No place in it. Written by the gateway when it has
-- changed or aged, not for every reading: `last_contact_at` may stand a minute behind.
create table assignment_health (
  assignment_id bigint primary key references assignment,
  programme_id uuid not null,
  last_contact_at timestamptz not null,
  battery_percent smallint check (battery_percent between 0 and 100),
  charging boolean,
  strap text check (strap in ('closed', 'open'))
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

do $$
declare
  t text;
begin
  foreach t in array array['enrolment', 'assignment_health']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy programme_app on %I to attend_app using (programme_id = (select nullif(current_setting(''attend.programme'', true), '''')::uuid))', t);
    execute format('create policy owner_all on %I to attend_owner using (true)', t);
    execute format('grant select, insert on %I to attend_app', t);
  end loop;
end $$;
create policy gateway on assignment_health to attend_gateway using (true);
grant select, insert, update on assignment_health to attend_gateway;
grant delete on enrolment to attend_app;
