-- Devices on people: guided fittings, planned removals, what is used up, and harm that a device did. ADR 0040.
set local search_path = attend, public;

-- One guided fitting. The device is in somebody's hand and nobody's yet: nothing that it sends is judged, and no place of it is kept.
create table fitting (
  -- Made by whoever began it, without a network too.
  id uuid primary key,
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  device_id uuid not null references device,
  -- From whose shelf it is, and what is used up with it.
  office_id uuid not null references office,
  status text not null default 'under-way' check (status in ('under-way', 'done', 'abandoned', 'expired')),
  begun_at timestamptz not null,
  begun_by uuid not null references staff,
  expires_at timestamptz not null,
  -- The device that this one takes the place of.
  replaces_id bigint references assignment,
  identity text check (identity in ('photo-on-file', 'identity-document', 'answers-on-file')),
  identity_at timestamptz,
  tested_at timestamptz,
  -- {contact, strap, fix, battery}: as it was judged. No place.
  tested jsonb,
  taught text[] not null default '{}' check (taught <@ array['charging', 'water-and-skin', 'what-it-records', 'what-it-asks', 'open-strap',
    'planned-removal', 'who-to-call']),
  language text,
  taught_at timestamptz,
  -- Every how many weeks they are seen; 0: as the order says, and nothing by the device.
  check_in_weeks smallint check (check_in_weeks = any ('{0,4,8,12}'::smallint[])),
  closed_at timestamptz,
  closed_by uuid references staff,
  -- Their time with the device, which began when this ended.
  assignment_id bigint references assignment,
  -- {identityNote, interpreter, reason}
  sealed bytea,
  version integer not null default 1,
  check (expires_at > begun_at),
  check ((identity is null) = (identity_at is null) and (tested is null) = (tested_at is null) and (language is null) = (taught_at is null)),
  check ((status = 'under-way') = (closed_at is null)),
  check ((status = 'done') = (assignment_id is not null))
);
create unique index fitting_of_device on fitting (device_id) where status = 'under-way';
create unique index fitting_of_person on fitting (participant_id) where status = 'under-way';
create index fitting_open on fitting (programme_id, begun_at) where status = 'under-way';
create index fitting_expiry on fitting (expires_at) where status = 'under-way';
create index fitting_device on fitting (device_id, begun_at desc);
create index fitting_participant on fitting (participant_id, begun_at desc);
-- Gateways forget whose the device is when its fitting begins and ends.
create trigger device_changed after insert or update of status on fitting for each row execute function device_changed();

-- What was heard of the device since its fitting began: written by gateways, as contact and battery on the shelf are, and gone with the
-- fitting. Whether it had a fix and how exact, never where.
create table fitting_sign (
  fitting_id uuid primary key references fitting on delete cascade,
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  first_at timestamptz not null,
  last_at timestamptz not null,
  frames integer not null,
  strap text check (strap in ('closed', 'open')),
  worn boolean,
  battery_percent smallint,
  charging boolean,
  fix_at timestamptz,
  fix_source text check (fix_source in ('gnss', 'wifi', 'cell')),
  fix_accuracy real,
  satellites smallint
) with (fillfactor = 80);

-- What gateways heard of devices in a fitting. One statement for all; a device whose fitting is over by now is left out.
create function note_signs(p_signs jsonb) returns void
language sql security definer set search_path = attend, public, pg_temp as $$
  insert into fitting_sign as s (fitting_id, programme_id, participant_id, first_at, last_at, frames, strap, worn, battery_percent, charging, fix_at, fix_source,
    fix_accuracy, satellites)
  select f.id, f.programme_id, f.participant_id, w.at, w.at, w.frames, w.strap, w.worn, w.percent, w.charging, w.fix_at, w.source, w.accuracy, w.satellites
  from jsonb_to_recordset(p_signs) as w (device uuid, at timestamptz, frames integer, strap text, worn boolean, percent smallint, charging boolean,
      fix_at timestamptz, source text, accuracy real, satellites smallint)
    join fitting f on f.device_id = w.device and f.status = 'under-way' and f.begun_at <= w.at
  order by f.id
  on conflict (fitting_id) do update set last_at = greatest(s.last_at, excluded.last_at), frames = s.frames + excluded.frames,
    strap = coalesce(excluded.strap, s.strap), worn = coalesce(excluded.worn, s.worn),
    battery_percent = coalesce(excluded.battery_percent, s.battery_percent), charging = coalesce(excluded.charging, s.charging),
    fix_source = case when excluded.fix_at is null then s.fix_source else excluded.fix_source end,
    fix_accuracy = case when excluded.fix_at is null then s.fix_accuracy else excluded.fix_accuracy end,
    satellites = case when excluded.fix_at is null then s.satellites else excluded.satellites end,
    fix_at = coalesce(excluded.fix_at, s.fix_at)
$$;
revoke execute on function note_signs from public;
grant execute on function note_signs to attend_gateway;

-- A time in which a strap is opened with everybody's knowledge. Gateways judge by it.
create table planned_removal (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  reason text not null check (reason in ('medical', 'airport', 'repair', 'swap', 'other')),
  from_at timestamptz not null,
  to_at timestamptz not null,
  made_at timestamptz not null default now(),
  -- Null: it came with the line that they were enrolled from.
  made_by uuid references staff,
  ended_at timestamptz,
  ended_by uuid references staff,
  -- {note}
  sealed bytea,
  version integer not null default 1,
  check (to_at > from_at),
  check (ended_at is not null or ended_by is null)
);
create index planned_removal_participant on planned_removal (participant_id, from_at desc);
create trigger plan_changed after insert or update of from_at, to_at, ended_at on planned_removal for each row execute function plan_changed_of_participant();

-- Straps and chargers of an office: each change with its reason. How many there are is their sum.
create table consumable_change (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  office_id uuid not null references office,
  item text not null check (item in ('strap', 'charger')),
  model_id uuid not null references device_model,
  change integer not null check (change between -100000 and 100000),
  why text not null check (why in ('received', 'used', 'discarded', 'counted')),
  -- What it was used for. About equipment: who may not see the person sees a number.
  fitting_id uuid,
  at timestamptz not null default now(),
  by_id uuid not null references staff,
  -- About equipment, and nobody.
  note text,
  check (case why when 'received' then change > 0 when 'counted' then true else change < 0 end)
);
create index consumable_change_of on consumable_change (programme_id, office_id, item, model_id);
create index consumable_change_fitting on consumable_change (fitting_id) where fitting_id is not null;

-- Harm that a device did, as somebody saw it or was told. It asks for a review at once (order_prompt).
create table injury_report (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  device_id uuid references device,
  at timestamptz not null,
  reported_at timestamptz not null default now(),
  reported_by uuid not null references staff,
  -- {what, care}
  sealed bytea not null
);
create index injury_report_participant on injury_report (participant_id, at desc);

-- Fittings that nobody ended in time, for the job: the device is on its shelf as it was.
create function expire_fittings() returns integer
language sql security definer set search_path = attend, public, pg_temp as $$
  with over as (
    update fitting set status = 'expired', closed_at = now(), version = version + 1 where status = 'under-way' and expires_at <= now() returning id
  ), signs as (delete from fitting_sign s using over o where s.fitting_id = o.id)
  select count(*)::int from over
$$;
revoke execute on function expire_fittings from public;

-- How many there are of each, numbers and nobody.
create function consumable_figures() returns table (office_id uuid, item text, model_id uuid, count integer, used integer)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select c.office_id, c.item, c.model_id, sum(c.change)::int,
    coalesce(-sum(c.change) filter (where c.why = 'used' and c.at > now() - interval '12 weeks'), 0)::int
  from consumable_change c where c.programme_id = acting_programme() and acting_staff() is not null group by 1, 2, 3
$$;
revoke execute on function consumable_figures from public;
grant execute on function consumable_figures to attend_app;

do $$
declare
  t text;
begin
  foreach t in array array['fitting', 'fitting_sign', 'planned_removal', 'consumable_change', 'injury_report']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to attend_owner using (true)', t);
    if t <> 'consumable_change' then
      perform guard_by_person(t, format('(select true from participant p where p.id = %I.participant_id)', t));
    end if;
  end loop;
end $$;
create policy programme_app on consumable_change to attend_app using (programme_id = (select acting_programme()));
create policy gateway on planned_removal to attend_gateway using (true);
create policy gateway on fitting to attend_gateway using (true);
grant select on planned_removal to attend_gateway;
grant select (device_id, status, begun_at, closed_at) on fitting to attend_gateway;
grant select, insert on fitting, planned_removal, consumable_change, injury_report to attend_app;
grant select, delete on fitting_sign to attend_app;
grant update (status, replaces_id, identity, identity_at, tested_at, tested, taught, language, taught_at, check_in_weeks, closed_at, closed_by,
  assignment_id, sealed, version) on fitting to attend_app;
grant update (ended_at, ended_by, version) on planned_removal to attend_app;
