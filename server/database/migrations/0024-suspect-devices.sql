-- What looks wrong about a device, who had its data refused and why, and what it says of itself on the shelf. Of equipment alone:
-- nothing here names a person or a place.
set local search_path = attend, public;

-- A person has looked at each, or none has yet: then the gateway adds to the one that stands.
create table device_flag (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  device_id uuid not null references device,
  kind text not null check (kind in ('cloned', 'replayed', 'impossible-travel')),
  first_at timestamptz not null,
  last_at timestamptz not null,
  count bigint not null,
  -- What showed it, and how the addresses stood to each other; the addresses themselves are not kept.
  signs text[] not null default '{}',
  changes text[] not null default '{}',
  outcome text check (outcome in ('explained', 'device-fault', 'misused', 'not-found')),
  looked_at timestamptz,
  looked_by uuid references staff,
  -- {note}
  sealed bytea,
  check ((outcome is null) = (looked_at is null) and (outcome is null) = (looked_by is null))
);
create unique index device_flag_open on device_flag (device_id, kind) where outcome is null;
create index device_flag_device on device_flag (device_id, first_at desc);
create index device_flag_programme on device_flag (programme_id, device_id) where outcome is null;

-- From when to when a person had nothing taken of it. `device.quarantined_at` says what holds now.
create table device_quarantine (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  device_id uuid not null references device,
  from_at timestamptz not null,
  to_at timestamptz,
  by_id uuid not null references staff,
  released_by uuid references staff,
  -- {reason}
  sealed bytea not null,
  release_sealed bytea,
  check ((to_at is null) = (released_by is null)),
  check (to_at is null or to_at >= from_at)
);
create unique index device_quarantine_now on device_quarantine (device_id) where to_at is null;
create index device_quarantine_device on device_quarantine (device_id, from_at desc);

-- On the shelf, with nobody: last contact and battery, and never a place.
create table device_contact (
  device_id uuid primary key references device,
  programme_id uuid not null references programme,
  last_at timestamptz not null,
  battery_percent smallint,
  charging boolean
) with (fillfactor = 80);

create index device_quarantined on device (programme_id, identifier) where quarantined_at is not null;
create index device_identifier on device (programme_id, identifier, id);

-- Who knocks and is in nobody's stock. A device of another programme that is refused knocks too: that is its programme's to know.
create function unclaimed_knocks() returns setof unknown_device
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select u.* from unknown_device u
  where not exists (select from device d where d.protocol = u.protocol and d.identifier = u.identifier)
  order by u.last_at desc limit 200
$$;

-- While nothing is taken of a device it cannot be heard, and no silence is counted against whoever wears it: gateways load their states anew.
create function quarantine_changed() returns trigger
language plpgsql security definer set search_path = attend, public, pg_temp as $$
begin
  perform plan_changed_for(p.id) from (select distinct a.participant_id as id from assignment a
    where a.device_id = new.device_id and (a.to_at is null or a.to_at > new.from_at)) p;
  return null;
end $$;
create trigger quarantine_changed after insert or update on device_quarantine for each row execute function quarantine_changed();

revoke execute on function unclaimed_knocks, quarantine_changed from public;
grant execute on function unclaimed_knocks to attend_app;

do $$
declare
  t text;
begin
  foreach t in array array['device_flag', 'device_quarantine', 'device_contact']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to attend_owner using (true)', t);
    execute format('create policy gateway on %I to attend_gateway using (true)', t);
    -- Seen by whoever sees the device.
    perform guard_by_person(t, format('(select true from device d where d.id = %I.device_id)', t));
  end loop;
end $$;
grant select, insert, update on device_flag, device_contact to attend_gateway;
grant select on device_quarantine to attend_gateway;
grant select on device_flag, device_quarantine, device_contact to attend_app;
grant update (outcome, looked_at, looked_by, sealed) on device_flag to attend_app;
grant insert, update on device_quarantine to attend_app;
