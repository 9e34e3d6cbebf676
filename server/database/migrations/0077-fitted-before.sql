-- PRV-7: a device that somebody had before, and gave back before it was decided anew, fitted nobody. As 0054 has it, but for one bound: an
-- assignment that began before the decision (and is over, or there is no case) was taken for the fitting, however long ago it was.
set local search_path = attend, public;

create or replace function fit_time_cases(p_provider uuid, p_from timestamptz, p_to timestamptz, p_limit interval)
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
        and v.technology = a.technology and g.from_at >= a.start and g.from_at <= a.start + p_limit) then 'fitted'
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
