-- Equipment: what it is, where it is, and how it gets there. ADR 0038.
set local search_path = attend, public;

-- What a device of one make is and can know. Revised in place; what held before stands in its revisions.
create table device_model (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  maker text not null,
  name text not null,
  technology text not null check (technology in ('ankle', 'wrist', 'phone')),
  protocols text[] not null check (cardinality(protocols) > 0
    and protocols <@ array['laipac', 'megastek', 'r16h', 'watch', 'owntracks', 'osmand']),
  -- Seconds, as a new assignment takes them over.
  fix_every integer not null check (fix_every between 1 and 86400),
  upload_every integer not null check (upload_every between 1 and 604800),
  knows text[] not null default '{}' check (knows <@ array['strap', 'worn', 'gnss', 'wifi', 'cell', 'battery', 'buzz']),
  -- Every how many weeks its wearer is to be seen, where an order says nothing else. Null: its technology asks for none.
  check_in_weeks smallint check (check_in_weeks = any ('{4,8,12}'::smallint[])),
  statistics_label text not null,
  cost_label text not null,
  ended_at timestamptz,
  version integer not null default 1
);
create unique index device_model_name on device_model (programme_id, lower(maker), lower(name)) where ended_at is null;

create table device_model_revision (
  model_id uuid not null references device_model,
  programme_id uuid not null references programme,
  version integer not null check (version > 0),
  content jsonb not null,
  reason text not null,
  at timestamptz not null default now(),
  by_id uuid not null references staff,
  primary key (model_id, version)
);

-- The SIM by the number printed on it (ITU-T E.118). Never a telephone number: that is the operator's business, and would be somebody's.
alter table device add column model_id uuid references device_model,
  add column firmware text,
  add column iccid text check (iccid ~ '^[0-9]{18,20}$'),
  add column equipment_version integer not null default 1;
create unique index device_iccid on device (programme_id, iccid) where iccid is not null and retired_at is null;
create index device_model_of on device (model_id) where model_id is not null;

-- What was ordered, and which shipments brought it.
create sequence supply_order_number;
create table supply_order (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  number integer not null unique,
  supplier text not null,
  reference text,
  office_id uuid not null references office,
  ordered_on date not null,
  expected_on date,
  made_by uuid not null references staff,
  cancelled_at timestamptz,
  version integer not null default 1,
  check (expected_on is null or expected_on >= ordered_on)
);
create index supply_order_open on supply_order (programme_id, id) where cancelled_at is null;
create table supply_order_line (
  supply_order_id uuid not null references supply_order,
  programme_id uuid not null references programme,
  model_id uuid not null references device_model,
  count integer not null check (count between 1 and 100000),
  primary key (supply_order_id, model_id)
);

-- A parcel of devices. Transfers between offices are the same thing.
create sequence shipment_number;
create table shipment (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  number integer not null unique,
  -- Null: the supplier.
  from_office_id uuid references office,
  to_office_id uuid references office,
  supply_order_id uuid references supply_order,
  status text not null default 'planned'
    check (status in ('planned', 'packed', 'labelled', 'handed-over', 'received', 'settled', 'cancelled')),
  carrier text,
  tracking text,
  made_at timestamptz not null default now(),
  made_by uuid not null references staff,
  packed_at timestamptz,
  labelled_at timestamptz,
  handed_at timestamptz,
  received_at timestamptz,
  closed_at timestamptz,
  version integer not null default 1,
  check (from_office_id is distinct from to_office_id),
  check (supply_order_id is null or from_office_id is null),
  check ((carrier is null) = (tracking is null)),
  check ((status = any (array['settled', 'cancelled'])) = (closed_at is not null))
);
create index shipment_open on shipment (programme_id, number) where closed_at is null;
create index shipment_closed on shipment (programme_id, closed_at desc, id) where closed_at is not null;
create index shipment_order on shipment (supply_order_id) where supply_order_id is not null;
create table shipment_line (
  shipment_id uuid not null references shipment,
  programme_id uuid not null references programme,
  model_id uuid not null references device_model,
  count integer not null check (count between 1 and 100000),
  primary key (shipment_id, model_id)
);
-- One serial number of a parcel: packed, received, or found in it though nobody packed it.
create table shipment_item (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  shipment_id uuid not null references shipment,
  identifier text not null,
  -- Null: in nobody's stock.
  device_id uuid references device,
  -- As it was then: of what somebody wears by now others may see neither.
  model_id uuid references device_model,
  -- Null: it was not said to be in there.
  packed_at timestamptz,
  packed_by uuid references staff,
  received_at timestamptz,
  received_by uuid references staff,
  damaged boolean not null default false,
  settled_as text check (settled_as in ('lost', 'never-packed', 'found-here', 'usable', 'repair', 'supplier', 'retired', 'into-stock', 'set-aside')),
  settled_at timestamptz,
  settled_by uuid references staff,
  -- {reason}
  sealed bytea,
  unique (shipment_id, identifier),
  check ((packed_at is null) = (packed_by is null) and (received_at is null) = (received_by is null)),
  check (packed_at is not null or received_at is not null),
  check ((settled_as is null) = (settled_at is null) and (settled_as is null) = (settled_by is null) and (settled_as is null) = (sealed is null))
);
create index shipment_item_device on shipment_item (device_id) where device_id is not null;

-- Where a device is, from the instant at which that was put on record: a device is in one place at any instant, whoever says what, and
-- however many say so at once. What nobody has put on record yet has no row.
create table device_place (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  device_id uuid not null references device,
  kind text not null check (kind in ('office', 'transit', 'participant', 'supplier', 'repair', 'lost', 'retired')),
  office_id uuid references office,
  shipment_id uuid references shipment,
  -- Whose it is stands there, and is seen by whoever sees the person.
  assignment_id bigint references assignment,
  -- On a shelf, and not to be fitted: it came damaged.
  damaged boolean not null default false,
  -- The shelf that it left.
  from_office_id uuid references office,
  from_at timestamptz not null,
  to_at timestamptz,
  -- Null: the program's own operator.
  by_id uuid references staff,
  why text not null check (why in ('recorded', 'registered', 'packed', 'unpacked', 'received', 'settled', 'counted', 'fitted', 'collected',
    'found', 'lost', 'repair', 'repaired', 'returned', 'retired')),
  -- {reason}, under the programme's key: of equipment, and of nobody.
  sealed bytea,
  check ((kind = 'office') = (office_id is not null)),
  check ((kind = 'transit') = (shipment_id is not null)),
  check ((kind = 'participant') = (assignment_id is not null)),
  check (kind = 'office' or not damaged),
  check (to_at is null or to_at > from_at),
  constraint one_place exclude using gist (device_id with =, tstzrange(from_at, to_at) with &&)
);
create unique index device_place_now on device_place (device_id) where to_at is null;
create index device_place_office on device_place (programme_id, office_id) where kind = 'office' and to_at is null;
create index device_place_transit on device_place (shipment_id) where kind = 'transit' and to_at is null;
create index device_place_away on device_place (programme_id, kind) where kind in ('supplier', 'repair', 'lost') and to_at is null;
-- Since when places are on record.
create index device_place_first on device_place (programme_id, from_at) where kind = 'office';
create index device_place_fitted on device_place (from_office_id, from_at) where kind = 'participant' and from_office_id is not null;

-- What stands already: with whom it is, and what is retired.
insert into device_place (programme_id, device_id, kind, assignment_id, from_at, why)
  select distinct on (a.device_id) a.programme_id, a.device_id, 'participant', a.id, least(a.from_at, now()), 'recorded'
  from assignment a join device d on d.id = a.device_id where d.retired_at is null and (a.to_at is null or a.to_at > now())
  order by a.device_id, a.from_at desc;
insert into device_place (programme_id, device_id, kind, from_at, why)
  select programme_id, id, 'retired', retired_at, 'recorded' from device where retired_at is not null;

-- Below how many an office says that it needs more.
create table stock_level (
  programme_id uuid not null references programme,
  office_id uuid not null references office,
  model_id uuid not null references device_model,
  level integer not null check (level between 0 and 100000),
  set_at timestamptz not null default now(),
  set_by uuid not null references staff,
  version integer not null default 1,
  primary key (office_id, model_id)
);
create index stock_level_programme on stock_level (programme_id);

-- An office counts what lies on its shelf.
create table stock_count (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  office_id uuid not null references office,
  status text not null default 'counting' check (status in ('counting', 'explaining', 'closed')),
  begun_at timestamptz not null default now(),
  begun_by uuid not null references staff,
  counted_at timestamptz,
  closed_at timestamptz,
  version integer not null default 1,
  check ((status = 'closed') = (closed_at is not null))
);
create unique index stock_count_open on stock_count (office_id) where closed_at is null;
create index stock_count_programme on stock_count (programme_id, begun_at desc);
create table stock_count_scan (
  count_id uuid not null references stock_count,
  programme_id uuid not null references programme,
  identifier text not null,
  device_id uuid references device,
  at timestamptz not null default now(),
  by_id uuid not null references staff,
  primary key (count_id, identifier)
);
create table stock_difference (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  count_id uuid not null references stock_count,
  identifier text not null,
  device_id uuid references device,
  kind text not null check (kind in ('missing', 'surplus', 'unknown')),
  explained_as text check (explained_as in ('on-the-shelf', 'lost', 'repair', 'retired', 'into-stock', 'set-aside')),
  explained_at timestamptz,
  explained_by uuid references staff,
  -- {reason}
  sealed bytea,
  unique (count_id, identifier),
  check ((explained_as is null) = (explained_at is null) and (explained_as is null) = (explained_by is null)
    and (explained_as is null) = (sealed is null))
);

-- Where one device of the acting programme is, locked until the transaction ends: whoever moves, packs, receives, counts or fits it asks
-- here first. It says that somebody has it and not who: whoever holds the device in their hand must hear that much.
create function lock_device_place(p_device uuid)
returns table (place_id uuid, kind text, office_id uuid, shipment_id uuid, damaged boolean, since timestamptz, fitted boolean, retired boolean)
language plpgsql security definer set search_path = attend, public, pg_temp as $$
#variable_conflict use_column
begin
  perform from device d where d.id = p_device and d.programme_id = acting_programme() for no key update;
  if not found then
    return;
  end if;
  return query select p.id, p.kind, p.office_id, p.shipment_id, coalesce(p.damaged, false), p.from_at, not device_unheld(d.id),
      d.retired_at is not null
    from device d left join device_place p on p.device_id = d.id and p.to_at is null where d.id = p_device;
end $$;

-- The devices of the acting programme with this number: more than one where two protocols use the same.
create function scanned_devices(p_identifier text) returns table (id uuid, model_id uuid, protocol text)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select d.id, d.model_id, d.protocol from device d where d.programme_id = acting_programme() and d.identifier = p_identifier limit 2
$$;

-- Ends the place that stands and begins another. The instant is that of the writing, after the lock, so that spans follow each other in the
-- order in which they were written.
create function put_device(p_id uuid, p_device uuid, p_kind text, p_office uuid, p_shipment uuid, p_assignment bigint, p_damaged boolean,
  p_why text, p_sealed bytea) returns void
language plpgsql set search_path = attend, public, pg_temp as $$
declare
  was device_place%rowtype;
  at timestamptz := clock_timestamp();
begin
  select * into was from device_place where device_id = p_device and to_at is null;
  if was.id is not null then
    at := greatest(at, was.from_at + interval '1 microsecond');
    update device_place set to_at = at where id = was.id;
  end if;
  insert into device_place (id, programme_id, device_id, kind, office_id, shipment_id, assignment_id, damaged, from_office_id, from_at, by_id, why, sealed)
    select p_id, d.programme_id, d.id, p_kind, p_office, p_shipment, p_assignment, p_damaged, was.office_id, at, acting_staff(), p_why, p_sealed
    from device d where d.id = p_device;
end $$;

-- One device moved, by whoever may. What somebody wears is nobody's to move: its time with them ends first.
create function move_device(p_id uuid, p_device uuid, p_kind text, p_office uuid, p_shipment uuid, p_damaged boolean, p_why text, p_sealed bytea)
returns void
language plpgsql security definer set search_path = attend, public, pg_temp as $$
begin
  perform from device d where d.id = p_device and d.programme_id = acting_programme() for no key update;
  if not found or p_kind = 'participant' then
    raise exception 'no such device here' using errcode = 'check_violation';
  end if;
  if not device_unheld(p_device) then
    raise exception 'this device is with somebody' using errcode = 'exclusion_violation', constraint = 'one_place';
  end if;
  if exists (select from device where id = p_device and retired_at is not null) then
    raise exception 'this device is retired' using errcode = 'check_violation';
  end if;
  perform put_device(p_id, p_device, p_kind, p_office, p_shipment, null, p_damaged, p_why, p_sealed);
  if p_kind = 'retired' then
    update device set retired_at = now() where id = p_device;
  end if;
end $$;

-- A device is fitted from a shelf, from nowhere that is on record, or where its last wearer left it: never out of a parcel, a workshop or
-- from among what is lost. Before the row is written, so that the lock comes first.
create function check_fitting() returns trigger
language plpgsql security definer set search_path = attend, public, pg_temp as $$
declare
  place device_place%rowtype;
begin
  perform from device where id = new.device_id for no key update;
  select * into place from device_place where device_id = new.device_id and to_at is null;
  if place.kind in ('transit', 'supplier', 'repair', 'lost', 'retired') or place.damaged then
    raise exception 'a device that is not on a shelf cannot be fitted' using errcode = 'exclusion_violation', constraint = 'one_place',
      detail = format('place %s', place.kind);
  end if;
  return new;
end $$;
create function place_fitting() returns trigger
language plpgsql security definer set search_path = attend, public, pg_temp as $$
begin
  if not exists (select from device_place where device_id = new.device_id and to_at is null and assignment_id = new.id) then
    perform put_device(uuidv7(), new.device_id, 'participant', null, null, new.id, false, 'fitted', null);
  end if;
  return null;
end $$;
-- Only what lasts: time that is over already says where the device was, and not where it is.
create trigger check_fitting before insert or update of device_id, to_at on assignment for each row
  when (new.to_at is null or new.to_at > now()) execute function check_fitting();
create trigger place_fitting after insert or update of device_id, to_at on assignment for each row
  when (new.to_at is null or new.to_at > now()) execute function place_fitting();

-- A device that is retired, or is not any more, by whichever way that comes on record (a file of devices says it too).
create function place_retirement() returns trigger
language plpgsql security definer set search_path = attend, public, pg_temp as $$
declare
  place device_place%rowtype;
begin
  select * into place from device_place where device_id = new.id and to_at is null;
  if new.retired_at is null and place.kind = 'retired' then
    update device_place set to_at = greatest(clock_timestamp(), from_at + interval '1 microsecond') where id = place.id;
  elsif new.retired_at is not null and place.kind is distinct from 'retired' and device_unheld(new.id) then
    perform put_device(uuidv7(), new.id, 'retired', null, null, null, false, 'retired', null);
  end if;
  return null;
end $$;
create trigger place_retirement after insert or update of retired_at on device for each row execute function place_retirement();

-- Numbers and nobody's name, whole also where row-level security hides who wears what. `fitted`: left the office's shelf for somebody
-- within the span, and `since`: from when on there is a record to count by.
create function stock_figures(p_weeks integer)
returns table (office_id uuid, model_id uuid, usable integer, damaged integer, quarantined integer, fitted integer, since timestamptz)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select f.office_id, f.model_id, sum(f.usable)::int, sum(f.damaged)::int, sum(f.quarantined)::int, sum(f.fitted)::int,
    (select min(p.from_at) from device_place p where p.programme_id = acting_programme() and p.kind = 'office')
  from (
    select p.office_id, d.model_id, (not p.damaged and d.quarantined_at is null)::int as usable, p.damaged::int as damaged,
      (d.quarantined_at is not null and not p.damaged)::int as quarantined, 0 as fitted
    from device_place p join device d on d.id = p.device_id
    where p.programme_id = acting_programme() and p.kind = 'office' and p.to_at is null
    union all
    select o.id, d.model_id, 0, 0, 0, 1
    from office o join device_place p on p.from_office_id = o.id and p.kind = 'participant' and p.from_at > now() - make_interval(weeks => p_weeks)
      join device d on d.id = p.device_id
    where o.programme_id = acting_programme()
  ) f
  where acting_staff() is not null group by 1, 2
$$;
-- What is on no shelf and with nobody; of what is on its way, where to.
create function stock_away() returns table (kind text, model_id uuid, to_office_id uuid, devices integer)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select p.kind, d.model_id, s.to_office_id, count(*)::int
  from device_place p join device d on d.id = p.device_id left join shipment s on s.id = p.shipment_id
  where p.programme_id = acting_programme() and p.to_at is null and p.kind in ('supplier', 'repair', 'lost', 'transit')
    and acting_staff() is not null group by 1, 2, 3
$$;
-- What lies on one office's shelf by the record, for whoever counts it.
create function shelf_of(p_office uuid) returns table (id uuid, identifier text)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select d.id, d.identifier from device_place p join device d on d.id = p.device_id
  where p.programme_id = acting_programme() and p.office_id = p_office and p.kind = 'office' and p.to_at is null and acting_staff() is not null
$$;

-- How many there are of each model, whoever wears them.
create function model_devices() returns table (model_id uuid, devices integer)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select d.model_id, count(*)::int from device d
  where d.programme_id = acting_programme() and d.model_id is not null and d.retired_at is null and acting_staff() is not null group by 1
$$;

-- As in 0041, and what lies on an office's shelf, or is on its way there or from there: an office that has ended has no shelf.
create or replace function standing_in(p_place uuid) returns table (people integer, devices integer, staff integer, schedules integer, check_ins integer)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  with those as (
    select p.id from participant p where p.office_id = p_place and p.programme_id = acting_programme() and p.entered_in_error_at is null
    union select s.participant_id from provider_supervision s where s.provider_id = p_place and s.programme_id = acting_programme()
      and (s.to_at is null or s.to_at > now())
  )
  select (select count(*)::int from those),
    (select count(distinct a.device_id)::int from those t join assignment a on a.participant_id = t.id where a.to_at is null or a.to_at > now())
      + (select count(*)::int from device_place l left join shipment h on h.id = l.shipment_id
          where l.programme_id = acting_programme() and l.to_at is null and p_place in (l.office_id, h.to_office_id, h.from_office_id)),
    (select count(distinct s.id)::int from staff s left join staff_role r on r.staff_id = s.id and (r.to_at is null or r.to_at > now())
       left join account_request q on q.staff_id = s.id and q.decision is null and q.lapses_at > now()
     where s.programme_id = acting_programme() and s.ended_at is null
       and (s.provider_id = p_place or s.office_id = p_place or r.office_id = p_place or p_place = any (q.offices))),
    (select count(*)::int from check_in_schedule h where h.office_id = p_place and h.programme_id = acting_programme() and h.ended_at is null),
    (select count(*)::int from check_in c where c.office_id = p_place and c.programme_id = acting_programme() and c.status in ('due', 'booked')
       and c.entered_in_error_at is null)
  where acting_programme() is not null and acting_staff() is not null
$$;

revoke execute on function model_devices, lock_device_place, scanned_devices, put_device, move_device, check_fitting, place_fitting, place_retirement,
  stock_figures, stock_away, shelf_of from public;
grant execute on function model_devices, lock_device_place, scanned_devices, move_device, stock_figures, stock_away, shelf_of to attend_app;

do $$
declare
  t text;
begin
  foreach t in array array['device_model', 'device_model_revision', 'supply_order', 'supply_order_line', 'shipment', 'shipment_line',
    'shipment_item', 'device_place', 'stock_level', 'stock_count', 'stock_count_scan', 'stock_difference']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to attend_owner using (true)', t);
    -- Equipment, and nobody's: who sees the programme sees it. Places go with the device, below.
    if t <> 'device_place' then
      execute format('create policy programme_app on %I to attend_app using (programme_id = (select acting_programme()))', t);
    end if;
  end loop;
  perform guard_by_person('device_place', '(select true from device d where d.id = device_place.device_id)');
end $$;
grant usage on sequence supply_order_number, shipment_number to attend_app;
grant select, insert, update on device_model, supply_order, shipment, shipment_item, stock_level, stock_count, stock_difference to attend_app;
grant select, insert, delete on supply_order_line, shipment_line to attend_app;
grant select, insert on device_model_revision, stock_count_scan to attend_app;
-- A serial number that was scanned by mistake is taken out again while the parcel is open.
grant delete on shipment_item to attend_app;
-- Written by the functions above alone.
grant select on device_place to attend_app;
