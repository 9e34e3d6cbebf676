-- What devices ask of somebody today: fittings left open, removals, and devices to be fetched. ADR 0048.
set local search_path = attend, public;

-- One that nobody ended in time: somebody began anew, or gave it up with a reason. When it ended stays: by that a reading is nobody's.
alter table fitting add column seen_to_at timestamptz, add check (seen_to_at is null or status = 'expired');
-- Of what expired before this nobody is asked any more.
update fitting set seen_to_at = closed_at where status = 'expired';
create index fitting_left on fitting (programme_id, begun_at, id) where status in ('under-way', 'expired') and seen_to_at is null;
create index fitting_left_of on fitting (participant_id) where status in ('under-way', 'expired') and seen_to_at is null;
grant update (seen_to_at) on fitting to attend_app;

-- Of a removal whose time has passed somebody says what they found, and ends it: {note, found}.
create index planned_removal_open on planned_removal (programme_id, to_at, id) where ended_at is null;
create index planned_removal_open_of on planned_removal (participant_id, to_at) where ended_at is null;
grant update (sealed) on planned_removal to attend_app;
-- Those that were over before this ended by their time. Nothing changes for gateways.
alter table planned_removal disable trigger plan_changed;
update planned_removal set ended_at = to_at where ended_at is null and to_at <= now();
alter table planned_removal enable trigger plan_changed;

-- A device that somebody is to fetch, a row from when its time with somebody has an end, or a day is arranged, until it is elsewhere. Apart
-- from where devices are: of all that are worn few wait.
create table device_collection (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  assignment_id bigint not null unique references assignment,
  -- Their time with it is over from then on; null: it goes on.
  waits_from timestamptz,
  -- By the programme's own days; null: nobody arranged one yet.
  collect_on date,
  -- Where they bring it; null: where `sealed` says.
  office_id uuid references office,
  arranged_at timestamptz,
  arranged_by uuid references staff,
  -- {place, reason}
  sealed bytea,
  -- The device is no more with them.
  ended_at timestamptz,
  -- 0: nobody arranged a day yet.
  version integer not null default 0,
  check ((collect_on is null) = (arranged_at is null) and (collect_on is null) = (arranged_by is null) and (collect_on is null) = (sealed is null)),
  check (office_id is null or collect_on is not null)
);
create index device_collection_due on device_collection (programme_id, collect_on, id) where ended_at is null and collect_on is not null;
create index device_collection_due_of on device_collection (participant_id, collect_on) where ended_at is null and collect_on is not null;
create index device_collection_waiting on device_collection (programme_id, waits_from, id) where ended_at is null and collect_on is null;
create index device_collection_waiting_of on device_collection (participant_id, waits_from) where ended_at is null and collect_on is null;

-- By whichever way their time with a device gets an end, another or none (a fitting, an order, a file, the operator): it waits where the record
-- has the device with them.
create function note_collection() returns trigger
language plpgsql security definer set search_path = attend, public, pg_temp as $$
begin
  insert into device_collection as c (programme_id, participant_id, assignment_id, waits_from)
    select new.programme_id, new.participant_id, new.id, new.to_at from device_place l
    where l.programme_id = new.programme_id and l.assignment_id = new.id and l.kind = 'participant' and l.to_at is null
  on conflict (assignment_id) do update set waits_from = excluded.waits_from, ended_at = null;
  return null;
end $$;
-- After place_fitting, by its name: triggers run in the order of these.
create trigger place_to_collect after insert on assignment for each row when (new.to_at is not null) execute function note_collection();
create trigger place_to_collect_changed after update of to_at on assignment for each row
  when (old.to_at is distinct from new.to_at) execute function note_collection();

create function end_collection() returns trigger
language plpgsql security definer set search_path = attend, public, pg_temp as $$
begin
  update device_collection set ended_at = new.to_at where assignment_id = new.assignment_id and ended_at is null;
  return null;
end $$;
create trigger end_collection after update of to_at on device_place for each row
  when (old.kind = 'participant' and old.to_at is null and new.to_at is not null) execute function end_collection();
revoke execute on function note_collection, end_collection from public;

insert into device_collection (programme_id, participant_id, assignment_id, waits_from)
  select a.programme_id, a.participant_id, a.id, a.to_at from device_place l join assignment a on a.id = l.assignment_id
  where l.kind = 'participant' and l.to_at is null and a.to_at is not null;

alter table device_collection enable row level security;
alter table device_collection force row level security;
create policy owner_all on device_collection to attend_owner using (true);
select guard_by_person('device_collection', '(select true from participant p where p.id = device_collection.participant_id)');
grant select, insert on device_collection to attend_app;
grant update (collect_on, office_id, arranged_at, arranged_by, sealed, version) on device_collection to attend_app;
