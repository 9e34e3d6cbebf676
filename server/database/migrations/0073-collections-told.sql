-- Participants are told when and where their device is fetched (FIT-13, FIT-14): its hour, that it is called off, and a letter about it; and a
-- fitting's steps say when each was done.
set local search_path = attend, public;

-- By the programme's own clock; null: nobody named an hour.
alter table device_collection add column collect_time time, add check (collect_time is null or collect_on is not null);
grant update (collect_time) on device_collection to attend_app;

-- Whatever way the device takes from them: what is planned to be told of its collection is told no more.
create or replace function end_collection() returns trigger
language plpgsql security definer set search_path = attend, public, pg_temp as $$
begin
  update device_collection set ended_at = new.to_at where assignment_id = new.assignment_id and ended_at is null;
  update message set status = 'cancelled', reason = null
    where programme_id = new.programme_id and status = 'planned' -- From its sign on to the next one, so that the index of keys is used.
      and key ~>=~ ('collection/' || new.assignment_id || '/') and key ~<~ ('collection/' || new.assignment_id || '0');
  return null;
end $$;

-- When the check-ins were confirmed, as the other steps of a fitting say when; null also of what was confirmed before this.
alter table fitting add column check_ins_at timestamptz;
grant update (check_ins_at) on fitting to attend_app;

alter table letter_template drop constraint letter_template_kind_check,
  add constraint letter_template_kind_check check (kind in ('to-participant', 'hearing-notice', 'check-in-notice', 'check-in-missed', 'review-notice',
    'collection-notice', 'to-attorney', 'appearance-report', 'status-report', 'amend-request'));
alter table letter drop constraint letter_kind_check,
  add constraint letter_kind_check check (kind in ('to-participant', 'hearing-notice', 'check-in-notice', 'check-in-missed', 'review-notice',
    'collection-notice', 'to-attorney', 'appearance-report', 'status-report', 'amend-request')),
  add column collection_id uuid references device_collection on delete set null;
create index letter_collection on letter (collection_id) where collection_id is not null;
