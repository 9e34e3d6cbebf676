-- Whose shelf it is: whoever runs stock does so at the shelves that are theirs, and a provider's staff see no others. ADR 0047.
set local search_path = attend, public;

-- The roles that run stock. A test holds them and the policy table (server/access/policy.ts) the same.
create table shelf_role (role text primary key);
insert into shelf_role (role) values ('case-officer'), ('supervisor'), ('case-worker'), ('installer');
grant select on shelf_role to attend_app;

-- The shelves of the transaction's actor: offices, or the programme's id for all of them. Of the agency's staff those where such a role of
-- theirs holds; of a provider's those where it was given, else the provider's own offices and the sites of its contract in force.
create function own_shelves() returns uuid[]
language plpgsql stable security definer set search_path = attend, public, pg_temp as $$
declare
  me staff%rowtype;
  given uuid[];
  everywhere boolean;
  today date;
begin
  select * into me from staff where id = acting_staff() and programme_id = acting_programme() and ended_at is null;
  if me.id is null then
    -- A command of the machine's own operator, as in reach().
    return case when acting_staff() is null and coalesce(current_setting('attend.operator', true), '') <> ''
      then array[acting_programme()] else '{}' end;
  end if;
  select coalesce(array_agg(distinct r.office_id) filter (where r.office_id is not null), '{}'), coalesce(bool_or(r.office_id is null), false)
    into given, everywhere
    from staff_role r join shelf_role s on s.role = r.role
    where r.staff_id = me.id and r.from_at <= now() and (r.to_at is null or r.to_at > now());
  if not everywhere then
    return given;
  end if;
  if me.provider_id is null then
    return array[me.programme_id];
  end if;
  select (now() at time zone p.timezone)::date into today from programme p where p.id = me.programme_id;
  return given || array(
    select o.id from office o where o.provider_id = me.provider_id and o.ended_at is null
    union
    select unnest(v.sites) from provider_contract c cross join lateral (
      select x.sites from provider_contract_version x where x.contract_id = c.id and x.holds_from <= today order by x.version desc limit 1) v
    where c.provider_id = me.provider_id and c.from_on <= today and (c.to_on is null or c.to_on >= today));
end $$;
-- Whether the actor runs this shelf; one that is none (a supplier's, a workshop's) is the agency's to write about.
create function runs_shelf(p_office uuid) returns boolean
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select case when p_office is null then acting_provider() is null and own_shelves() <> '{}'
    else own_shelves() && array[acting_programme(), p_office] end
$$;
-- Numbers of the programme's shelves are everybody's of the agency who may read stock; a provider's staff see their own.
create function sees_shelf(p_office uuid) returns boolean
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select acting_provider() is null or coalesce(p_office = any (own_shelves()), false)
$$;
-- Whether a device lies on one of these shelves, or is on its way to one or from one. The shelves are given, so that a statement works them
-- out once and not for each device of a list.
create function lies_on_shelf(p_device uuid, p_shelves uuid[]) returns boolean
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select exists (select from device_place l left join shipment s on s.id = l.shipment_id
    where l.device_id = p_device and l.programme_id = acting_programme() and l.to_at is null
      and (p_shelves && array[l.office_id, s.from_office_id, s.to_office_id]
        or l.kind in ('supplier', 'repair', 'lost') and l.from_office_id = any (p_shelves)))
$$;
revoke execute on function own_shelves, runs_shelf, sees_shelf, lies_on_shelf from public;
grant execute on function own_shelves, runs_shelf, sees_shelf, lies_on_shelf to attend_app;

-- As in 0047, 0053 and 0057; of a provider's staff, of their own shelves.
create or replace function stock_shelves() returns table (office_id uuid, model_id uuid, usable integer, damaged integer, quarantined integer)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select p.office_id, d.model_id, (count(*) filter (where not p.damaged and d.quarantined_at is null))::int,
    (count(*) filter (where p.damaged))::int, (count(*) filter (where not p.damaged and d.quarantined_at is not null))::int
  from device_place p join device d on d.id = p.device_id
  where p.programme_id = acting_programme() and p.kind = 'office' and p.to_at is null and acting_staff() is not null
    and ((select acting_provider()) is null or p.office_id = any ((select own_shelves())::uuid[])) group by 1, 2
$$;
create or replace function stock_fitted(p_weeks integer) returns table (office_id uuid, model_id uuid, fitted integer)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select o.id, d.model_id, count(*)::int
  from office o join device_place p on p.from_office_id = o.id and p.kind = 'participant' and p.from_at > now() - make_interval(weeks => p_weeks)
    join device d on d.id = p.device_id
  where o.programme_id = acting_programme() and ((select acting_provider()) is null or o.id = any ((select own_shelves())::uuid[])) group by 1, 2
$$;
create or replace function stock_away() returns table (kind text, model_id uuid, to_office_id uuid, devices integer)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select p.kind, d.model_id, s.to_office_id, count(*)::int
  from device_place p join device d on d.id = p.device_id left join shipment s on s.id = p.shipment_id
  where p.programme_id = acting_programme() and p.to_at is null and p.kind in ('supplier', 'repair', 'lost', 'transit')
    and acting_staff() is not null
    and ((select acting_provider()) is null or array[p.from_office_id, s.from_office_id, s.to_office_id] && (select own_shelves())) group by 1, 2, 3
$$;
create or replace function shelf_of(p_office uuid) returns table (id uuid, identifier text)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select d.id, d.identifier from device_place p join device d on d.id = p.device_id
  where p.programme_id = acting_programme() and p.office_id = p_office and p.kind = 'office' and p.to_at is null and acting_staff() is not null
    and sees_shelf(p_office)
$$;
create or replace function consumable_figures() returns table (office_id uuid, item text, model_id uuid, count integer, used integer)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select c.office_id, c.item, c.model_id, sum(c.change)::int,
    coalesce(-sum(c.change) filter (where c.why = 'used' and c.at > now() - interval '12 weeks'), 0)::int
  from consumable_change c where c.programme_id = acting_programme() and acting_staff() is not null
    and ((select acting_provider()) is null or c.office_id = any ((select own_shelves())::uuid[])) group by 1, 2, 3
$$;

-- As in 0047; and by nobody who runs none of the shelves and parcels that it leaves or comes to.
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

-- The walls. What is read: by the agency's staff all, by a provider's what is of their shelves. What is written: by whoever runs a shelf
-- that it is about.
do $$
declare
  y record;
begin
  for y in select * from (values
    ('consumable_change', 'office_id', 'office_id'),
    ('stock_count', 'office_id', 'office_id'),
    ('stock_level', 'office_id', 'office_id'),
    ('supply_order', 'office_id', 'office_id'),
    ('shipment', 'from_office_id', 'to_office_id')) v (t, a, b)
  loop
    execute format('drop policy programme_app on %I', y.t);
    execute format($p$create policy shelf_app on %1$I to attend_app
      using (programme_id = (select acting_programme())
        and ((select acting_provider()) is null or array[%2$I, %3$I] && (select own_shelves())))
      with check (programme_id = (select acting_programme()) and array[programme_id, %2$I, %3$I] && (select own_shelves()))$p$, y.t, y.a, y.b);
  end loop;
  for y in select * from (values
    ('stock_count_scan', 'stock_count', 'count_id', 'o.office_id', 'o.office_id'),
    ('stock_difference', 'stock_count', 'count_id', 'o.office_id', 'o.office_id'),
    ('supply_order_line', 'supply_order', 'supply_order_id', 'o.office_id', 'o.office_id'),
    ('shipment_line', 'shipment', 'shipment_id', 'o.from_office_id', 'o.to_office_id'),
    ('shipment_item', 'shipment', 'shipment_id', 'o.from_office_id', 'o.to_office_id')) v (t, above, link, a, b)
  loop
    execute format('drop policy programme_app on %I', y.t);
    execute format($p$create policy shelf_app on %1$I to attend_app
      using (programme_id = (select acting_programme())
        and ((select acting_provider()) is null or (select true from %2$I o where o.id = %1$I.%3$I)))
      with check (programme_id = (select acting_programme())
        and (select array[o.programme_id, %4$s, %5$s] && (select own_shelves()) from %2$I o where o.id = %1$I.%3$I))$p$,
      y.t, y.above, y.link, y.a, y.b);
  end loop;
end $$;

-- What nobody has is seen by the agency's staff, and by a provider's where it lies with them.
drop policy person_app on device;
select guard_by_person('device', '((select true from assignment a where a.device_id = device.id limit 1)
  or (select acting_staff()) is not null and device_unheld(device.id) and ((select acting_provider()) is null or lies_on_shelf(device.id, (select own_shelves()))))');

-- What is taken out again goes by the same.
do $$
declare
  y record;
begin
  for y in select * from (values
    ('supply_order_line', 'supply_order', 'supply_order_id', 'o.office_id', 'o.office_id'),
    ('shipment_line', 'shipment', 'shipment_id', 'o.from_office_id', 'o.to_office_id'),
    ('shipment_item', 'shipment', 'shipment_id', 'o.from_office_id', 'o.to_office_id')) v (t, above, link, a, b)
  loop
    execute format($p$create policy shelf_app_delete on %1$I as restrictive for delete to attend_app
      using ((select array[o.programme_id, %4$s, %5$s] && (select own_shelves()) from %2$I o where o.id = %1$I.%3$I))$p$,
      y.t, y.above, y.link, y.a, y.b);
  end loop;
end $$;
