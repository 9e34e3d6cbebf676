-- What pages count of a whole programme is read along indexes alone: with a device's model beside its place, and with what says whether an
-- order is in force.
set local search_path = attend, public;

-- The device's own, beside its place: numbers by model were mostly spent on looking each device up. The triggers below keep it the same,
-- and the device's own column has the key.
alter table device_place add column model_id uuid;
drop index device_place_shelf, device_place_fitted, device_place_away;
update device_place l set model_id = d.model_id from device d where d.id = l.device_id and d.model_id is not null;

create function give_place_model() returns trigger
language plpgsql security definer set search_path = attend, public, pg_temp as $$
begin
  select d.model_id into new.model_id from device d where d.id = new.device_id;
  return new;
end $$;
create trigger give_model before insert on device_place for each row execute function give_place_model();
create function carry_model() returns trigger
language plpgsql security definer set search_path = attend, public, pg_temp as $$
begin
  update device_place set model_id = new.model_id where device_id = new.id;
  return null;
end $$;
create trigger carry_model after update of model_id on device for each row when (old.model_id is distinct from new.model_id)
  execute function carry_model();
revoke execute on function give_place_model, carry_model from public;

create index device_place_shelf on device_place (programme_id, office_id) include (device_id, damaged, model_id)
  where kind = 'office' and to_at is null;
create index device_place_fitted on device_place (from_office_id, from_at) include (model_id)
  where kind = 'participant' and from_office_id is not null;
create index device_place_away on device_place (programme_id, kind) include (device_id, shipment_id, model_id)
  where to_at is null and kind in ('supplier', 'repair', 'lost', 'transit');

-- As in 0061, with the model of the place; what is set aside is few, and found among what is set aside.
create or replace function stock_shelves() returns table (office_id uuid, model_id uuid, usable integer, damaged integer, quarantined integer)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select p.office_id, p.model_id, (count(*) filter (where not p.damaged and q.id is null))::int,
    (count(*) filter (where p.damaged))::int, (count(*) filter (where not p.damaged and q.id is not null))::int
  from device_place p left join (select d.id from device d where d.programme_id = acting_programme() and d.quarantined_at is not null) q
    on q.id = p.device_id
  where p.programme_id = acting_programme() and p.kind = 'office' and p.to_at is null and acting_staff() is not null
    and ((select acting_provider()) is null or p.office_id = any ((select own_shelves())::uuid[])) group by 1, 2
$$;
create or replace function stock_fitted(p_weeks integer) returns table (office_id uuid, model_id uuid, fitted integer)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select o.id, p.model_id, count(*)::int
  from office o join device_place p on p.from_office_id = o.id and p.kind = 'participant' and p.from_at > now() - make_interval(weeks => p_weeks)
  where o.programme_id = acting_programme() and ((select acting_provider()) is null or o.id = any ((select own_shelves())::uuid[])) group by 1, 2
$$;
create or replace function stock_away() returns table (kind text, model_id uuid, to_office_id uuid, devices integer)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select p.kind, p.model_id, s.to_office_id, count(*)::int
  from device_place p left join shipment s on s.id = p.shipment_id
  where p.programme_id = acting_programme() and p.to_at is null and p.kind in ('supplier', 'repair', 'lost', 'transit')
    and acting_staff() is not null
    and ((select acting_provider()) is null or array[p.from_office_id, s.from_office_id, s.to_office_id] && (select own_shelves())) group by 1, 2, 3
$$;

-- Whether somebody's order is in force is asked of whole programmes: who is monitored past its end asks it of everybody until a page is full.
create index supervision_order_active on supervision_order (participant_id) include (id) where status = 'active' and entered_in_error_at is null;
create index order_version_in_effect on order_version (order_id) include (from_at, to_at) where effective_at is not null;
