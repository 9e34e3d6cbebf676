-- Check-ins: due contacts by a schedule that an order's clause permits, booked into places of an office's opening hours.
set local search_path = attend, public;

-- When an office is open to people who come, and how many it can see at once: rooms or workers, whichever are fewer.
create table office_calendar (
  office_id uuid primary key references office,
  programme_id uuid not null references programme,
  -- Weekly wall-clock times of the office's zone: [{days, start, end}].
  hours jsonb not null,
  slot_minutes smallint not null check (slot_minutes between 5 and 240),
  capacity smallint not null check (capacity between 1 and 500),
  version integer not null default 1
);

-- Days on which the office sees nobody. They are the office's own and name no person.
create table office_closure (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  office_id uuid not null references office,
  on_day date not null,
  kind text not null check (kind in ('holiday', 'closure')),
  name text not null,
  unique (office_id, on_day)
);

-- How many places of a slot are taken. Counted by a trigger with its owner's rights: somebody who books must find a slot full
-- also where row-level security hides from them who sits in it. It says a number and nobody's name.
create table office_slot (
  office_id uuid not null references office,
  at timestamptz not null,
  programme_id uuid not null references programme,
  taken integer not null check (taken >= 0),
  primary key (office_id, at)
);

-- In which order contact is tried before a check-in is missed. The latest that has begun holds; none: the program's own order.
create table check_in_policy (
  programme_id uuid not null references programme,
  revision integer not null check (revision > 0),
  from_at timestamptz not null default now(),
  ladder text[] not null check (cardinality(ladder) between 1 and 8),
  reason text not null,
  made_by uuid not null references staff,
  primary key (programme_id, revision)
);

create table check_in_schedule (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  -- No schedule without a clause that permits check-ins.
  clause_id uuid not null references order_clause,
  office_id uuid not null references office,
  kind text not null check (kind in ('office', 'home', 'virtual', 'phone')),
  rhythm text not null check (rhythm in ('weeks-4', 'weeks-8', 'weeks-12', 'yearly', 'ordered')),
  -- The day that the rhythm is counted from; of explicit dates, the first.
  starts_on date not null,
  dates date[] not null default '{}',
  days_before smallint not null check (days_before between 0 and 60),
  days_after smallint not null check (days_after between 0 and 60),
  -- First day that it holds no more: the clause's end at the latest.
  ends_on date,
  -- Up to this day check-ins have been made of it.
  made_until date not null,
  ended_at timestamptz,
  created_at timestamptz not null default now(),
  created_by uuid not null references staff,
  version integer not null default 1,
  check ((rhythm = 'ordered') = (cardinality(dates) > 0))
);
create index check_in_schedule_participant on check_in_schedule (participant_id);
create index check_in_schedule_clause on check_in_schedule (clause_id);
create index check_in_schedule_open on check_in_schedule (programme_id, made_until) where ended_at is null;

create table check_in (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  -- Null: they came without one being due.
  schedule_id uuid references check_in_schedule,
  office_id uuid not null references office,
  kind text not null check (kind in ('office', 'home', 'virtual', 'phone')),
  -- The day by rhythm, and the office's open day that it became.
  nominal_on date not null,
  due_on date not null,
  window_from date not null,
  window_to date not null,
  status text not null default 'due' check (status in ('due', 'booked', 'kept', 'missed', 'excused', 'not-known', 'ended')),
  slot_at timestamptz,
  reason text check (reason in ('illness', 'caring', 'work', 'hearing', 'transport', 'weather', 'bereavement', 'device-fault', 'service-fault', 'other')),
  -- Asked at every check-in: whether numbers and addresses still hold.
  contacts_confirmed boolean,
  decided_at timestamptz,
  decided_by uuid references staff,
  incident_id uuid references incident,
  -- {note}
  sealed bytea,
  version integer not null default 1,
  check (window_from <= due_on and due_on <= window_to),
  check (status <> 'booked' or slot_at is not null),
  check ((status = 'excused') = (reason is not null)),
  check (decided_at is not null or status = any (array['due', 'booked', 'ended'])),
  unique (schedule_id, nominal_on)
);
create index check_in_participant on check_in (participant_id, due_on desc);
create index check_in_office_slot on check_in (office_id, slot_at) where slot_at is not null;
create index check_in_office_due on check_in (office_id, due_on) where slot_at is null;
create index check_in_office_late on check_in (office_id, window_to) where status in ('due', 'booked');
-- Nobody is in two places at once.
create unique index check_in_once on check_in (participant_id, slot_at) where status = 'booked';

create table check_in_attempt (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  check_in_id uuid not null references check_in,
  step smallint not null check (step > 0),
  way text not null check (way in ('message', 'call', 'letter', 'visit')),
  result text not null check (result in ('reached', 'no-answer', 'contact-wrong', 'sent')),
  at timestamptz not null,
  by_id uuid not null references staff,
  -- {note}
  sealed bytea,
  unique (check_in_id, step)
);
create index check_in_attempt_participant on check_in_attempt (participant_id);

-- A place is held by whoever has a time and was not excused from it.
create function hold_place() returns trigger
language plpgsql security definer set search_path = attend, public, pg_temp as $$
declare
  held boolean := tg_op = 'UPDATE' and old.slot_at is not null and old.status not in ('excused', 'ended');
  holds boolean := new.slot_at is not null and new.status not in ('excused', 'ended');
  now_taken integer;
begin
  if held and holds and (old.office_id, old.slot_at) = (new.office_id, new.slot_at) then return null; end if;
  if holds then
    -- The row's lock makes two who want the last place wait for each other; the second then reads it full.
    insert into office_slot as s (office_id, at, programme_id, taken) values (new.office_id, new.slot_at, new.programme_id, 1)
      on conflict (office_id, at) do update set taken = s.taken + 1 returning s.taken into now_taken;
    if now_taken > coalesce((select capacity from office_calendar where office_id = new.office_id), 0) then
      raise exception 'the slot is full' using errcode = 'exclusion_violation', constraint = 'office_slot_capacity';
    end if;
  end if;
  if held then
    update office_slot set taken = taken - 1 where office_id = old.office_id and at = old.slot_at;
  end if;
  return null;
end $$;
revoke execute on function hold_place from public;
create trigger hold_place after insert or update of slot_at, office_id, status on check_in for each row execute function hold_place();

do $$
declare
  t text;
  by_person constant text := '(select true from participant p where p.id = %1$I.participant_id)';
begin
  foreach t in array array['office_calendar', 'office_closure', 'office_slot', 'check_in_policy', 'check_in_schedule', 'check_in', 'check_in_attempt']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to attend_owner using (true)', t);
  end loop;
  foreach t in array array['office_calendar', 'office_closure', 'office_slot', 'check_in_policy']
  loop
    execute format('create policy programme_app on %I to attend_app using (programme_id = (select acting_programme()))', t);
  end loop;
  foreach t in array array['check_in_schedule', 'check_in', 'check_in_attempt']
  loop
    perform guard_by_person(t, format(by_person, t));
  end loop;
end $$;
grant select, insert, update on office_calendar, check_in_schedule, check_in to attend_app;
grant select, insert, delete on office_closure to attend_app;
grant select on office_slot to attend_app;
grant insert on incident to attend_app;
grant select, insert on check_in_policy, check_in_attempt to attend_app;
