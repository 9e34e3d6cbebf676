-- What a day's work leaves behind, so that *Today* shows it until somebody has seen to it. ADR 0028.
set local search_path = attend, public;

-- A reply that asks for help, or that must be read, stands on Today until somebody says that they have seen to it.
alter table message_reply
  add column answered_at timestamptz,
  add column answered_by uuid references staff,
  add check ((answered_at is null) = (answered_by is null));
create index message_reply_waiting on message_reply (programme_id, meaning, at) where answered_at is null;

-- A missed check-in stands there until somebody has followed it up. Whether it counts is another question (CHK-10).
alter table check_in
  add column followed_up_at timestamptz,
  add column followed_up_by uuid references staff,
  add check ((followed_up_at is null) = (followed_up_by is null));
create index check_in_to_follow_up on check_in (programme_id, decided_at) where status = 'missed' and followed_up_at is null;

-- What a planner of reminders looks through.
create index check_in_booked_to_come on check_in (slot_at, id) where status = 'booked';
create index check_in_due_to_come on check_in (due_on, id) where status = 'due';

-- Somebody of the staff heard from the person that they will be there. A moved hearing is another row, and unconfirmed.
create table hearing_confirmation (
  hearing_id uuid primary key references hearing,
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  at timestamptz not null default now(),
  staff_id uuid not null references staff
);

do $$
declare
  t text;
begin
  foreach t in array array['hearing_confirmation']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to attend_owner using (true)', t);
    perform guard_by_person(t, format('(select true from participant p where p.id = %I.participant_id)', t));
  end loop;
end $$;
grant select, insert on hearing_confirmation to attend_app;
grant update (answered_at, answered_by) on message_reply to attend_app;
