-- Providers: contracts with targets measured from the record, transfers of people between providers, audits by sample. ADR 0041.
set local search_path = attend, public;

-- The provider for which the transaction's actor works; null: the agency's own, or nobody.
create function acting_provider() returns uuid
language sql stable as $$
  select s.provider_id from attend.staff s where s.id = attend.acting_staff()
$$;
revoke execute on function acting_provider from public;
grant execute on function acting_provider to attend_app;

-- A contract's standing period; what it asks for stands in its versions. Two of one provider never hold on the same day.
create table provider_contract (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  provider_id uuid not null references provider,
  reference text not null,
  from_on date not null,
  -- The last day on which it holds; null: until further notice.
  to_on date,
  version integer not null default 1,
  check (to_on is null or from_on <= to_on),
  constraint provider_contract_once exclude using gist (provider_id with =, daterange(from_on, to_on, '[]') with &&)
);
create index provider_contract_programme on provider_contract (programme_id, provider_id);

create table provider_contract_version (
  contract_id uuid not null references provider_contract,
  version integer not null check (version > 0),
  programme_id uuid not null references programme,
  provider_id uuid not null references provider,
  -- The first: the contract's own first day. A later one: the first of a month, so that no month has two targets.
  holds_from date not null,
  -- As it was agreed with this version.
  to_on date,
  sites uuid[] not null default '{}',
  -- [{measure, limit, targetTenths, clause}]
  items jsonb not null,
  reason text not null,
  made_at timestamptz not null default now(),
  made_by uuid not null references staff,
  primary key (contract_id, version),
  check (version = 1 or extract(day from holds_from) = 1)
);

-- What the record said of a month when it was last measured: lists read it, since measuring reads a month of everybody's rows.
create table provider_measurement (
  contract_id uuid not null references provider_contract,
  month date not null check (extract(day from month) = 1),
  programme_id uuid not null references programme,
  provider_id uuid not null references provider,
  contract_version integer not null,
  measured_at timestamptz not null default now(),
  -- [{measure, limit, targetTenths, kept, notKept, notKnown, people, hash}]
  figures jsonb not null,
  primary key (contract_id, month)
);

-- A month's figures as somebody signed them, with the hash of the cases that they were made of. Never changed: a later correction of the
-- record shows as a difference.
create table provider_statement (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  provider_id uuid not null references provider,
  contract_id uuid not null references provider_contract,
  month date not null check (extract(day from month) = 1),
  contract_version integer not null,
  figures jsonb not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  note text,
  signed_at timestamptz not null default now(),
  signed_by uuid not null references staff,
  unique (contract_id, month)
);

-- Everybody who is moved from one provider to another, on a day and in one step.
create table provider_transfer (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  from_id uuid not null references provider,
  to_id uuid not null references provider,
  on_day date not null,
  asked_at timestamptz not null default now(),
  asked_by uuid not null references staff,
  carried_out_at timestamptz,
  cancelled_at timestamptz,
  cancelled_by uuid references staff,
  -- How many were asked for, and how many moved.
  people integer not null check (people > 0),
  moved integer,
  -- The transfer that this one took back.
  undoes uuid unique references provider_transfer,
  -- {reason}, under the programme's key: it is about no one person.
  sealed bytea not null,
  version integer not null default 1,
  check (from_id <> to_id),
  check (carried_out_at is null or cancelled_at is null),
  check ((cancelled_at is null) = (cancelled_by is null)),
  check ((carried_out_at is null) = (moved is null))
);
create index provider_transfer_programme on provider_transfer (programme_id, asked_at desc);
create index provider_transfer_waiting on provider_transfer (on_day) where carried_out_at is null and cancelled_at is null;

create table provider_transfer_person (
  transfer_id uuid not null references provider_transfer,
  participant_id uuid not null references participant,
  programme_id uuid not null references programme,
  moved boolean not null default false,
  -- What of the old provider's staff ended with it: [{staff, role}]. Moved back, they have the person again.
  staff_before jsonb not null default '[]',
  primary key (transfer_id, participant_id)
);
create index provider_transfer_person_participant on provider_transfer_person (participant_id);

-- A month's cases of one kind, some of them drawn. Whoever has seed and list draws the same: the least SHA-256 of «seed/case» come first.
create table provider_audit (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  provider_id uuid not null references provider,
  kind text not null check (kind in ('check-ins', 'alerts', 'fittings')),
  month date not null check (extract(day from month) = 1),
  seed text not null check (seed ~ '^[0-9a-f]{64}$'),
  population integer not null check (population > 0),
  -- Of the cases' ids in order, a line each.
  population_hash text not null check (population_hash ~ '^[0-9a-f]{64}$'),
  size integer not null check (size between 1 and population),
  drawn_at timestamptz not null default now(),
  drawn_by uuid not null references staff,
  closed_at timestamptz,
  closed_by uuid references staff,
  version integer not null default 1,
  check ((closed_at is null) = (closed_by is null))
);
create index provider_audit_programme on provider_audit (programme_id, provider_id, drawn_at desc);

create table provider_audit_case (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  audit_id uuid not null references provider_audit,
  provider_id uuid not null references provider,
  place integer not null check (place > 0),
  case_id text not null,
  case_at timestamptz not null,
  finding text check (finding in ('in-order', 'not-in-order', 'not-known')),
  found_at timestamptz,
  found_by uuid references staff,
  -- {reason}
  sealed bytea,
  answered_at timestamptz,
  answered_by uuid references staff,
  -- {answer}
  answer_sealed bytea,
  version integer not null default 1,
  unique (audit_id, place),
  check ((finding is null) = (found_at is null) and (finding is null) = (found_by is null) and (finding is null) = (sealed is null)),
  check ((answered_at is null) = (answered_by is null) and (answered_at is null) = (answer_sealed is null)),
  check (answered_at is null or finding is not null)
);
create index provider_audit_case_participant on provider_audit_case (participant_id);
create index provider_audit_case_unanswered on provider_audit_case (provider_id, found_at) where finding is not null and answered_at is null;

do $$
declare
  t text;
begin
  foreach t in array array['provider_contract', 'provider_contract_version', 'provider_measurement', 'provider_statement', 'provider_transfer',
    'provider_transfer_person', 'provider_audit', 'provider_audit_case']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to attend_owner using (true)', t);
  end loop;
  -- A provider's staff see what is their own provider's, whatever the SQL.
  foreach t in array array['provider_contract', 'provider_contract_version', 'provider_measurement', 'provider_statement', 'provider_audit']
  loop
    execute format('create policy programme_app on %I to attend_app using (programme_id = (select acting_programme())
      and ((select acting_provider()) is null or provider_id = (select acting_provider())))', t);
  end loop;
  perform guard_by_person('provider_transfer_person', '(select true from participant p where p.id = provider_transfer_person.participant_id)');
  perform guard_by_person('provider_audit_case', '(select true from participant p where p.id = provider_audit_case.participant_id)');
end $$;
-- Who went where is the agency's alone.
create policy programme_app on provider_transfer to attend_app
  using (programme_id = (select acting_programme()) and (select acting_provider()) is null);
-- Findings of another provider's work on somebody who is with this one by now are not theirs to read.
create policy own_provider on provider_audit_case as restrictive to attend_app
  using ((select acting_provider()) is null or provider_id = (select acting_provider())) with check (true);

grant select, insert on provider_contract, provider_contract_version, provider_measurement, provider_statement, provider_transfer,
  provider_transfer_person, provider_audit, provider_audit_case to attend_app;
grant update (to_on, version) on provider_contract to attend_app;
grant update (contract_version, measured_at, figures) on provider_measurement to attend_app;
grant update (carried_out_at, cancelled_at, cancelled_by, moved, version) on provider_transfer to attend_app;
grant update (moved, staff_before) on provider_transfer_person to attend_app;
grant update (closed_at, closed_by, version) on provider_audit to attend_app;
grant update (finding, found_at, found_by, sealed, answered_at, answered_by, answer_sealed, version) on provider_audit_case to attend_app;

-- A provider's own offices: an administrator who opens one says whose it is.
create index office_provider on office (provider_id) where provider_id is not null;

-- 2. Cases of each measure, from the record alone: one function a measure, with the words of packages/casework/providers/measures. They run
-- with the rights of who calls them: the application sees cases of people whom its actor sees, and the counts below see them all.
create index check_in_attempt_at on check_in_attempt (programme_id, at) where way = 'call';

-- PRV-7: a device that was decided, of people with the provider; by when it was to be fitted.
create function fit_time_cases(p_provider uuid, p_from timestamptz, p_to timestamptz, p_limit interval)
returns table (id text, participant_id uuid, at timestamptz, said text)
language sql stable as $$
  with decided as (
    select c.id, o.participant_id, substr(c.kind, 12) as technology, greatest(v.effective_at, c.from_at) as at,
      least(c.to_at, v.to_at, o.ended_at) as until, v.effective_by = 'import' as imported
    from order_clause c join order_version v on v.id = c.order_version_id join supervision_order o on o.id = v.order_id
    where c.kind in ('technology-ankle', 'technology-wrist', 'technology-phone') and v.effective_at is not null and o.entered_in_error_at is null
      -- What an amendment only repeats was decided before.
      and not exists (select from order_version w join order_clause d on d.order_version_id = w.id
        where w.order_id = v.order_id and w.version < v.version and w.effective_at is not null and d.kind = c.kind)
    union all
    select r.id, r.participant_id, r.tier_to, r.decided_at, null, false from review r where r.swap_since is not null and r.tier_to <> 'none'
  ), asked as (
    select d.id, d.participant_id, d.technology, d.until, d.imported, greatest(d.at, s.from_at) as start, s.to_at as with_until
    from provider_supervision s join decided d on d.participant_id = s.participant_id
    where s.provider_id = p_provider and s.from_at < p_to and (s.to_at is null or s.to_at > greatest(d.at, s.from_at))
      and (d.until is null or d.until > greatest(d.at, s.from_at))
  )
  select a.id::text, a.participant_id, a.start,
    case
      when exists (select from assignment g join device v on v.id = g.device_id where g.participant_id = a.participant_id
        and v.technology = a.technology and g.from_at <= a.start + p_limit) then 'fitted'
      when a.imported then 'imported'
      when a.with_until <= a.start + p_limit or a.until <= a.start + p_limit then 'ended'
      when exists (select from suspension u where u.participant_id = a.participant_id and u.entered_in_error_at is null
        and u.from_at < a.start + p_limit and (u.to_at is null or u.to_at > a.start)) then 'suspended'
      else 'not-fitted' end
  from asked a join participant p on p.id = a.participant_id and p.entered_in_error_at is null
  where a.start + p_limit >= p_from and a.start + p_limit < p_to
    -- Whoever had it already was fitted by nobody.
    and not exists (select from assignment g join device v on v.id = g.device_id where g.participant_id = a.participant_id
      and v.technology = a.technology and g.from_at < a.start and (g.to_at is null or g.to_at > a.start))
$$;

-- PRV-8: alerts of people who were with the provider when they were raised, as they stood when their time was up.
create function alert_look_cases(p_provider uuid, p_from timestamptz, p_to timestamptz, p_limit interval)
returns table (id text, participant_id uuid, at timestamptz, said text)
language sql stable as $$
  select a.id::text, a.participant_id, a.raised_at,
    case
      when l.at <= a.raised_at + p_limit then case when l.own then 'looked' else 'looked-by-others' end
      when g.at <= a.raised_at + p_limit then 'taken-back'
      when a.raised_at + p_limit <= now() then 'late'
      else 'waiting' end
  from provider_supervision s
    join alert a on a.participant_id = s.participant_id and a.raised_at >= greatest(p_from, s.from_at)
      and a.raised_at < least(p_to, coalesce(s.to_at, p_to))
    join participant p on p.id = a.participant_id and p.entered_in_error_at is null
    left join lateral (select t.at, f.provider_id is not distinct from p_provider as own from alert_transition t join staff f on f.id = t.staff_id
      where t.alert_id = a.id order by t.id limit 1) l on true
    left join lateral (select min(t.at) as at from alert_transition t
      where t.alert_id = a.id and t.staff_id is null and t.kind in ('withdrawn', 'closed')) g on true
  where s.provider_id = p_provider and s.from_at < p_to and (s.to_at is null or s.to_at > p_from)
$$;

-- PRV-9: check-ins whose window ended while the person was with the provider; not those at another provider's office.
create function check_in_cases(p_provider uuid, p_from timestamptz, p_to timestamptz, p_limit interval)
returns table (id text, participant_id uuid, at timestamptz, said text)
language sql stable as $$
  select c.id::text, c.participant_id, w.at,
    case when c.status in ('due', 'booked') then 'left-open' else c.status end
  from provider_supervision s
    join check_in c on c.participant_id = s.participant_id
    join participant p on p.id = c.participant_id and p.entered_in_error_at is null
    join office o on o.id = c.office_id
    -- Noon of the window's last day, by the office's clock.
    cross join lateral (select (c.window_to + time '12:00') at time zone o.timezone as at) w
  where s.provider_id = p_provider and s.from_at < p_to and (s.to_at is null or s.to_at > p_from)
    and w.at >= greatest(p_from, s.from_at) and w.at < least(p_to, coalesce(s.to_at, p_to))
    and c.status <> 'ended' and c.entered_in_error_at is null and (o.provider_id is null or o.provider_id = p_provider)
$$;

-- PRV-10: calls that the provider's staff put on record.
create function call_cases(p_provider uuid, p_from timestamptz, p_to timestamptz, p_limit interval)
returns table (id text, participant_id uuid, at timestamptz, said text)
language sql stable as $$
  select t.id::text, t.participant_id, t.at, t.result
  from check_in_attempt t join staff f on f.id = t.by_id and f.provider_id = p_provider
    join participant p on p.id = t.participant_id and p.entered_in_error_at is null
  where t.programme_id = f.programme_id and t.way = 'call' and t.at >= p_from and t.at < p_to and t.entered_in_error_at is null
  union all
  select t.id::text, t.participant_id, t.at, t.result
  from contact_entry t join staff f on f.id = t.by_id and f.provider_id = p_provider
    join participant p on p.id = t.participant_id and p.entered_in_error_at is null
  where t.programme_id = f.programme_id and t.kind = 'call' and t.at >= p_from and t.at < p_to and t.entered_in_error_at is null
$$;

-- PRV-11: complaints about the provider, by the last answer.
create function complaint_cases(p_provider uuid, p_from timestamptz, p_to timestamptz, p_limit interval)
returns table (id text, participant_id uuid, at timestamptz, said text)
language sql stable as $$
  select c.id::text, c.participant_id, c.closed_at, coalesce(c.appeal_outcome, c.outcome)
  from complaint c
  where c.concerned_provider = p_provider and c.closed_at >= p_from and c.closed_at < p_to
$$;
create index complaint_provider on complaint (concerned_provider, closed_at) where concerned_provider is not null;

create function measured_cases(p_measure text, p_provider uuid, p_from timestamptz, p_to timestamptz, p_limit interval)
returns table (id text, participant_id uuid, at timestamptz, said text)
language plpgsql stable as $$
begin
  case p_measure
    when 'fit-time' then return query select * from fit_time_cases(p_provider, p_from, p_to, p_limit);
    when 'alert-look' then return query select * from alert_look_cases(p_provider, p_from, p_to, p_limit);
    when 'check-ins-completed' then return query select * from check_in_cases(p_provider, p_from, p_to, p_limit);
    when 'calls-answered' then return query select * from call_cases(p_provider, p_from, p_to, p_limit);
    when 'complaints' then return query select * from complaint_cases(p_provider, p_from, p_to, p_limit);
  end case;
end $$;

-- Whether the actor may have a provider's numbers: of their own programme, and of their own provider where they work for one.
create function may_measure(p_provider uuid) returns boolean
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select exists (select from provider v where v.id = p_provider and v.programme_id = acting_programme())
    and (acting_provider() is null or acting_provider() = p_provider)
$$;
-- The same cases, all of them: how many the record says what of, and a hash of which. Numbers, and nobody.
create function count_measured(p_measure text, p_provider uuid, p_from timestamptz, p_to timestamptz, p_limit interval)
returns table (said text, cases integer, hash text)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select c.said, count(*)::int, encode(sha256(convert_to(string_agg(c.id, ',' order by c.id), 'UTF8')), 'hex')
  from measured_cases(p_measure, p_provider, p_from, p_to, p_limit) c
  where may_measure(p_provider)
  group by c.said
$$;
-- How many people were with a provider on any day of a span.
create function count_provider_people(p_provider uuid, p_from timestamptz, p_to timestamptz) returns integer
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select count(distinct s.participant_id)::int from provider_supervision s
    join participant p on p.id = s.participant_id and p.entered_in_error_at is null
  where s.provider_id = p_provider and s.from_at < p_to and (s.to_at is null or s.to_at > p_from) and may_measure(p_provider)
$$;
-- Complaints about a provider that wait, and those whose day has passed: for whoever oversees, never for the provider itself.
create function count_provider_complaints(p_provider uuid, p_today date) returns table (open integer, overdue integer)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select count(*)::int, (count(*) filter (where case c.status when 'received' then c.acknowledge_by else c.answer_by end < p_today))::int
  from complaint c
  where c.concerned_provider = p_provider and c.closed_at is null and c.programme_id = acting_programme() and acting_provider() is null
    and not acting_staff() = any (c.concerned_staff)
$$;
-- How many of a sample's cases were found what. Numbers, whole also where a viewer sees some of the people alone.
create function count_audit_findings(p_audit uuid) returns table (finding text, cases integer)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select c.finding, count(*)::int from provider_audit_case c join provider_audit a on a.id = c.audit_id
  where a.id = p_audit and may_measure(a.provider_id) group by c.finding
$$;
revoke execute on function fit_time_cases, alert_look_cases, check_in_cases, call_cases, complaint_cases, measured_cases, may_measure, count_measured,
  count_provider_people, count_provider_complaints, count_audit_findings from public;
grant execute on function fit_time_cases, alert_look_cases, check_in_cases, call_cases, complaint_cases, measured_cases, may_measure, count_measured,
  count_provider_people, count_provider_complaints, count_audit_findings to attend_app;
