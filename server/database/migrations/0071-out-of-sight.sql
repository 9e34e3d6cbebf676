-- What a provider's staff hear of a device that neither lies with them nor waits with one of their people, and who takes a device off a
-- shelf by fitting or retiring it. ADR 0051.
set local search_path = attend, public;

-- Whether the actor may hear where a device is: the agency's staff of every one; a provider's of what lies on their shelves or is on its way
-- to or from them, of what one of their people has, and of what is on no record, which says nothing of anybody's shelf.
create function place_in_sight(p_device uuid) returns boolean
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select (select acting_provider()) is null
    or not exists (select from device_place l where l.device_id = p_device and l.to_at is null)
    or lies_on_shelf(p_device, own_shelves())
    or exists (select from device_place l join assignment a on a.id = l.assignment_id join participant p on p.id = a.participant_id
      where l.device_id = p_device and l.to_at is null and p.programme_id = acting_programme()
        and (p.id = any (reached_people()) or p.office_id = any (reached_groups()) or p.provider_ids && reached_groups()))
$$;
revoke execute on function place_in_sight from public;
grant execute on function place_in_sight to attend_app;

-- As in 0047; of one that is out of the actor's sight that it is, and nothing of where, nor with anybody.
drop function lock_device_place(uuid);
create function lock_device_place(p_device uuid)
returns table (place_id uuid, kind text, office_id uuid, shipment_id uuid, damaged boolean, since timestamptz, fitted boolean, retired boolean, unseen boolean)
language plpgsql security definer set search_path = attend, public, pg_temp as $$
#variable_conflict use_column
begin
  perform from device d where d.id = p_device and d.programme_id = acting_programme() for no key update;
  if not found then
    return;
  end if;
  if not place_in_sight(p_device) then
    return query select null::uuid, null::text, null::uuid, null::uuid, false, null::timestamptz, false, false, true;
    return;
  end if;
  return query select p.id, p.kind, p.office_id, p.shipment_id, coalesce(p.damaged, false), p.from_at, not device_unheld(d.id),
      d.retired_at is not null, false
    from device d left join device_place p on p.device_id = d.id and p.to_at is null where d.id = p_device;
end $$;
revoke execute on function lock_device_place from public;
grant execute on function lock_device_place to attend_app;

-- As in 0061; and by a provider's staff out of their sight neither, whatever shelf of theirs it comes to.
create or replace function move_device(p_id uuid, p_device uuid, p_kind text, p_office uuid, p_shipment uuid, p_damaged boolean, p_why text, p_sealed bytea)
returns void
language plpgsql security definer set search_path = attend, public, pg_temp as $$
declare
  ends uuid[];
begin
  perform from device d where d.id = p_device and d.programme_id = acting_programme() for no key update;
  if not found or p_kind = 'participant' then
    raise exception 'no such device here' using errcode = 'check_violation';
  end if;
  if acting_staff() is not null and not place_in_sight(p_device) then
    raise exception 'this is another shelf' using errcode = 'insufficient_privilege', constraint = 'own_shelf';
  end if;
  if not device_unheld(p_device) then
    raise exception 'this device is with somebody' using errcode = 'exclusion_violation', constraint = 'one_place';
  end if;
  if exists (select from device where id = p_device and retired_at is not null) then
    raise exception 'this device is retired' using errcode = 'check_violation';
  end if;
  if acting_staff() is not null then
    select array[p_office] || coalesce((select array[l.office_id, s.from_office_id, s.to_office_id]
        from device_place l left join shipment s on s.id = l.shipment_id where l.device_id = p_device and l.to_at is null), '{}')
      || coalesce((select array[s.from_office_id, s.to_office_id] from shipment s where s.id = p_shipment), '{}') into ends;
    ends := array_remove(ends, null);
    if not (case when ends = '{}' then runs_shelf(null) else own_shelves() && (ends || acting_programme()) end) then
      raise exception 'this is another shelf' using errcode = 'insufficient_privilege', constraint = 'own_shelf';
    end if;
  end if;
  perform put_device(p_id, p_device, p_kind, p_office, p_shipment, null, p_damaged, p_why, p_sealed);
  if p_kind = 'retired' then
    update device set retired_at = now() where id = p_device;
  end if;
end $$;

-- As in 0047; and off a shelf by whoever runs it, by whichever way a device comes to be somebody's (a fitting, a line, a file).
create or replace function check_fitting() returns trigger
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
  if acting_staff() is not null and (place.kind = 'office' and not runs_shelf(place.office_id) or not place_in_sight(new.device_id)) then
    raise exception 'this is another shelf' using errcode = 'insufficient_privilege', constraint = 'own_shelf';
  end if;
  return new;
end $$;

-- As in 0047; and off a shelf by whoever runs it. `move_device` has put it where it is by then.
create or replace function place_retirement() returns trigger
language plpgsql security definer set search_path = attend, public, pg_temp as $$
declare
  place device_place%rowtype;
begin
  select * into place from device_place where device_id = new.id and to_at is null;
  if new.retired_at is null and place.kind = 'retired' then
    update device_place set to_at = greatest(clock_timestamp(), from_at + interval '1 microsecond') where id = place.id;
  elsif new.retired_at is not null and place.kind is distinct from 'retired' and device_unheld(new.id) then
    if acting_staff() is not null and (place.kind = 'office' and not runs_shelf(place.office_id) or not place_in_sight(new.id)) then
      raise exception 'this is another shelf' using errcode = 'insufficient_privilege', constraint = 'own_shelf';
    end if;
    perform put_device(uuidv7(), new.id, 'retired', null, null, null, false, 'retired', null);
  end if;
  return null;
end $$;

-- Where a device is and was: whoever may see the device sees it by name on the page of everybody who ever wore it, and its places only
-- while it lies with them; else the times of their own people with it alone.
drop policy person_app on device_place;
select guard_by_person('device_place', $p$(select true from device d where d.id = device_place.device_id)
  and ((select acting_provider()) is null or lies_on_shelf(device_place.device_id, (select own_shelves()))
    or (select true from assignment a where a.id = device_place.assignment_id))$p$);
