-- What needs somebody is found in its order along one index, ids included: where a thousand numbers ended in one moment all of them were read
-- to part them. And whoever sees some people alone is answered along an index by person that holds only what needs somebody, so that it is
-- small enough to be asked for all of these people at once.
set local search_path = attend, public;

drop index contact_point_bounced;
create index contact_point_bounced on contact_point (programme_id, bounced_at, id) where bounced_at is not null and ended_at is null;
create index contact_point_bounced_of on contact_point (participant_id) where bounced_at is not null and ended_at is null;

drop index message_reply_waiting;
create index message_reply_waiting on message_reply (programme_id, meaning, at, id) where answered_at is null;
create index message_reply_waiting_of on message_reply (participant_id, meaning) where answered_at is null;

drop index check_in_to_follow_up;
create index check_in_to_follow_up on check_in (programme_id, decided_at, id) where status = 'missed' and followed_up_at is null;

create index hearing_unreached_of on hearing (participant_id, at) where status = 'scheduled' and unreached;

-- Rows of these are looked at one by one in lists, before it is known who is on the page: their person is asked for within the plan, which
-- is dearer to start and a tenth a row (docs/decisions/0023).
alter policy person_app on message_reply using (programme_id = (select acting_programme()) and ((select reaches_all())
  or participant_id = any ((select seen_people())::uuid[]) or (select true from participant p where p.id = message_reply.participant_id)));
alter policy person_app on contact_point using (programme_id = (select acting_programme()) and ((select reaches_all())
  or participant_id = any ((select seen_people())::uuid[]) or (select true from participant p where p.id = contact_point.participant_id)));
