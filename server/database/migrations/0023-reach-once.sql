-- The second wall works out whom the actor may see once a transaction, and not anew for each table of each statement: that was most
-- of what it cost (docs/decisions/0016). What it lets through stays the same.
set local search_path = attend, public;

-- Without settings of their own, so that the planner puts their body in the place of the call.
alter function acting_programme() reset all;
alter function acting_staff() reset all;
create or replace function acting_programme() returns uuid
language sql stable as $$
  select nullif(pg_catalog.current_setting('attend.programme', true), '')::pg_catalog.uuid
$$;
create or replace function acting_staff() returns uuid
language sql stable as $$
  select nullif(pg_catalog.current_setting('attend.staff', true), '')::pg_catalog.uuid
$$;

-- Whose keys are kept: of another actor in the same transaction they are worked out anew.
create function reach_of() returns text
language sql stable as $$
  select coalesce(pg_catalog.current_setting('attend.programme', true), '') || '/' || coalesce(pg_catalog.current_setting('attend.staff', true), '')
    || '/' || coalesce(pg_catalog.current_setting('attend.operator', true), '')
$$;
create function work_out_reach() returns uuid[]
language plpgsql stable as $$
declare
  keys uuid[] := attend.reach();
  of_all boolean := coalesce(attend.acting_programme() = any (keys), false);
begin
  perform pg_catalog.set_config('attend.reach', attend.reach_of() || case when of_all then '=*' else '=-' end || keys::text, true);
  return keys;
end $$;
-- The actor's keys, as long as the transaction lasts. now() stands still in it, so they can change by its own writes alone (below),
-- and by what others commit meanwhile: that holds from the next transaction on. Not with its owner's rights: whoever sets
-- `attend.reach` could have set `attend.staff` (docs/decisions/0010, «What it cannot do»).
create function reached() returns uuid[]
language sql stable as $$
  select case when pg_catalog.starts_with(pg_catalog.current_setting('attend.reach', true), attend.reach_of() || '=')
    then pg_catalog.substr(pg_catalog.current_setting('attend.reach', true), pg_catalog.length(attend.reach_of()) + 3)::pg_catalog.uuid[]
    else attend.work_out_reach() end
$$;
-- Whether that is everybody in the programme: without reading the keys, of which somebody with many people has many.
create function reaches_all() returns boolean
language sql stable as $$
  select case when pg_catalog.starts_with(pg_catalog.current_setting('attend.reach', true), attend.reach_of() || '=')
    then pg_catalog.substr(pg_catalog.current_setting('attend.reach', true), pg_catalog.length(attend.reach_of()) + 2, 1) = '*'
    else attend.acting_programme() = any (attend.work_out_reach()) end
$$;

create function forget_reach() returns trigger
language plpgsql as $$
begin
  perform pg_catalog.set_config('attend.reach', '', true);
  return null;
end $$;
revoke execute on function reach_of, work_out_reach, reached, reaches_all, forget_reach from public;
grant execute on function reach_of, work_out_reach, reached, reaches_all to attend_app;
do $$
declare
  t text;
begin
  foreach t in array array['staff', 'staff_role', 'supervision', 'representation', 'participant_account', 'absence', 'break_glass']
  loop
    execute format('create trigger forget_reach after insert or update or delete on %I for each statement execute function forget_reach()', t);
  end loop;
end $$;

-- Who sees everybody in the programme is asked nothing further of a row that says its programme itself; who has a person by name is
-- not asked for the person.
create function first_keys(p_table text) returns text
language sql stable set search_path = attend, public as $$
  select '(select reaches_all())' || case when exists (select from pg_attribute
    where attrelid = p_table::regclass and attname = 'participant_id' and not attisdropped) then ' or participant_id = any ((select reached())::uuid[])' else '' end
$$;
revoke execute on function first_keys from public;

do $$
declare
  y record;
begin
  for y in select tablename, policyname, qual from pg_policies where schemaname = 'attend' and tablename <> 'participant' and qual ~ '\mreach\(\)'
  loop
    execute format('alter policy %I on %I using (%s)', y.policyname, y.tablename,
      regexp_replace(y.qual, '\( SELECT \(acting_programme\(\) = ANY \(reach\(\)\)\)[^()]*\)', '(' || first_keys(y.tablename) || ')'));
  end loop;
  if exists (select from pg_policies where schemaname = 'attend' and tablename <> 'participant' and qual ~ '\mreach\(\)') then
    raise exception 'a policy still works out reach anew';
  end if;
end $$;
alter policy person_app on participant
  using (programme_id = (select acting_programme()) and (
    (select reaches_all())
    or array[id, office_id] && (select reached())
    or provider_ids && (select reached())));

-- Tables that come later get the same.
create or replace function guard_by_person(p_table text, p_sees text, p_programme boolean default true) returns void
language plpgsql set search_path = attend, public as $$
declare
  own text := case when p_programme then 'programme_id = (select acting_programme())' else 'true' end;
  sees text := case when p_programme then format('(%s or %s)', first_keys(p_table), p_sees) else p_sees end;
begin
  execute format('drop policy if exists programme_app on %I', p_table);
  execute format('create policy person_app on %I to attend_app using (%s and %s) with check (%s)', p_table, own, sees, own);
end $$;
