-- The second wall, by person: whatever the SQL, the application's role sees rows of those people alone whom the transaction's
-- actor (attend.staff) may see at all. The first wall is the policy table (server/access/policy.ts), which knows permissions too.
set local search_path = attend, public;

-- The widest that any permission gives a role, so that no row of it outlives a change of the policy table unseen: a test holds
-- the two the same.
create table role_reach (
  role text not null,
  relation text not null check (relation in ('any', 'own-office', 'own-provider', 'assigned', 'delegated', 'own-client', 'oneself',
    'break-glass')),
  primary key (role, relation)
);
insert into role_reach (role, relation) values
  ('case-officer', 'own-office'), ('case-officer', 'assigned'), ('case-officer', 'delegated'), ('case-officer', 'break-glass'),
  ('supervisor', 'own-office'), ('supervisor', 'assigned'), ('supervisor', 'delegated'), ('supervisor', 'break-glass'),
  ('monitoring-worker', 'own-provider'), ('monitoring-worker', 'assigned'), ('monitoring-worker', 'delegated'),
  ('case-worker', 'assigned'), ('case-worker', 'delegated'),
  ('installer', 'assigned'), ('installer', 'delegated'),
  ('auditor', 'own-office'),
  ('attorney', 'own-client'),
  ('participant', 'oneself');
grant select on role_reach to attend_app;

-- Which provider works with a person. What stands now is repeated in participant.provider_ids, since a policy cannot ask a
-- table whose own policy asks the first.
create table provider_supervision (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  provider_id uuid not null references provider,
  from_at timestamptz not null default now(),
  to_at timestamptz
);
create index provider_supervision_participant on provider_supervision (participant_id);
create unique index provider_supervision_once on provider_supervision (participant_id, provider_id) where to_at is null;
alter table participant add column provider_ids uuid[] not null default '{}';
-- Whom an office or a provider has, in the list's order or by themselves: lists of who does not see the whole programme begin here.
create index participant_office_reference on participant (programme_id, office_id, reference);
create index provider_supervision_provider on provider_supervision (provider_id, participant_id) where to_at is null;

create function provider_supervision_changed() returns trigger
language plpgsql security definer set search_path = attend, public, pg_temp as $$
begin
  update participant set provider_ids = coalesce((select array_agg(provider_id order by provider_id) from provider_supervision
    where participant_id = new.participant_id and to_at is null), '{}') where id = new.participant_id;
  return null;
end $$;
create trigger provider_supervision_changed after insert or update on provider_supervision
  for each row execute function provider_supervision_changed();

-- An attorney's authority over one person's matter: the person's own or the court's, with its dates.
create table representation (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  staff_id uuid not null references staff,
  authority text not null check (authority in ('participant', 'court')),
  from_at timestamptz not null default now(),
  to_at timestamptz,
  check (to_at is null or to_at > from_at)
);
create index representation_participant on representation (participant_id);
create index representation_staff on representation (staff_id, to_at);

-- The account by which a participant signs in.
create table participant_account (
  staff_id uuid primary key references staff,
  programme_id uuid not null references programme,
  participant_id uuid not null unique references participant
);

-- Somebody is away, and who stands in for them with everybody assigned to them.
create table absence (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  staff_id uuid not null references staff,
  stand_in_id uuid not null references staff,
  from_at timestamptz not null,
  to_at timestamptz not null,
  check (to_at > from_at),
  check (staff_id <> stand_in_id)
);
create index absence_stand_in on absence (stand_in_id, to_at);

-- Somebody without a relation opened a person's record, with a reason, for a limited time. Without its reason the row opens nothing.
create table break_glass (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  staff_id uuid not null references staff,
  at timestamptz not null default now(),
  until_at timestamptz not null,
  -- {reason}
  sealed bytea,
  reviewed_at timestamptz,
  reviewed_by uuid references staff,
  decision text check (decision in ('justified', 'not-justified')),
  -- {note}
  review_sealed bytea,
  check (until_at > at and until_at <= at + interval '60 minutes'),
  check ((reviewed_at is null) = (decision is null) and (reviewed_at is null) = (reviewed_by is null)),
  -- Nobody reviews their own.
  check (reviewed_by <> staff_id)
);
create index break_glass_participant on break_glass (participant_id);
create index break_glass_staff on break_glass (staff_id, until_at);
create index break_glass_open on break_glass (programme_id, at) where reviewed_at is null;

create function acting_programme() returns uuid
language sql stable set search_path = attend, public, pg_temp as $$
  select nullif(current_setting('attend.programme', true), '')::uuid
$$;
create function acting_staff() returns uuid
language sql stable set search_path = attend, public, pg_temp as $$
  select nullif(current_setting('attend.staff', true), '')::uuid
$$;

-- The keys that the transaction's actor holds: the programme's id (everybody in it), or ids of offices, of a provider, of people. A
-- person is seen by whoever holds one of theirs. `p_permitted`: no more than these of the actor's relations («role/relation»), as
-- the policy table permits a route; null: all that role_reach knows. Answers nothing about anybody else's keys.
create function reach(p_permitted text[] default null) returns uuid[]
language plpgsql stable security definer set search_path = attend, public, pg_temp as $$
declare
  me staff%rowtype;
  held text[];
  keys uuid[];
begin
  select * into me from staff where id = acting_staff() and programme_id = acting_programme() and ended_at is null;
  if me.id is null then
    -- A command of the machine's own operator (server/operator), who holds the owner's password besides.
    return case when acting_staff() is null and coalesce(current_setting('attend.operator', true), '') <> ''
      then array[acting_programme()] else '{}' end;
  end if;
  -- A role with no office of its own holds in every office of the agency. A provider's staff have the agency's offices from nowhere.
  select coalesce(array_agg(distinct g.relation), '{}'),
      coalesce(array_agg(distinct coalesce(r.office_id, me.programme_id)) filter (where g.relation = 'own-office' and me.provider_id is null), '{}')
        || case when bool_or(g.relation = 'any') then array[me.programme_id] else '{}' end
    into held, keys
    from staff_role r join role_reach g on g.role = r.role
    where r.staff_id = me.id and r.from_at <= now() and (r.to_at is null or r.to_at > now())
      and (p_permitted is null or r.role || '/' || g.relation = any (p_permitted));
  if me.programme_id = any (keys) then
    return array[me.programme_id];
  end if;
  if me.provider_id is not null and 'own-provider' = any (held) then
    keys := keys || me.provider_id;
  end if;
  return keys || array(
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
end $$;

-- Puts on record that the actor opens the record of the person with this number, and answers whose it is: no row where there is
-- no such person, or where the actor's roles know no breaking of glass. It opens nothing until the reason stands in the row.
create function begin_break_glass(p_reference text, p_minutes integer) returns table (id uuid, participant_id uuid)
language plpgsql security definer set search_path = attend, public, pg_temp as $$
#variable_conflict use_column
begin
  if not exists (select from staff s join staff_role r on r.staff_id = s.id join role_reach g on g.role = r.role
      where s.id = acting_staff() and s.programme_id = acting_programme() and s.ended_at is null and s.provider_id is null
        and g.relation = 'break-glass' and r.from_at <= now() and (r.to_at is null or r.to_at > now())) then
    return;
  end if;
  return query
    insert into break_glass (programme_id, participant_id, staff_id, until_at)
      select p.programme_id, p.id, acting_staff(), now() + make_interval(mins => p_minutes) from participant p
      where p.programme_id = acting_programme() and p.reference = p_reference and p.entered_in_error_at is null
      returning break_glass.id, break_glass.participant_id;
end $$;

-- Whether nobody holds a device now, and since when: what stock may know of one whose holders it may not see.
create function device_unheld(p_device uuid) returns boolean
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select not exists (select from assignment where device_id = p_device and (to_at is null or to_at > now()))
$$;
create function device_free_since(p_device uuid) returns timestamptz
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select max(to_at) from assignment where device_id = p_device and programme_id = acting_programme() having bool_and(to_at <= now())
$$;
-- The highest position that every reader sees committed: a screen has had all up to it, whoever's it was.
create function feed_reached() returns bigint
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select coalesce(max(position), 0) from feed
$$;

revoke execute on function provider_supervision_changed, reach, begin_break_glass, device_unheld, device_free_since, feed_reached from public;
-- Public until now, and of no use to anybody but the gateway and the triggers.
revoke execute on function plan_changed_for, ensure_upload_day from public;
grant execute on function reach, begin_break_glass, device_unheld, device_free_since, feed_reached to attend_app;

do $$
declare
  t text;
begin
  foreach t in array array['provider_supervision', 'representation', 'participant_account', 'absence', 'break_glass']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to attend_owner using (true)', t);
  end loop;
end $$;
grant select, insert, update on provider_supervision, representation, absence to attend_app;
grant select, insert on participant_account to attend_app;
grant select, update (sealed, reviewed_at, reviewed_by, decision, review_sealed) on break_glass to attend_app;
create policy programme_app on absence to attend_app using (programme_id = (select acting_programme()));

-- When clocks are due stood without a wall.
alter table assignment_due enable row level security;
alter table assignment_due force row level security;
create policy owner_all on assignment_due to attend_owner using (true);
create policy gateway on assignment_due to attend_gateway using (true);

-- A person is seen by whoever holds one of their keys. Each `(select …)` is worked out once a statement, and not at all where
-- what stands before it decides: someone who sees the whole programme pays for one comparison a row.
drop policy programme_app on participant;
create policy person_app on participant to attend_app
  using (programme_id = (select acting_programme()) and (
    (select acting_programme() = any (reach()))
    or office_id = any ((select reach())::uuid[])
    or id = any ((select reach())::uuid[])
    or provider_ids && (select reach())))
  with check (programme_id = (select acting_programme()));

-- Everything else of a person is seen by whoever sees the person: the row that it hangs on is asked, through that row's own policy.
-- What is written needs the programme alone, since a person's first rows come before anybody's relation; the use case decides.
-- `p_sees` is an expression over the table's own columns. It asks by a scalar sub-query and not by `exists`, which the planner
-- may turn into a hash of everybody whom the actor sees: one look into an index a row is what it has to cost.
create function guard_by_person(p_table text, p_sees text, p_programme boolean default true) returns void
language plpgsql set search_path = attend, public as $$
declare
  own text := case when p_programme then 'programme_id = (select acting_programme())' else 'true' end;
  -- Who sees everybody in the programme is asked nothing further of a row that says its programme itself.
  sees text := case when p_programme then format('((select acting_programme() = any (reach())) or %s)', p_sees) else p_sees end;
begin
  execute format('drop policy if exists programme_app on %I', p_table);
  execute format('create policy person_app on %I to attend_app using (%s and %s) with check (%s)', p_table, own, sees, own);
end $$;
revoke execute on function guard_by_person from public;

do $$
declare
  t text;
  by_person constant text := '(select true from participant p where p.id = %1$I.participant_id)';
  by_assignment constant text := '(select true from assignment a where a.id = %1$I.assignment_id)';
begin
  foreach t in array array['participant_search', 'supervision', 'court_case', 'supervision_order', 'condition', 'assignment', 'incident',
    'alert', 'access_record', 'enrolment', 'provider_supervision', 'representation', 'participant_account']
  loop
    perform guard_by_person(t, format(by_person, t));
  end loop;
  foreach t in array array['audit_entry', 'feed', 'feed_outbox']
  loop
    perform guard_by_person(t, format('(%1$I.participant_id is null and (select acting_staff()) is not null or ' || by_person || ')', t));
  end loop;
  foreach t in array array['assignment_state', 'assignment_snapshot', 'violation_position', 'alert_occurrence', 'assignment_health']
  loop
    perform guard_by_person(t, format(by_assignment, t));
  end loop;
  perform guard_by_person('rejection', format('(rejection.assignment_id is null and (select acting_staff()) is not null or ' || by_assignment || ')', 'rejection'));
  foreach t in array array['upload', 'assignment_due']
  loop
    perform guard_by_person(t, format(by_assignment, t), false);
  end loop;
  perform guard_by_person('order_version', '(select true from supervision_order o where o.id = order_version.order_id)');
  perform guard_by_person('order_clause', '(select true from order_version v where v.id = order_clause.order_version_id)');
  perform guard_by_person('agreement', '(select true from order_version v where v.id = agreement.order_version_id)');
  perform guard_by_person('condition_exception', '(select true from condition c where c.id = condition_exception.condition_id)');
  perform guard_by_person('alert_transition', '(select true from alert a where a.id = alert_transition.alert_id)');
  -- Stock knows what nobody holds; who holds a device is seen with the person.
  perform guard_by_person('device', '((select true from assignment a where a.device_id = device.id limit 1) or (select acting_staff()) is not null and device_unheld(device.id))');
end $$;

-- One's own breaking of glass is seen besides, also when it has ended.
create policy person_app on break_glass to attend_app
  using (programme_id = (select acting_programme())
    and (staff_id = (select acting_staff()) or (select true from participant p where p.id = break_glass.participant_id)))
  with check (programme_id = (select acting_programme()));

-- The first answer to a write is its writer's.
drop policy programme_app on idempotency_key;
create policy writer_app on idempotency_key to attend_app
  using (programme_id = (select acting_programme()) and actor = (select acting_staff())::text);
