-- What is on no shelf and with nobody is counted along one index, with what is on its way in it: with that left out the count read
-- where every device of the programme is.
set local search_path = attend, public;

drop index device_place_away;
create index device_place_away on device_place (programme_id, kind) include (device_id, shipment_id)
  where to_at is null and kind in ('supplier', 'repair', 'lost', 'transit');

-- Who kept a device that nothing permits any more: what is worn beside what has ended, both along an index.
create index device_place_worn on device_place (programme_id, assignment_id) include (device_id) where kind = 'participant' and to_at is null;
create index assignment_ended on assignment (id) include (to_at) where to_at is not null;
