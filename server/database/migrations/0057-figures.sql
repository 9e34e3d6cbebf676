-- Figures of a whole programme that are counted by the clock, and a step up that is taken back. ADR 0044.
set local search_path = attend, public;

-- What was counted of a programme, and when: numbers, and nobody.
create table standing_figure (
  programme_id uuid not null references programme,
  name text not null check (name in ('tier-times', 'gaps', 'fitted', 'provider-tiers')),
  counted_at timestamptz not null,
  content jsonb not null,
  primary key (programme_id, name)
);
alter table standing_figure enable row level security;
alter table standing_figure force row level security;
create policy owner_all on standing_figure to attend_owner using (true);
create policy programme_app on standing_figure for select to attend_app using (programme_id = (select acting_programme()));
grant select on standing_figure to attend_app;

-- What lies on shelves, and how many there are of each model, is read from these alone.
create index device_place_shelf on device_place (programme_id, office_id) include (device_id, damaged) where kind = 'office' and to_at is null;
create index device_of_model on device (programme_id, model_id) where model_id is not null and retired_at is null;
create index device_equipment on device (id) include (model_id, quarantined_at);

-- In place of stock_figures: what lies there is counted when it is asked for, what was fitted from there by the clock.
create function stock_shelves() returns table (office_id uuid, model_id uuid, usable integer, damaged integer, quarantined integer)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select p.office_id, d.model_id, (count(*) filter (where not p.damaged and d.quarantined_at is null))::int,
    (count(*) filter (where p.damaged))::int, (count(*) filter (where not p.damaged and d.quarantined_at is not null))::int
  from device_place p join device d on d.id = p.device_id
  where p.programme_id = acting_programme() and p.kind = 'office' and p.to_at is null and acting_staff() is not null group by 1, 2
$$;
create function stock_fitted(p_weeks integer) returns table (office_id uuid, model_id uuid, fitted integer)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select o.id, d.model_id, count(*)::int
  from office o join device_place p on p.from_office_id = o.id and p.kind = 'participant' and p.from_at > now() - make_interval(weeks => p_weeks)
    join device d on d.id = p.device_id
  where o.programme_id = acting_programme() group by 1, 2
$$;
-- Since when places are on record.
create function stock_since() returns timestamptz
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select min(p.from_at) from device_place p where p.programme_id = acting_programme() and p.kind = 'office' and acting_staff() is not null
$$;
drop function stock_figures(integer);
revoke execute on function stock_shelves, stock_fitted, stock_since from public;
grant execute on function stock_shelves, stock_fitted, stock_since to attend_app;

-- As in 0048, of all of a provider's people at once.
create or replace function count_provider_tiers(p_provider uuid, p_at timestamptz) returns table (office text, tier text, people integer)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  with theirs as (
    select distinct s.participant_id from provider_supervision s
    where s.programme_id = acting_programme() and s.provider_id = p_provider and s.from_at <= p_at and (s.to_at is null or s.to_at > p_at)
  ), worn as (
    select a.participant_id, max(tier_rank(d.technology)) as rank from theirs t join assignment a on a.participant_id = t.participant_id
      join device d on d.id = a.device_id
    where a.from_at <= p_at and (a.to_at is null or a.to_at > p_at) group by 1
  )
  select coalesce(o.name, ''), (array['none', 'phone', 'wrist', 'ankle'])[coalesce(w.rank, 1)], count(*)::int
  from theirs t join participant p on p.id = t.participant_id and p.entered_in_error_at is null
    left join worn w on w.participant_id = t.participant_id left join office o on o.id = p.office_id
  group by 1, 2
$$;

-- Whoever asked for a step up takes it back while it waits: less is asked by that, and one person's word is enough.
alter table step_up drop constraint step_up_decision_check, drop constraint step_up_check2,
  add constraint step_up_decision_check check (decision in ('approved', 'refused', 'withdrawn')),
  add constraint step_up_second_person check (decided_by is null or (decision = 'withdrawn') = (decided_by = asked_by));
