-- People who go from one office to another in one step, with what hangs on it. ADR 0035.
set local search_path = attend, public;

-- What it moved is kept, so that it can be moved back.
create table office_move (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  from_id uuid not null references office,
  to_id uuid not null references office,
  -- `one`: all have this officer from then on; `keep`: each keeps theirs where the role holds there; `none`: nobody has one.
  officers text not null check (officers in ('one', 'keep', 'none')),
  officer_id uuid references staff,
  at timestamptz not null default now(),
  moved_by uuid not null references staff,
  -- {reason}, under the programme's key: it is about no one person.
  sealed bytea not null,
  people integer not null check (people > 0),
  -- The move that this one took back.
  undoes uuid unique references office_move,
  check (from_id <> to_id),
  check (undoes is not null or (officers = 'one') = (officer_id is not null))
);
create index office_move_programme on office_move (programme_id, at desc);

create table office_move_person (
  move_id uuid not null references office_move,
  participant_id uuid not null references participant,
  programme_id uuid not null references programme,
  -- Whom they had before, and after.
  officer_was uuid references staff,
  officer_then uuid references staff,
  -- Which of their schedules went with them: one that stood at the other office already does not come back.
  schedules uuid[] not null default '{}',
  primary key (move_id, participant_id)
);
create index office_move_person_participant on office_move_person (participant_id);

alter table office_move enable row level security;
alter table office_move force row level security;
create policy owner_all on office_move to attend_owner using (true);
create policy programme_app on office_move to attend_app using (programme_id = (select acting_programme()));
alter table office_move_person enable row level security;
alter table office_move_person force row level security;
create policy owner_all on office_move_person to attend_owner using (true);
select guard_by_person('office_move_person', '(select true from participant p where p.id = office_move_person.participant_id)');
grant select, insert on office_move, office_move_person to attend_app;

-- As in 0036, but that a time which is over takes nobody's place: an undecided check-in of yesterday goes with its person whatever
-- the other office's day was. Counted as before, so that what is added is taken away.
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
    if now_taken > coalesce(places_at(new.office_id, new.slot_at), 0) and (tg_op = 'INSERT' or new.slot_at > now()) then
      raise exception 'the slot is full' using errcode = 'exclusion_violation', constraint = 'office_slot_capacity';
    end if;
  end if;
  if held then
    update office_slot set taken = taken - 1 where office_id = old.office_id and at = old.slot_at;
  end if;
  return null;
end $$;
revoke execute on function hold_place from public;

-- As in 0047, but that whoever's key was destroyed is nobody's to move: their record stands where it stood, and keeps no office open.
create or replace function standing_in(p_place uuid) returns table (people integer, devices integer, staff integer, schedules integer, check_ins integer)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  with those as (
    select p.id from participant p where p.office_id = p_place and p.programme_id = acting_programme() and p.entered_in_error_at is null
      and not exists (select from key_destruction k where k.participant_id = p.id and k.decision = 'approved')
    union select s.participant_id from provider_supervision s where s.provider_id = p_place and s.programme_id = acting_programme()
      and (s.to_at is null or s.to_at > now())
      and not exists (select from key_destruction k where k.participant_id = s.participant_id and k.decision = 'approved')
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
revoke execute on function standing_in from public;

-- A kept answer that tells of several people is sealed under what all their keys give together: it ends with the first of them.
alter table idempotency_key add column participant_ids uuid[];
-- What was asked of people whose keys were destroyed before this: their places in offices, and what was planned to be told them.
update check_in_schedule h set ended_at = now(), version = version + 1 where ended_at is null
  and exists (select from key_destruction k where k.participant_id = h.participant_id and k.decision = 'approved');
update check_in c set status = 'ended', version = version + 1 where status in ('due', 'booked')
  and exists (select from key_destruction k where k.participant_id = c.participant_id and k.decision = 'approved');
update message m set status = 'cancelled', reason = null where status = 'planned'
  and exists (select from key_destruction k where k.participant_id = m.participant_id and k.decision = 'approved');
-- Answers about several people that are kept under the programme's key until tomorrow.
delete from idempotency_key where participant_id is null;
