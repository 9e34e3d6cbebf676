-- Lists of whoever sees some people alone are looked for from these people on, so that they cost what these have and not what the whole
-- programme has: each person is asked along an index that holds little.
set local search_path = attend, public;

create index check_in_to_follow_up_of on check_in (participant_id) where status = 'missed' and followed_up_at is null;

-- As repositories/messages.ts asks: what somebody wanted sent again needs a look until it went. The index before this left it out, so
-- that no statement could use it.
drop index message_attention;
create index message_attention on message (programme_id, (case status when 'unknown' then 0 when 'failed' then 1 else 2 end), due_at desc, id)
  where status in ('unknown', 'failed') and (settled_at is null or settled_as = 'send-again') or status = 'planned' and reason is not null;
create index message_attention_of on message (participant_id)
  where status in ('unknown', 'failed') and (settled_at is null or settled_as = 'send-again') or status = 'planned' and reason is not null;

-- Never put in the place of their calls, as 0034 hoped, and dear to call for each row: statements spell them out (repositories/let-go.ts).
drop function suspended_at, let_go;

-- A hearing to come of which no reminder would reach its person: that few are, and which, is not to be found by asking each of the many.
-- Kept by whatever changes it. Where a number ends in the same moment in which a hearing is entered neither sees the other: the reminder
-- then waits in the outbox for want of a number (MSG), before somebody's eyes too.
alter table hearing add column unreached boolean not null default false;
create function is_reachable(p_person uuid) returns boolean
language plpgsql stable security definer set search_path = attend, public, pg_temp as $$
begin
  return exists (select from contact_point k where k.participant_id = p_person and k.ended_at is null and k.bounced_at is null
    and k.stopped_at is null and k.consent_at is not null and k.consent_withdrawn_at is null);
end $$;
create function note_unreached() returns trigger
language plpgsql security definer set search_path = attend, public, pg_temp as $$
begin
  new.unreached := not is_reachable(new.participant_id);
  return new;
end $$;
create trigger note_unreached before insert or update of status on hearing for each row when (new.status = 'scheduled')
  execute function note_unreached();
create function note_reached() returns trigger
language plpgsql security definer set search_path = attend, public, pg_temp as $$
declare
  who uuid := case when tg_op = 'DELETE' then old.participant_id else new.participant_id end;
  isnt boolean := not is_reachable(who);
begin
  update hearing set unreached = isnt where participant_id = who and status = 'scheduled' and unreached <> isnt;
  return null;
end $$;
create trigger note_reached after insert or delete or update of ended_at, bounced_at, stopped_at, consent_at, consent_withdrawn_at
  on contact_point for each row execute function note_reached();
revoke execute on function is_reachable, note_unreached, note_reached from public;
update hearing set unreached = true where status = 'scheduled' and not is_reachable(participant_id);
create index hearing_unreached on hearing (programme_id, at, id) where status = 'scheduled' and unreached;

-- Whether more share one of these search keys than are asked one by one for who may see them. It chooses how a search goes, not what it finds.
create function is_shared_by_many(p_tokens bigint[]) returns boolean
language plpgsql stable security definer set search_path = attend, public, pg_temp as $$
begin
  return (select count(*) > 50 from (
    select from participant_search where programme_id = acting_programme() and token = any (p_tokens) limit 51) s);
end $$;
revoke execute on function is_shared_by_many from public;
grant execute on function is_shared_by_many to attend_app;
