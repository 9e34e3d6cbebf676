-- Who is monitored past the end of the order, found beyond the walls of each row for whoever sees everybody in the programme, and for
-- nobody else: a page of them reads the orders of thousands, and each through the walls was most of what it cost.
set local search_path = attend, public;

-- A page of their ids, by reference. As the question itself says it (repositories/oversight-questions.ts); a test compares the two.
create function past_order_people(p_after text, p_after_id uuid, p_limit integer) returns table (id uuid)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select p.id from participant p
  where (select reaches_all()) and p.programme_id = (select acting_programme()) and p.entered_in_error_at is null and p.merged_into is null
    and exists (select from assignment a where a.participant_id = p.id and a.from_at <= now() and (a.to_at is null or a.to_at > now()))
    and not exists (select from supervision_order o join order_version v on v.order_id = o.id
      where o.participant_id = p.id and o.status = 'active' and o.entered_in_error_at is null and v.effective_at is not null
        and v.from_at <= now() and (v.to_at is null or v.to_at > now()))
    and (p.reference, p.id) > (p_after, p_after_id)
  order by p.reference, p.id limit p_limit
$$;
revoke execute on function past_order_people from public;
grant execute on function past_order_people to attend_app;
