-- Reviews of each person's level, steps down and up, and a contractor's counts beside the record. ADR 0039.
set local search_path = attend, public;

-- As casework/reviews/words.ts: from less to more restrictive.
create function tier_rank(p_tier text) returns integer
language sql immutable strict set search_path = attend, public, pg_temp as $$
  select array_position(array['none', 'phone', 'wrist', 'ankle'], p_tier)
$$;
grant execute on function tier_rank to attend_app;

-- Parameters of reviews. The latest holds; none: the program's own.
create table review_policy (
  programme_id uuid not null references programme,
  revision integer not null check (revision > 0),
  from_at timestamptz not null default now(),
  parameters jsonb not null,
  reason text not null,
  made_by uuid not null references staff,
  primary key (programme_id, revision)
);

-- A step up that somebody asks for. It is none until a second person has approved it.
create table step_up (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  from_tier text not null check (from_tier in ('none', 'phone', 'wrist', 'ankle')),
  to_tier text not null check (to_tier in ('none', 'phone', 'wrist', 'ankle')),
  -- The clause in force that permits it.
  clause_id uuid not null references order_clause,
  asked_at timestamptz not null default now(),
  asked_by uuid not null references staff,
  decided_at timestamptz,
  decided_by uuid references staff,
  decision text check (decision in ('approved', 'refused')),
  -- {reason, lesserMeans, told, note}
  sealed bytea not null,
  version integer not null default 1,
  check (tier_rank(to_tier) > tier_rank(from_tier)),
  check ((decided_at is null) = (decided_by is null) and (decided_at is null) = (decision is null)),
  check (decided_by <> asked_by)
);
create unique index step_up_open on step_up (participant_id) where decided_at is null;
create index step_up_waiting on step_up (programme_id, asked_at) where decided_at is null;
create index step_up_participant on step_up (participant_id, asked_at desc);

create table review (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  due_on date not null,
  cause text not null check (cause in ('interval', 'order', 'harm')),
  -- The level as it stood when it was last looked at; once decided, when it was.
  tier text not null check (tier in ('none', 'phone', 'wrist', 'ankle')),
  tier_since date not null,
  -- What policy's conditions gave: less, or that it stays. More cannot be written here.
  proposal text check (proposal in ('stay', 'step-down', 'end')),
  proposal_to text check (proposal_to in ('none', 'phone', 'wrist')),
  policy_revision integer,
  looked_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid references staff,
  decision text check (decision in ('stay', 'step-down', 'end', 'step-up')),
  tier_to text check (tier_to in ('none', 'phone', 'wrist', 'ankle')),
  step_up_id uuid references step_up,
  -- Nobody decided by the date. Once set it stays, whatever is decided later.
  at_risk_from date,
  -- No order stands any more: there is nothing to review.
  closed_at timestamptz,
  -- What the person has is not of the level that was decided: it is changed, in a time in which an open strap is expected.
  swap_since timestamptz,
  swap_from timestamptz,
  swap_to timestamptz,
  swap_done_at timestamptz,
  swap_done_by uuid references staff,
  -- {reason, told, facts}
  sealed bytea,
  version integer not null default 1,
  check ((proposal = 'step-down') is not distinct from (proposal_to is not null) or proposal is null),
  check (proposal_to is null or tier_rank(proposal_to) < tier_rank(tier)),
  check (proposal is distinct from 'end' or tier = 'none'),
  check ((decided_at is null) = (decided_by is null) and (decided_at is null) = (decision is null) and (decided_at is null) = (tier_to is null)),
  check (decision is null or case decision when 'stay' then tier_to = tier when 'end' then tier_to = 'none'
    when 'step-down' then tier_rank(tier_to) < tier_rank(tier) else tier_rank(tier_to) > tier_rank(tier) end),
  -- Two people, and never one by two accounts: the step up that they made is named.
  check ((decision = 'step-up') is not distinct from (step_up_id is not null) or decision is null),
  check (decided_at is not null or sealed is null),
  check (num_nonnulls(swap_from, swap_to) <> 1 and (swap_to is null or swap_from < swap_to)),
  check (swap_since is not null or num_nonnulls(swap_from, swap_to, swap_done_at) = 0)
);
create unique index review_open on review (participant_id) where decided_at is null and closed_at is null;
create index review_due on review (programme_id, due_on, id) where decided_at is null and closed_at is null;
create index review_proposed on review (programme_id, due_on, id) where decided_at is null and closed_at is null and proposal <> 'stay';
create index review_late on review (programme_id, due_on, id) where decided_at is null and closed_at is null and at_risk_from is not null;
create index review_participant on review (participant_id, decided_at desc);
create index review_step_up on review (step_up_id) where step_up_id is not null;
create index review_swap on review (programme_id, swap_since, id) where swap_since is not null and swap_done_at is null;
create index review_swap_of on review (participant_id) where swap_since is not null and swap_done_at is null;
create trigger hold_risk before update on review for each row execute function hold_risk();

-- The decision that a condition ended with.
alter table condition add column ended_review_id uuid references review on delete set null;
create index condition_ended_review on condition (ended_review_id) where ended_review_id is not null;

-- A step up is what two people asked for and approved, to the letter: held here, whatever the SQL.
create function hold_step_up() returns trigger
language plpgsql security definer set search_path = attend, public, pg_temp as $$
begin
  if new.decision = 'step-up' and not exists (select from step_up u where u.id = new.step_up_id and u.participant_id = new.participant_id
      and u.decision = 'approved' and u.to_tier = new.tier_to and u.decided_by = new.decided_by and not same_person(u.asked_by, u.decided_by)) then
    raise exception 'a step up is asked for by one person and approved by another' using errcode = 'check_violation';
  end if;
  return new;
end $$;
revoke execute on function hold_step_up from public;
create trigger hold_step_up before insert or update on review for each row when (new.decision = 'step-up') execute function hold_step_up();

-- Nothing is fitted above what the last decision that changed the level says.
create function hold_tier() returns trigger
language plpgsql security definer set search_path = attend, public, pg_temp as $$
declare
  decided review%rowtype;
begin
  select * into decided from review where participant_id = new.participant_id and decision <> 'stay' and decided_at is not null
    order by decided_at desc, id desc limit 1;
  if decided.id is not null and new.from_at >= decided.decided_at
    and tier_rank((select technology from device d where d.id = new.device_id)) > tier_rank(decided.tier_to) then
    raise exception 'a device above the level that was decided needs a step up' using errcode = 'check_violation', constraint = 'assignment_tier';
  end if;
  return new;
end $$;
create trigger hold_tier before insert on assignment for each row execute function hold_tier();

-- What was to be changed is, once what the person has is of the level that was decided.
create function end_swap() returns trigger
language plpgsql security definer set search_path = attend, public, pg_temp as $$
begin
  update review r set swap_done_at = now(), version = version + 1
  where r.participant_id = new.participant_id and r.swap_since is not null and r.swap_done_at is null
    and tier_rank(r.tier_to) = coalesce((select max(tier_rank(d.technology)) from assignment a join device d on d.id = a.device_id
      where a.participant_id = new.participant_id and a.from_at <= now() and (a.to_at is null or a.to_at > now())), 1);
  return null;
end $$;
create trigger end_swap after insert or update of to_at on assignment for each row execute function end_swap();
revoke execute on function hold_tier, end_swap from public;

-- How many people have what, where, for how long, and how many of them wait to be reviewed: numbers of the whole programme, and nobody.
create function count_tiers() returns table (office text, tier text, people integer, days double precision, longest double precision, overdue integer)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select o.name, t.tier, count(*)::int, avg(t.days)::float8, max(t.days)::float8,
    (count(*) filter (where exists (select from review r where r.participant_id = t.participant_id and r.decided_at is null and r.closed_at is null
      and r.at_risk_from is not null)))::int
  from (
    select distinct on (a.participant_id) a.participant_id, d.technology as tier, extract(epoch from now() - a.from_at) / 86400 as days
    from assignment a join device d on d.id = a.device_id
    where a.programme_id = acting_programme() and a.from_at <= now() and (a.to_at is null or a.to_at > now())
    order by a.participant_id, tier_rank(d.technology) desc, a.from_at
  ) t join participant p on p.id = t.participant_id and p.entered_in_error_at is null left join office o on o.id = p.office_id
  group by o.name, t.tier
$$;
-- The same of one provider's people at an instant: what its count is compared with.
create function count_provider_tiers(p_provider uuid, p_at timestamptz) returns table (office text, tier text, people integer)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select coalesce(o.name, ''), t.tier, count(*)::int
  from (
    select s.participant_id, coalesce((select d.technology from assignment a join device d on d.id = a.device_id
        where a.participant_id = s.participant_id and a.from_at <= p_at and (a.to_at is null or a.to_at > p_at)
        order by tier_rank(d.technology) desc limit 1), 'none') as tier
    from provider_supervision s
    where s.programme_id = acting_programme() and s.provider_id = p_provider and s.from_at <= p_at and (s.to_at is null or s.to_at > p_at)
    group by s.participant_id
  ) t join participant p on p.id = t.participant_id and p.entered_in_error_at is null left join office o on o.id = p.office_id
  group by 1, 2
$$;
revoke execute on function count_tiers, count_provider_tiers from public;
grant execute on function count_tiers, count_provider_tiers to attend_app;

-- A contractor's own count of a month's last instant. About nobody.
create table provider_count (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  provider_id uuid not null references provider,
  month date not null check (extract(day from month) = 1),
  told_at timestamptz not null default now(),
  told_by uuid not null references staff,
  -- [{office, tier, people}]
  told jsonb not null,
  published_at timestamptz,
  published_by uuid references staff,
  -- The table as it was published: [{office, tier, told, record, explanation}]
  published jsonb,
  version integer not null default 1,
  unique (programme_id, provider_id, month),
  check ((published_at is null) = (published_by is null) and (published_at is null) = (published is null))
);
-- Why a line differs. It holds for the two figures that it was said of, and no others.
create table provider_count_difference (
  count_id uuid not null references provider_count on delete cascade,
  programme_id uuid not null references programme,
  office text not null,
  tier text not null check (tier in ('none', 'phone', 'wrist', 'ankle')),
  told integer not null,
  record integer not null,
  explanation text not null,
  explained_at timestamptz not null default now(),
  explained_by uuid not null references staff,
  primary key (count_id, office, tier, told, record)
);

do $$
declare
  t text;
begin
  foreach t in array array['review_policy', 'step_up', 'review', 'provider_count', 'provider_count_difference']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to attend_owner using (true)', t);
  end loop;
  foreach t in array array['review_policy', 'provider_count', 'provider_count_difference']
  loop
    execute format('create policy programme_app on %I to attend_app using (programme_id = (select acting_programme()))', t);
  end loop;
  perform guard_by_person('review', '(select true from participant p where p.id = review.participant_id)');
  perform guard_by_person('step_up', '(select true from participant p where p.id = step_up.participant_id)');
end $$;
grant select, insert on review_policy, provider_count, provider_count_difference, step_up, review to attend_app;
grant update (told, told_at, told_by, published_at, published_by, published, version) on provider_count to attend_app;
grant update (decided_at, decided_by, decision, sealed, version) on step_up to attend_app;
grant update (due_on, cause, tier, tier_since, proposal, proposal_to, policy_revision, looked_at, decided_at, decided_by, decision, tier_to, step_up_id,
  at_risk_from, closed_at, swap_since, swap_from, swap_to, swap_done_at, swap_done_by, sealed, version) on review to attend_app;
