-- A provider's answer to a finding about somebody who has left it by now. ADR 0050.
set local search_path = attend, public;

-- The provider whose work the actor answers for as a whole: who was assigned single people alone answers for these alone.
create function answers_for_provider() returns uuid
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select s.provider_id from staff s where s.id = acting_staff() and s.programme_id = acting_programme() and s.ended_at is null
    and exists (select from staff_role r join role_reach g on g.role = r.role where r.staff_id = s.id and g.relation = 'own-provider'
      and r.from_at <= now() and (r.to_at is null or r.to_at > now()))
$$;

-- Findings of the actor's own provider's work with people whom it has no more: what was found, and nothing of who it is. The id is for the key
-- under which the finding stands and leaves in no answer. Each reading is put on the person's record in the same step, since nobody here
-- passes the wall by which others are recorded.
create function left_findings(p_id uuid, p_limit integer)
returns table (id uuid, of_person uuid, audit_id uuid, kind text, month text, place integer, case_at timestamptz, finding text, found_at timestamptz,
  found_by text, sealed bytea, answered_at timestamptz, answered_by text, answer_sealed bytea, version integer)
language plpgsql security definer set search_path = attend, public, pg_temp as $$
#variable_conflict use_column
declare
  ours uuid := answers_for_provider();
  shown uuid[];
begin
  if ours is null then
    return;
  end if;
  select array_agg(x.id) into shown from (
    select c.id from provider_audit_case c join participant p on p.id = c.participant_id
    where c.provider_id = ours and c.programme_id = acting_programme() and c.finding is not null and (p_id is null or c.id = p_id)
      and p.entered_in_error_at is null
      and not exists (select from provider_supervision v where v.participant_id = c.participant_id and v.provider_id = ours and v.to_at is null)
    order by c.answered_at is not null, c.found_at desc, c.id limit p_limit) x;
  if p_id is not null then
    perform from provider_audit_case c where c.id = any (shown) for update;
  end if;
  insert into access_record (programme_id, participant_id, staff_id, action, what, purpose)
    select distinct c.programme_id, c.participant_id, acting_staff(), 'list', 'finding about a provider’s work', 'answering a finding'
    from provider_audit_case c where c.id = any (shown) order by c.participant_id
    on conflict (programme_id, participant_id, staff_id, day, what) where action = 'list'
    do update set count = access_record.count + 1, at = now();
  return query select c.id, c.participant_id, c.audit_id, a.kind, to_char(a.month, 'YYYY-MM'), c.place, c.case_at, c.finding, c.found_at,
      (select s.name from staff s where s.id = c.found_by), c.sealed, c.answered_at, (select s.name from staff s where s.id = c.answered_by),
      c.answer_sealed, c.version
    from provider_audit_case c join provider_audit a on a.id = c.audit_id where c.id = any (shown)
    order by c.answered_at is not null, c.found_at desc, c.id;
end $$;

-- Once, and of nothing but what the function above shows.
create function answer_left_finding(p_id uuid, p_version integer, p_sealed bytea) returns boolean
language plpgsql security definer set search_path = attend, public, pg_temp as $$
declare
  ours uuid := answers_for_provider();
begin
  update provider_audit_case c set answered_at = now(), answered_by = acting_staff(), answer_sealed = p_sealed, version = c.version + 1
  where c.id = p_id and c.version = p_version and c.provider_id = ours and c.programme_id = acting_programme() and c.finding is not null
    and c.answered_at is null
    and not exists (select from provider_supervision v where v.participant_id = c.participant_id and v.provider_id = ours and v.to_at is null);
  return found;
end $$;

revoke execute on function answers_for_provider, left_findings, answer_left_finding from public;
grant execute on function left_findings, answer_left_finding to attend_app;
