-- What the second wall costs is the start of large plans: every policy of a table asked the row above it through that row's own
-- policy, and each of those brought functions put in the place of their calls (docs/decisions/0023). A row of a person now says
-- whose it is, and a policy asks little functions for it. What is let through stays the same.
set local search_path = attend, public;

-- 1. Rows below an order, a condition or an alert name their person. The key of both columns makes a wrong name impossible, and
-- follows where the row above is given to somebody else.
alter table supervision_order add unique (id, participant_id);
alter table order_version add column participant_id uuid;
alter table order_clause add column participant_id uuid;
alter table agreement add column participant_id uuid;
alter table condition add unique (id, participant_id);
alter table condition_exception add column participant_id uuid;
alter table alert add unique (id, participant_id);
alter table alert_occurrence add column participant_id uuid;
alter table alert_transition add column participant_id uuid;

-- Whoever writes such a row may leave the name to the database.
create function name_person() returns trigger
language plpgsql security definer set search_path = attend, public, pg_temp as $$
begin
  execute format('select participant_id from %I where id = ($1).%I', tg_argv[0], tg_argv[1]) into new.participant_id using new;
  return new;
end $$;
revoke execute on function name_person from public;

do $$
declare
  y record;
begin
  for y in select * from (values (1, 'order_version', 'order_id', 'supervision_order'), (2, 'order_clause', 'order_version_id', 'order_version'),
    (3, 'agreement', 'order_version_id', 'order_version'), (4, 'condition_exception', 'condition_id', 'condition'),
    (5, 'alert_occurrence', 'alert_id', 'alert'), (6, 'alert_transition', 'alert_id', 'alert')) v (n, child, link, parent) order by n
  loop
    -- What a plan is made from does not change by this.
    execute format('alter table %I disable trigger user', y.child);
    execute format('update %I c set participant_id = p.participant_id from %I p where p.id = c.%I', y.child, y.parent, y.link);
    execute format('alter table %I enable trigger user', y.child);
    if y.child = 'order_version' then
      alter table order_version add unique (id, participant_id);
    end if;
    execute format('alter table %I alter column participant_id set not null, drop constraint %I,
      add constraint %I foreign key (%I, participant_id) references %I (id, participant_id) on update cascade',
      y.child, y.child || '_' || y.link || '_fkey', y.child || '_' || y.link || '_fkey', y.link, y.parent);
    execute format('create trigger name_person before insert on %I for each row when (new.participant_id is null) execute function name_person(%L, %L)',
      y.child, y.parent, y.link);
  end loop;
end $$;

-- As in 0010, and names the person of what it writes.
create or replace function record_finding(
  p_programme uuid, p_participant uuid, p_assignment bigint, p_ordinal integer, p_kind text, p_condition text,
  p_from timestamptz, p_to timestamptz, p_raised timestamptz, p_cleared timestamptz, p_withdrawn timestamptz,
  p_severity text, p_certainty text, p_policy_name text, p_policy_revision integer, p_sealed bytea, p_closes boolean
) returns void
language plpgsql set search_path = attend, public as $$
declare
  was alert_occurrence%rowtype;
  work alert%rowtype;
  target uuid;
  change text;
begin
  select * into was from alert_occurrence where assignment_id = p_assignment and ordinal = p_ordinal;
  select * into work from alert
    where assignment_id = p_assignment and kind = p_kind and coalesce(condition, '') = coalesce(p_condition, '')
      and status <> 'closed' and withdrawn_at is null
    for update;
  if was.alert_id is null then
    if work.id is not null then
      target := work.id;
      change := 'joined';
    else
      insert into alert (programme_id, participant_id, assignment_id, kind, condition, severity, from_at, to_at, raised_at, cleared_at, withdrawn_at)
      values (p_programme, p_participant, p_assignment, p_kind, p_condition, p_severity, p_from, p_to, p_raised, p_cleared, p_withdrawn)
      returning id into target;
      change := 'raised';
    end if;
    insert into alert_occurrence (assignment_id, ordinal, programme_id, participant_id, alert_id, from_at, to_at, raised_at, cleared_at, withdrawn_at,
      severity, certainty, policy_name, policy_revision, sealed)
    values (p_assignment, p_ordinal, p_programme, p_participant, target, p_from, p_to, p_raised, p_cleared, p_withdrawn,
      p_severity, p_certainty, p_policy_name, p_policy_revision, p_sealed);
  else
    target := was.alert_id;
    change := case
      when p_withdrawn is not null and was.withdrawn_at is null then 'withdrawn'
      when p_cleared is not null and was.cleared_at is null then 'cleared'
      else 'revised' end;
    if p_withdrawn is null and (was.withdrawn_at is not null or (p_to is null and was.to_at is not null) or p_to > was.to_at or p_from < was.from_at) then
      -- It grew: a closed one returns to the list, joined to the open one where there is one by now.
      if work.id is not null and work.id <> target then
        target := work.id;
        change := 'joined';
      elsif work.id is null then
        update alert set status = 'new', closed_at = null, closed_by = null, outcome = null, withdrawn_at = null where id = target;
        change := 'returned';
      end if;
    end if;
    update alert_occurrence set alert_id = target, from_at = p_from, to_at = p_to, raised_at = p_raised, cleared_at = p_cleared,
      withdrawn_at = p_withdrawn, severity = p_severity, certainty = p_certainty, policy_name = p_policy_name,
      policy_revision = p_policy_revision, sealed = p_sealed
    where assignment_id = p_assignment and ordinal = p_ordinal;
    if target <> was.alert_id then
      perform settle_alert(was.alert_id);
    end if;
  end if;
  perform settle_alert(target);
  insert into alert_transition (programme_id, participant_id, alert_id, at, kind, ordinal)
    values (p_programme, p_participant, target, clock_timestamp(), change, p_ordinal);
  if p_closes then
    update alert set status = 'closed', closed_at = now(), outcome = 'cleared-by-itself', version = version + 1
    where id = target and status in ('new', 'asked') and cleared_at is not null and withdrawn_at is null;
    if found then
      insert into alert_transition (programme_id, participant_id, alert_id, at, kind, outcome)
        values (p_programme, p_participant, target, clock_timestamp(), 'closed', 'cleared-by-itself');
    end if;
  end if;
  insert into feed_outbox (programme_id, participant_id, kind, change, entity_id) values (p_programme, p_participant, 'alert', change, target::text);
  perform pg_notify('attend_feed', '');
end $$;

-- 2. What policies ask. None of it is put in the place of its call: a call is one thing to start, its body several.
create or replace function acting_programme() returns uuid
language plpgsql stable as $$
begin
  return nullif(pg_catalog.current_setting('attend.programme', true), '')::pg_catalog.uuid;
end $$;
create or replace function acting_staff() returns uuid
language plpgsql stable as $$
begin
  return nullif(pg_catalog.current_setting('attend.staff', true), '')::pg_catalog.uuid;
end $$;
drop function work_out_reach;
drop function reach_of;
-- Whose keys are kept stands before them. In `attend.reach` whether it is everybody, then keys of many (the programme, offices, a
-- provider); in `attend.reached` those of single people, who may be many: read by who asks for them alone.
create function keep_reach(p_groups uuid[], p_people uuid[]) returns void
language plpgsql stable as $$
begin
  perform pg_catalog.set_config('attend.reach', coalesce(pg_catalog.current_setting('attend.programme', true), '') || '/'
      || coalesce(pg_catalog.current_setting('attend.staff', true), '') || '/' || coalesce(pg_catalog.current_setting('attend.operator', true), '')
      || case when coalesce(attend.acting_programme() = any (p_groups), false) then '=*' else '=-' end || p_groups::text, true),
    pg_catalog.set_config('attend.reached', p_people::text, true);
end $$;
create function kept_reach() returns text
language plpgsql stable as $$
declare
  whose text := coalesce(pg_catalog.current_setting('attend.programme', true), '') || '/'
    || coalesce(pg_catalog.current_setting('attend.staff', true), '') || '/' || coalesce(pg_catalog.current_setting('attend.operator', true), '') || '=';
  kept text := pg_catalog.current_setting('attend.reach', true);
begin
  if pg_catalog.starts_with(kept, whose) is not true then
    perform attend.reach();
    kept := pg_catalog.current_setting('attend.reach', true);
  end if;
  return pg_catalog.substr(kept, pg_catalog.length(whose) + 1);
end $$;
create function reached_groups() returns uuid[]
language plpgsql stable as $$
begin
  return pg_catalog.substr(attend.kept_reach(), 2)::pg_catalog.uuid[];
end $$;
create function reached_people() returns uuid[]
language plpgsql stable as $$
begin
  perform attend.kept_reach();
  return pg_catalog.current_setting('attend.reached')::pg_catalog.uuid[];
end $$;
create or replace function reached() returns uuid[]
language plpgsql stable as $$
begin
  return attend.reached_groups() || attend.reached_people();
end $$;
create or replace function reaches_all() returns boolean
language plpgsql stable as $$
begin
  return pg_catalog.starts_with(attend.kept_reach(), '*');
end $$;

-- People of whom this transaction has asked already and who may be seen: of a page's people the second row costs a comparison. Kept
-- as the keys are, and of some hundred people at most, since each table of a statement reads them.
create function seen_so_far() returns text
language plpgsql stable as $$
declare
  whose text := coalesce(pg_catalog.current_setting('attend.programme', true), '') || '/'
    || coalesce(pg_catalog.current_setting('attend.staff', true), '') || '/' || coalesce(pg_catalog.current_setting('attend.operator', true), '') || '=';
  kept text := pg_catalog.current_setting('attend.seen', true);
begin
  return case when pg_catalog.starts_with(kept, whose) then pg_catalog.substr(kept, pg_catalog.length(whose) + 1) else '' end;
end $$;
create function seen_people() returns uuid[]
language plpgsql stable as $$
begin
  return ('{' || attend.seen_so_far() || '}')::pg_catalog.uuid[];
end $$;
create function keep_seen(p_people text) returns void
language plpgsql stable as $$
begin
  perform pg_catalog.set_config('attend.seen', coalesce(pg_catalog.current_setting('attend.programme', true), '') || '/'
    || coalesce(pg_catalog.current_setting('attend.staff', true), '') || '/' || coalesce(pg_catalog.current_setting('attend.operator', true), '')
    || '=' || p_people, true);
end $$;
-- Whether the actor sees this person, by the person's own policy. Not with its owner's rights.
create function sees_person(p_person uuid) returns boolean
language plpgsql stable as $$
declare
  so_far text := attend.seen_so_far();
begin
  if pg_catalog.strpos(so_far, p_person::text) > 0 then
    return true;
  end if;
  perform from attend.participant where id = p_person;
  if not found then
    return false;
  end if;
  perform attend.keep_seen(case when so_far = '' or pg_catalog.length(so_far) > 3700 then '' else so_far || ',' end || p_person::text);
  return true;
end $$;
-- A page's people asked for at once, before its rows are: the same ids come out whoever may be seen. Widens nothing, since each is
-- asked by the person's own policy.
create function admit_people(p_people uuid[]) returns setof uuid
language plpgsql rows 50 as $$
begin
  if not attend.reaches_all() then
    if not p_people <@ attend.seen_people() then
      perform attend.keep_seen((select coalesce(pg_catalog.string_agg(p.id::text, ','), '') from attend.participant p where p.id = any (p_people)));
    end if;
  end if;
  return query select pg_catalog.unnest(p_people);
end $$;
create function admit_alerts(p_alerts uuid[]) returns setof uuid
language plpgsql rows 50 as $$
begin
  if not attend.reaches_all() then
    perform from attend.admit_people(array(select distinct a.participant_id from attend.alert a where a.id = any (p_alerts)));
  end if;
  return query select pg_catalog.unnest(p_alerts);
end $$;

create or replace function forget_reach() returns trigger
language plpgsql as $$
begin
  perform pg_catalog.set_config('attend.reach', '', true), pg_catalog.set_config('attend.reached', '', true), pg_catalog.set_config('attend.seen', '', true);
  return null;
end $$;
create trigger forget_reach after update of programme_id, office_id, provider_ids or delete on participant
  for each statement execute function forget_reach();

revoke execute on function keep_reach, kept_reach, reached_groups, reached_people, seen_so_far, seen_people, keep_seen, sees_person, admit_people, admit_alerts from public;
grant execute on function keep_reach, kept_reach, reached_groups, reached_people, seen_so_far, seen_people, keep_seen, sees_person, admit_people, admit_alerts to attend_app;

-- 3. The keys of one permission are the keys of all where it gives the actor's roles all that they have: one working out for both walls.
create or replace function reach(p_permitted text[] default null) returns uuid[]
language plpgsql stable security definer set search_path = attend, public, pg_temp as $$
declare
  me staff%rowtype;
  held text[];
  groups uuid[];
  people uuid[] := '{}';
  is_all boolean;
begin
  select * into me from staff where id = acting_staff() and programme_id = acting_programme() and ended_at is null;
  if me.id is null then
    -- A command of the machine's own operator (server/operator), who holds the owner's password besides.
    groups := case when acting_staff() is null and coalesce(current_setting('attend.operator', true), '') <> ''
      then array[acting_programme()] else '{}' end;
    perform keep_reach(groups, people);
    return groups;
  end if;
  -- A role with no office of its own holds in every office of the agency. A provider's staff have the agency's offices from nowhere.
  select coalesce(array_agg(distinct g.relation) filter (where g.permitted), '{}'),
      coalesce(array_agg(distinct coalesce(g.office_id, me.programme_id))
        filter (where g.permitted and g.relation = 'own-office' and me.provider_id is null), '{}')
        || case when bool_or(g.permitted and g.relation = 'any') then array[me.programme_id] else '{}' end,
      coalesce(bool_and(g.permitted), true)
    into held, groups, is_all
    from (select r.office_id, x.relation, p_permitted is null or r.role || '/' || x.relation = any (p_permitted) as permitted
      from staff_role r join role_reach x on x.role = r.role
      where r.staff_id = me.id and r.from_at <= now() and (r.to_at is null or r.to_at > now())) g;
  if me.programme_id = any (groups) then
    groups := array[me.programme_id];
  else
    if me.provider_id is not null and 'own-provider' = any (held) then
      groups := groups || me.provider_id;
    end if;
    people := array(
      select participant_id from supervision
        where staff_id = me.id and role <> 'attorney' and from_at <= now() and (to_at is null or to_at > now()) and 'assigned' = any (held)
      union
      select v.participant_id from absence a join supervision v on v.staff_id = a.staff_id and v.role <> 'attorney'
        where a.stand_in_id = me.id and a.from_at <= now() and a.to_at > now() and 'delegated' = any (held)
          and v.from_at <= now() and (v.to_at is null or v.to_at > now())
      union
      select participant_id from representation
        where staff_id = me.id and from_at <= now() and (to_at is null or to_at > now()) and 'own-client' = any (held)
      union
      select participant_id from participant_account where staff_id = me.id and 'oneself' = any (held)
      union
      select participant_id from break_glass where staff_id = me.id and sealed is not null and until_at > now() and 'break-glass' = any (held)
    );
  end if;
  if is_all then
    perform keep_reach(groups, people);
  end if;
  return groups || people;
end $$;

-- Who holds a device is asked of each device of a list: the index that excludes two holders at once is ten times dearer to ask. And
-- whom an office has is found without a look at each person's own row.
create index assignment_device on assignment (device_id) include (programme_id, participant_id);
drop index participant_office;
create index participant_office on participant (programme_id, office_id, id) include (provider_ids);

-- 4. The policies. Of tables that whole lists are looked for in, a row asks its person within the plan: dearer to start, cheaper a row.
alter policy person_app on participant using (programme_id = (select acting_programme()) and (
  (select reaches_all())
  or office_id = any ((select reached_groups())::uuid[])
  or id = any ((select seen_people())::uuid[])
  or provider_ids && (select reached_groups())
  or id = any ((select reached_people())::uuid[])));

create or replace function first_keys(p_table text) returns text
language sql stable set search_path = attend, public as $$
  select '(select reaches_all())' || case when exists (select from pg_attribute
    where attrelid = p_table::regclass and attname = 'participant_id' and not attisdropped) then ' or participant_id = any ((select seen_people())::uuid[])' else '' end
$$;

do $$
declare
  t text;
begin
  foreach t in array array['order_version', 'order_clause', 'agreement', 'condition_exception', 'alert_occurrence', 'alert_transition']
  loop
    execute format('drop policy person_app on %I', t);
    perform guard_by_person(t, format('sees_person(%I.participant_id)', t));
  end loop;
end $$;
do $$
declare
  y record;
  asked text;
begin
  for y in select tablename, policyname, qual from pg_policies where schemaname = 'attend' and tablename <> 'participant' and qual ~ '\mreach(ed|es_all)\(\)'
  loop
    asked := regexp_replace(y.qual, '\( SELECT reached\(\) AS reached\)', '(select seen_people())', 'g');
    if y.tablename <> all (array['access_record', 'alert', 'audit_entry', 'check_in', 'feed', 'feed_outbox', 'hearing', 'message', 'participant_search', 'unusual_look']) then
      asked := regexp_replace(asked, '\( SELECT true\s+FROM participant p\s+WHERE \(p\.id = (\w+)\.participant_id\)\)', 'sees_person(\1.participant_id)');
    end if;
    execute format('alter policy %I on %I using (%s)', y.policyname, y.tablename, asked);
  end loop;
  if exists (select from pg_policies where schemaname = 'attend' and tablename <> 'participant' and qual ~ '\mreached\(\)') then
    raise exception 'a policy still reads all keys for each row';
  end if;
end $$;
