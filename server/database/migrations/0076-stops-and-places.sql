-- Who has a time takes a place for as long as a check-in lasts, and not at its beginning alone: where an office changes how long that is, or
-- its hours, times that were booked before lie across those that are offered now, and a room had two people at once.
set local search_path = attend, public;

-- How many who come at other times are there at once while a check-in that begins then is held, at most: those who began before it, at
-- its beginning; and whenever another begins, those who are there by then.
create function taken_beside(p_office uuid, p_at timestamptz, p_lasts interval) returns integer
language sql stable set search_path = attend, public, pg_temp as $$
  select coalesce(max(there.taken), 0)::int from (
    select (
      select sum(o.taken) from office_slot o
      where o.office_id = p_office and o.taken > 0 and o.at <> p_at
        and o.at > greatest(begun.at, p_at) - p_lasts and o.at <= greatest(begun.at, p_at)
    ) as taken
    from office_slot begun
    where begun.office_id = p_office and begun.taken > 0 and begun.at > p_at - p_lasts and begun.at < p_at + p_lasts and begun.at <> p_at
  ) there
$$;
revoke execute on function taken_beside from public;
grant execute on function taken_beside to attend_app;

-- As in 0036, less those places. The one place that says how many a slot has.
create or replace function places_at(p_office uuid, p_at timestamptz) returns integer
language sql stable set search_path = attend, public, pg_temp as $$
  select greatest(0, least(k.capacity, case
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
    ) end) - taken_beside(p_office, p_at, make_interval(mins => k.slot_minutes)))::int
  from office_calendar k join office o on o.id = k.office_id where k.office_id = p_office
$$;

-- As in 0052, but that a time which is left is free before the new one is looked at: it may lie across that.
create or replace function hold_place() returns trigger
language plpgsql security definer set search_path = attend, public, pg_temp as $$
declare
  held boolean := tg_op = 'UPDATE' and old.slot_at is not null and old.status not in ('excused', 'ended');
  holds boolean := new.slot_at is not null and new.status not in ('excused', 'ended');
  now_taken integer;
begin
  if held and holds and (old.office_id, old.slot_at) = (new.office_id, new.slot_at) then return null; end if;
  if held then
    update office_slot set taken = taken - 1 where office_id = old.office_id and at = old.slot_at;
  end if;
  if holds then
    insert into office_slot as s (office_id, at, programme_id, taken) values (new.office_id, new.slot_at, new.programme_id, 1)
      on conflict (office_id, at) do update set taken = s.taken + 1 returning s.taken into now_taken;
    if now_taken > coalesce(places_at(new.office_id, new.slot_at), 0) and (tg_op = 'INSERT' or new.slot_at > now()) then
      raise exception 'the slot is full' using errcode = 'exclusion_violation', constraint = 'office_slot_capacity';
    end if;
  end if;
  return null;
end $$;
revoke execute on function hold_place from public;

-- STOP holds for everybody who has that number, until consent is given anew: also for whom the number is put on record afterwards with
-- consent that is older than it, as a file of another system brings it. Whose STOP it was is told nobody.
create index contact_point_stopped on contact_point (address_hash) where stopped_at is not null;

-- Of a whole statement at once: a file of a hundred thousand is a few of them, and looking for each line by itself took longer than all else.
create function inherit_stop() returns trigger
language plpgsql security definer set search_path = attend, public, pg_temp as $$
begin
  update contact_point c set stopped_at = s.at
  from (
    select n.id, max(o.stopped_at) as at from added n
    join contact_point o on o.address_hash = n.address_hash and o.programme_id = n.programme_id and o.stopped_at is not null
    where n.stopped_at is null and (n.consent_at is null or o.stopped_at > n.consent_at)
    group by n.id
  ) s
  where c.id = s.id;
  -- And the STOP that a file brings holds for whoever has the number already, with consent that is older.
  update contact_point c set stopped_at = s.at
  from (
    select o.id, max(n.stopped_at) as at from added n
    join contact_point o on o.address_hash = n.address_hash and o.programme_id = n.programme_id and o.stopped_at is null
    where n.stopped_at is not null and (o.consent_at is null or n.stopped_at > o.consent_at)
    group by o.id
  ) s
  where c.id = s.id;
  return null;
end $$;
revoke execute on function inherit_stop from public;
create trigger inherit_stop after insert on contact_point referencing new table as added for each statement execute function inherit_stop();

-- And of whoever stands already.
update contact_point c set stopped_at = s.at
  from (
    select n.id, max(o.stopped_at) as at from contact_point o
    join contact_point n on n.address_hash = o.address_hash and n.programme_id = o.programme_id and n.stopped_at is null
    where o.stopped_at is not null and (n.consent_at is null or o.stopped_at > n.consent_at)
    group by n.id
  ) s
  where c.id = s.id;
