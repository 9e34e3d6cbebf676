-- The live feed's order: one sequencer at a time gives positions to what has committed.
set local search_path = attend, public;

-- What happened: the alert's transition, or `changed`. The screens ring for some and not for others.
alter table feed_outbox add column change text not null default 'changed';
alter table feed add column change text not null default 'changed';

create index feed_programme on feed (programme_id, position);

-- Moves what has committed from the outbox to the feed; answers how many rows and their highest position. The lock is held until the end of the
-- transaction, so a higher position never becomes visible before a lower one. Run it alone, not within other work.
create function sequence_feed(p_limit integer, out moved integer, out highest bigint)
language plpgsql security definer set search_path = attend, public as $$
begin
  perform pg_advisory_xact_lock(hashtext('attend.sequence_feed'));
  with taken as (
    delete from feed_outbox where id in (select id from feed_outbox order by id limit p_limit) returning *
  ), placed as (
    insert into feed (programme_id, participant_id, kind, change, entity_id, at)
      select programme_id, participant_id, kind, change, entity_id, at from taken order by id
      returning position
  )
  select count(*), max(position) into moved, highest from placed;
  if moved > 0 then
    perform pg_notify('attend_feed_ready', highest::text);
  end if;
end $$;

-- Below the horizon nothing can be resumed: who comes from there reads the list again.
create function prune_feed(p_keep interval) returns void
language sql security definer set search_path = attend, public as $$
  delete from feed where at < now() - p_keep
$$;

-- The highest position given, over all programmes: where a screen that starts now goes on from. One that was pruned
-- still counts, so that an empty feed does not begin again at nothing.
create function feed_position() returns bigint
language sql stable security definer set search_path = attend, public as $$
  select case when is_called then last_value else 0 end from feed_position_seq
$$;
-- The lowest from which nothing is missing.
create function feed_horizon() returns bigint
language sql stable security definer set search_path = attend, public as $$
  select coalesce((select min(position) - 1 from feed), feed_position())
$$;

revoke execute on function sequence_feed, prune_feed, feed_position, feed_horizon from public;
grant execute on function sequence_feed, prune_feed, feed_position, feed_horizon to attend_app;
