-- What a day's work leaves behind, so that *Today* shows it until somebody has seen to it. ADR 0028.
set local search_path = attend, public;

-- A reply that asks for help, or that must be read, stands on Today until somebody says that they have seen to it.
alter table message_reply
  add column answered_at timestamptz,
  add column answered_by uuid references staff,
  add check ((answered_at is null) = (answered_by is null));
create index message_reply_waiting on message_reply (programme_id, meaning, at) where answered_at is null;

-- A missed check-in stands there until somebody has followed it up. Whether it counts is another question (CHK-10).
alter table check_in
  add column followed_up_at timestamptz,
  add column followed_up_by uuid references staff,
  add check ((followed_up_at is null) = (followed_up_by is null));
create index check_in_to_follow_up on check_in (programme_id, decided_at) where status = 'missed' and followed_up_at is null;

-- What a planner of reminders looks through.
create index check_in_booked_to_come on check_in (slot_at, id) where status = 'booked';
create index check_in_due_to_come on check_in (due_on, id) where status = 'due';

-- Which schedules a job has to make further check-ins of (CHK-17).
create index check_in_schedule_to_make on check_in_schedule (made_until, id) where ended_at is null;

-- What was due on a day that was closed is moved by a job with its owner's rights: who closes a day sees not everybody who comes. Days
-- that were closed before this have moved nobody, and move nobody now.
alter table office_closure add column made_by uuid references staff, add column moved_at timestamptz;
update office_closure set moved_at = now();
create index office_closure_to_move on office_closure (id) where moved_at is null;

-- How many a day's closing would move: numbers, and nobody's name, for whoever sets the hours of offices and sees no people.
create function count_closing(p_office uuid, p_on date, p_from timestamptz, p_to timestamptz, out due integer, out booked integer)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select count(*) filter (where c.slot_at is null)::int, count(*) filter (where c.slot_at is not null)::int
  from (
    select slot_at from check_in where office_id = p_office and slot_at is null and due_on = p_on and status = 'due'
    union all select slot_at from check_in where office_id = p_office and slot_at >= p_from and slot_at < p_to and status = 'booked'
  ) c
  where exists (select from office o where o.id = p_office and o.programme_id = acting_programme())
$$;
revoke execute on function count_closing from public;
grant execute on function count_closing to attend_app;

-- Who holds check-ins at an office, when, and how many at once. Where nobody stands here the office's own places hold alone.
create table check_in_worker (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  office_id uuid not null references office,
  staff_id uuid not null references staff,
  -- Weekly wall-clock times of the office's zone: [{days, start, end}].
  hours jsonb not null,
  at_once smallint not null check (at_once between 1 and 50),
  created_at timestamptz not null default now(),
  created_by uuid not null references staff,
  ended_at timestamptz
);
create unique index check_in_worker_once on check_in_worker (office_id, staff_id) where ended_at is null;

-- The places of a slot: those of the office, or those of whoever works then and is not away, whichever are fewer. The one place that says
-- so: the trigger refuses by it, and lists of free slots show it.
create function places_at(p_office uuid, p_at timestamptz) returns integer
language sql stable set search_path = attend, public, pg_temp as $$
  select least(k.capacity, case
    when not exists (select from check_in_worker w where w.office_id = p_office and w.ended_at is null) then k.capacity
    else (
      select coalesce(sum(w.at_once), 0)::int from check_in_worker w
      where w.office_id = p_office and w.ended_at is null
        and exists (
          select from jsonb_to_recordset(w.hours) as h (days jsonb, start text, "end" text),
            (select p_at at time zone o.timezone as from_at, (p_at at time zone o.timezone) + make_interval(mins => k.slot_minutes) as to_at) l
          where h.days ? (array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])[extract(isodow from l.from_at)::int]
            and l.from_at::time >= h.start::time and (l.from_at::date + h."end"::time) >= l.to_at
        )
        and not exists (select from absence a where a.staff_id = w.staff_id and a.from_at < p_at + make_interval(mins => k.slot_minutes) and a.to_at > p_at)
    ) end)::int
  from office_calendar k join office o on o.id = k.office_id where k.office_id = p_office
$$;
revoke execute on function places_at from public;
grant execute on function places_at to attend_app;

-- As in 0029, but that workers count besides places.
create or replace function hold_place() returns trigger
language plpgsql security definer set search_path = attend, public, pg_temp as $$
declare
  held boolean := tg_op = 'UPDATE' and old.slot_at is not null and old.status not in ('excused', 'ended');
  holds boolean := new.slot_at is not null and new.status not in ('excused', 'ended');
  now_taken integer;
begin
  if held and holds and (old.office_id, old.slot_at) = (new.office_id, new.slot_at) then return null; end if;
  if holds then
    insert into office_slot as s (office_id, at, programme_id, taken) values (new.office_id, new.slot_at, new.programme_id, 1)
      on conflict (office_id, at) do update set taken = s.taken + 1 returning s.taken into now_taken;
    if now_taken > coalesce(places_at(new.office_id, new.slot_at), 0) then
      raise exception 'the slot is full' using errcode = 'exclusion_violation', constraint = 'office_slot_capacity';
    end if;
  end if;
  if held then
    update office_slot set taken = taken - 1 where office_id = old.office_id and at = old.slot_at;
  end if;
  return null;
end $$;
revoke execute on function hold_place from public;
alter table check_in_worker enable row level security;
alter table check_in_worker force row level security;
create policy owner_all on check_in_worker to attend_owner using (true);
create policy programme_app on check_in_worker to attend_app using (programme_id = (select acting_programme()));
grant select, insert on check_in_worker to attend_app;
grant update (ended_at) on check_in_worker to attend_app;

-- Addresses of calendars: whoever has one reads what its maker may read at that moment. The secret is kept as a keyed hash alone.
create table calendar_feed (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  staff_id uuid not null references staff,
  -- Null: everybody assigned to its maker, or to somebody they stand in for.
  office_id uuid references office,
  secret_hash bytea not null,
  created_at timestamptz not null default now(),
  renewed_at timestamptz,
  fetched_at timestamptz,
  ended_at timestamptz
);
create index calendar_feed_staff on calendar_feed (staff_id) where ended_at is null;
alter table calendar_feed enable row level security;
alter table calendar_feed force row level security;
create policy owner_all on calendar_feed to attend_owner using (true);
create policy own_app on calendar_feed to attend_app using (programme_id = (select acting_programme()) and staff_id = (select acting_staff()));
grant select, insert on calendar_feed to attend_app;
grant update (secret_hash, renewed_at, fetched_at, ended_at) on calendar_feed to attend_app;

-- Whose calendar this is, before any programme is known; its roles as they are now. No row: none, ended, or a leaver's.
create function find_calendar_feed(p_feed uuid)
returns table (
  secret_hash bytea, session_id text, account_id text, email text, second_factor boolean, created_at timestamptz, expires_at timestamptz,
  staff_id uuid, name text, office_id uuid, provider_id uuid, roles text[],
  programme_id uuid, programme_name text, timezone text, simulated boolean, proven_seconds_ago double precision
)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select k.secret_hash, 'calendar/' || k.id, f.account_id, f.email, true, k.created_at, 'infinity'::timestamptz,
    f.id, f.name, f.office_id, f.provider_id,
    coalesce((select array_agg(distinct r.role order by r.role) from staff_role r
      where r.staff_id = f.id and r.from_at <= now() and (r.to_at is null or r.to_at > now())), '{}'),
    p.id, p.name, p.timezone, p.simulated, null::double precision
  from calendar_feed k join staff f on f.id = k.staff_id and f.ended_at is null join programme p on p.id = f.programme_id
  where k.id = p_feed and k.ended_at is null
$$;
revoke execute on function find_calendar_feed from public;
grant execute on function find_calendar_feed to attend_app;

-- Somebody of the staff heard from the person that they will be there. A moved hearing is another row, and unconfirmed.
create table hearing_confirmation (
  hearing_id uuid primary key references hearing on delete cascade,
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  at timestamptz not null default now(),
  staff_id uuid not null references staff
);

do $$
declare
  t text;
begin
  foreach t in array array['hearing_confirmation']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to attend_owner using (true)', t);
    perform guard_by_person(t, format('(select true from participant p where p.id = %I.participant_id)', t));
  end loop;
end $$;
grant select, insert on hearing_confirmation to attend_app;
grant update (answered_at, answered_by) on message_reply to attend_app;

-- What ends after its term takes with it what is nothing without it; a reply outlives the message that it answered.
alter table hearing_change drop constraint hearing_change_hearing_id_fkey,
  add constraint hearing_change_hearing_id_fkey foreign key (hearing_id) references hearing on delete cascade;
alter table check_in_attempt drop constraint check_in_attempt_check_in_id_fkey,
  add constraint check_in_attempt_check_in_id_fkey foreign key (check_in_id) references check_in on delete cascade;
alter table message_reply drop constraint message_reply_message_id_fkey,
  add constraint message_reply_message_id_fkey foreign key (message_id) references message on delete set null;
create index message_reply_message on message_reply (message_id) where message_id is not null;
create index hearing_moved_to on hearing (moved_to) where moved_to is not null;
create function end_check_in_incident() returns trigger
language plpgsql security definer set search_path = attend, public, pg_temp as $$
begin
  delete from incident i where i.id = old.incident_id and not exists (select from alert a where a.incident_id = i.id);
  return null;
end $$;
revoke execute on function end_check_in_incident from public;
create trigger end_check_in_incident after delete on check_in for each row when (old.incident_id is not null) execute function end_check_in_incident();
