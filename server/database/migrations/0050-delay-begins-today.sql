-- An order that delays disclosure may begin today, also where it is evening when the next day has begun in UTC: twelve hours west at most.
-- As `earliestBeginning` of casework/disclosure/delays.ts.
set local search_path = attend, public;

alter table disclosure_delay drop constraint begins_when_entered,
  add constraint begins_when_entered check (from_at >= entered_at - interval '36 hours');
