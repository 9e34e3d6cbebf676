-- What is on no shelf and with nobody is counted along one index, with what is on its way in it: with that left out the count read
-- where every device of the programme is.
set local search_path = attend, public;

drop index device_place_away;
create index device_place_away on device_place (programme_id, kind) include (device_id, shipment_id)
  where to_at is null and kind in ('supplier', 'repair', 'lost', 'transit');

-- Who kept a device that nothing permits any more: what is worn beside what has ended, both along an index.
create index device_place_worn on device_place (programme_id, assignment_id) include (device_id) where kind = 'participant' and to_at is null;
create index assignment_ended on assignment (id) include (to_at) where to_at is not null;

-- As in 0054: who was entered in error is taken off instead of everybody's row being read, and those a provider ever had lie along one index.
create index provider_supervision_in on provider_supervision (provider_id, participant_id) include (from_at, to_at);
create index participant_in_error on participant (id) where entered_in_error_at is not null;
create or replace function count_provider_people(p_provider uuid, p_from timestamptz, p_to timestamptz) returns integer
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select count(*)::int from (
    select s.participant_id from provider_supervision s
    where s.provider_id = p_provider and s.from_at < p_to and (s.to_at is null or s.to_at > p_from) and may_measure(p_provider) group by 1) s
  where not exists (select from participant p where p.id = s.participant_id and p.entered_in_error_at is not null)
$$;

-- Devices of which nobody can say where they are, or which nobody fetched, and since when: found among all of a programme's, beyond the
-- walls of each row, since it is equipment and nobody stands in it.
create function unaccounted_devices(p_kind text) returns table (id uuid, since timestamptz)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select l.device_id, l.from_at from device_place l
  where p_kind = 'lost' and l.programme_id = acting_programme() and l.to_at is null and l.kind = 'lost'
  union all
  select l.device_id, l.from_at from device_place l
  where p_kind = 'long-in-transit' and l.programme_id = acting_programme() and l.to_at is null and l.kind = 'transit' and l.from_at < now() - interval '14 days'
  union all
  -- Having no place is the rarer, and is found in two indexes alone: all else is asked of those.
  select d.id, null from (
    select e.id from device e where p_kind = 'nowhere' and not exists (select from device_place l where l.device_id = e.id and l.to_at is null) offset 0) n
    join device d on d.id = n.id
  where d.programme_id = acting_programme() and d.retired_at is null
    and not exists (select from assignment a where a.device_id = d.id and (a.to_at is null or a.to_at > now()))
  union all
  select l.device_id, a.to_at from device_place l join assignment a on a.id = l.assignment_id
  where p_kind = 'not-collected' and l.programme_id = acting_programme() and l.to_at is null and l.kind = 'participant' and a.to_at < now() - interval '7 days'
$$;
revoke execute on function unaccounted_devices from public;
grant execute on function unaccounted_devices to attend_app;
