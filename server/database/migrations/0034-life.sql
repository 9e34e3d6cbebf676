-- Life as it is: what was done with a person outside of the program, what was entered in error, when clocks stand still. ADR 0026.
set local search_path = attend, public;

-- A call, a visit, a letter or a note, as whoever did it enters it. Never edited: a wrong one is marked, and another one entered.
create table contact_entry (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  kind text not null check (kind in ('call', 'visit', 'letter', 'note')),
  place text check (place in ('home', 'office', 'field')),
  result text check (result in ('reached', 'no-answer', 'contact-wrong', 'sent')),
  -- When it was done; when it was entered is created_at.
  at timestamptz not null,
  by_id uuid not null references staff,
  -- {text}
  sealed bytea not null,
  created_at timestamptz not null default now(),
  entered_in_error_at timestamptz,
  check ((kind = 'visit') = (place is not null)),
  check ((kind = 'note') = (result is null))
);
create index contact_entry_participant on contact_entry (participant_id, at desc, id);

-- Who said of which record that it was entered in error, and why. The record itself stays as it was, and says since when.
create table error_mark (
  entity text not null check (entity in ('contact-entry', 'suspension', 'hearing', 'check-in', 'contact-attempt', 'exception')),
  entity_id uuid not null,
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  at timestamptz not null default now(),
  by_id uuid not null references staff,
  -- {reason}
  sealed bytea not null,
  primary key (entity, entity_id)
);
create index error_mark_participant on error_mark (participant_id);

do $$
declare
  t text;
begin
  foreach t in array array['contact_entry', 'error_mark']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to attend_owner using (true)', t);
    perform guard_by_person(t, format('(select true from participant p where p.id = %I.participant_id)', t));
  end loop;
end $$;
grant select, insert on contact_entry, error_mark to attend_app;
grant update (entered_in_error_at) on contact_entry to attend_app;

-- Spans in which clocks stand still for a person: nothing of the time counts, silence is expected, nobody asks after check-ins, nothing
-- is sent. A later one may follow; none after a death. It replaces participant.suspended_from, which knew no end.
create table suspension (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  kind text not null check (kind in ('custody', 'hospital', 'death', 'moved', 'other')),
  from_at timestamptz not null,
  -- Null: until somebody says that it has ended.
  to_at timestamptz,
  -- {note, endNote}; null: it stood before there were notes.
  sealed bytea,
  -- Null: it stood before this table did.
  begun_by uuid references staff,
  begun_at timestamptz not null default now(),
  ended_by uuid references staff,
  -- When its end was said, which is another instant than its end.
  end_said_at timestamptz,
  entered_in_error_at timestamptz,
  version integer not null default 1,
  check (to_at is null or to_at > from_at),
  check (kind <> 'death' or to_at is null),
  check ((ended_by is null) = (end_said_at is null)),
  constraint suspension_once exclude using gist (participant_id with =, tstzrange(from_at, to_at) with &&) where (entered_in_error_at is null)
);
create index suspension_participant on suspension (participant_id, from_at);
-- Who is suspended now, for lists: those that have not ended are few.
create index suspension_standing on suspension (programme_id, from_at, id) where entered_in_error_at is null and end_said_at is null;

insert into suspension (programme_id, participant_id, kind, from_at)
  select programme_id, id, case when suspended_reason in ('custody', 'hospital', 'death', 'moved') then suspended_reason else 'other' end, suspended_from
  from participant where suspended_from is not null;

-- Without settings of their own, so that the planner puts their bodies in the place of the call.
create function suspended_at(p_participant uuid, p_at timestamptz) returns boolean
language sql stable as $$
  select exists (select from attend.suspension s where s.participant_id = p_participant and s.entered_in_error_at is null
    and s.from_at <= p_at and (s.to_at is null or s.to_at > p_at))
$$;

-- Why nobody asks after a check-in; null: it is asked for. Days are those of the office's clock, where the check-in would be held. The last
-- day of its window counts beside its own: who is free again before that may still come, and who is taken away before could not.
create function let_go(p_participant uuid, p_due_on date, p_window_to date, p_timezone text) returns text
language sql stable as $$
  select case
    when exists (select from attend.suspension s where s.participant_id = p_participant and s.entered_in_error_at is null
      and (tstzrange(s.from_at, s.to_at) && tstzrange(p_due_on::timestamp at time zone p_timezone, (p_due_on + 1)::timestamp at time zone p_timezone)
        or tstzrange(s.from_at, s.to_at) @> (p_window_to + 1)::timestamp at time zone p_timezone - interval '1 microsecond')) then 'suspended'
  end
$$;

drop trigger plan_changed on participant;
alter table participant drop column suspended_from, drop column suspended_reason;
create trigger plan_changed after update of entered_in_error_at, timezone, office_id on participant for each row
  when ((old.entered_in_error_at, old.timezone, old.office_id) is distinct from (new.entered_in_error_at, new.timezone, new.office_id))
  execute function plan_changed_participant();
create trigger plan_changed after insert or update on suspension for each row execute function plan_changed_of_participant();

alter table suspension enable row level security;
alter table suspension force row level security;
create policy owner_all on suspension to attend_owner using (true);
create policy gateway on suspension to attend_gateway using (true);
select guard_by_person('suspension', '(select true from participant p where p.id = suspension.participant_id)');
grant select on suspension to attend_gateway;
grant select, insert on suspension to attend_app;
grant update (to_at, sealed, ended_by, end_said_at, entered_in_error_at, version) on suspension to attend_app;
revoke execute on function suspended_at, let_go from public;
grant execute on function suspended_at, let_go to attend_app, attend_gateway;

-- What waits while its reader is in hospital says so.
alter table message drop constraint message_reason_check;
alter table message add check (reason in ('no-provider', 'no-contact-point', 'refused', 'not-reached', 'too-late', 'key-destroyed',
    'crashed', 'no-answer', 'undelivered', 'suspended'));

-- Entered in error: what has an outcome or a promise in it says since when it counts no more (error_mark says who and why).
alter table hearing add column entered_in_error_at timestamptz;
alter table check_in add column entered_in_error_at timestamptz;
alter table check_in_attempt add column entered_in_error_at timestamptz;
alter table condition_exception add column entered_in_error_at timestamptz;
grant update (entered_in_error_at) on check_in_attempt to attend_app;
-- A check-in whose outcome was wrong stands beside the one that is asked for in its place.
alter table check_in drop constraint check_in_schedule_id_nominal_on_key;
create unique index check_in_once_a_day on check_in (schedule_id, nominal_on) where entered_in_error_at is null;
alter table check_in_attempt drop constraint check_in_attempt_check_in_id_step_key;
create unique index check_in_attempt_step on check_in_attempt (check_in_id, step) where entered_in_error_at is null;

-- A storm or an evacuation: conditions need not be kept by everybody whom some offices supervise, from one instant to another. It names
-- nobody; whom it concerns is fixed when it is made, and each of them is a row that is applied in its turn.
create table bulk_exception (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  -- Of the event, in words that name nobody: everybody whom it concerns may read them.
  reason text not null,
  conditions text[] not null check (cardinality(conditions) > 0 and conditions <@ array['curfew', 'exclusion-zone', 'inclusion-zone', 'check-ins']),
  office_ids uuid[] not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  concerned integer not null default 0,
  made_by uuid not null references staff,
  made_at timestamptz not null default now(),
  -- What had to be kept again from then on.
  revoked_at timestamptz,
  revoked_by uuid references staff,
  revoke_reason text,
  version integer not null default 1,
  check (to_at > from_at),
  check ((revoked_at is null) = (revoked_by is null) and (revoked_at is null) = (revoke_reason is null))
);
create index bulk_exception_latest on bulk_exception (programme_id, id desc);
create table bulk_exception_person (
  bulk_id uuid not null references bulk_exception,
  participant_id uuid not null references participant,
  programme_id uuid not null references programme,
  -- Up to which version of it this person's plan and audit say it; 0: not yet at all.
  applied integer not null default 0,
  primary key (bulk_id, participant_id)
);
create index bulk_exception_person_participant on bulk_exception_person (participant_id);

-- When a bulk exception of a kind holds for a person; gateways read it with the plan.
create function bulk_exceptions_of(p_participant uuid, p_condition text) returns table (id uuid, reason text, from_at timestamptz, to_at timestamptz)
language sql stable as $$
  select b.id, b.reason, b.from_at, least(b.to_at, coalesce(b.revoked_at, b.to_at)) from attend.bulk_exception_person x join attend.bulk_exception b on b.id = x.bulk_id
  where x.participant_id = p_participant and x.applied > 0 and p_condition = any (b.conditions) and (b.revoked_at is null or b.revoked_at > b.from_at)
$$;

create or replace function let_go(p_participant uuid, p_due_on date, p_window_to date, p_timezone text) returns text
language sql stable as $$
  select case
    when exists (select from attend.suspension s where s.participant_id = p_participant and s.entered_in_error_at is null
      and (tstzrange(s.from_at, s.to_at) && tstzrange(p_due_on::timestamp at time zone p_timezone, (p_due_on + 1)::timestamp at time zone p_timezone)
        or tstzrange(s.from_at, s.to_at) @> (p_window_to + 1)::timestamp at time zone p_timezone - interval '1 microsecond')) then 'suspended'
    when exists (select from attend.bulk_exceptions_of(p_participant, 'check-ins') b
      where tstzrange(b.from_at, b.to_at) && tstzrange(p_due_on::timestamp at time zone p_timezone, (p_due_on + 1)::timestamp at time zone p_timezone)
        or tstzrange(b.from_at, b.to_at) @> (p_window_to + 1)::timestamp at time zone p_timezone - interval '1 microsecond') then 'exception'
  end
$$;

create trigger plan_changed after update of applied on bulk_exception_person for each row execute function plan_changed_of_participant();
do $$
declare
  t text;
begin
  foreach t in array array['bulk_exception', 'bulk_exception_person']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to attend_owner using (true)', t);
    execute format('create policy gateway on %I to attend_gateway using (true)', t);
    execute format('grant select on %I to attend_gateway', t);
  end loop;
end $$;
create policy programme_app on bulk_exception to attend_app using (programme_id = (select acting_programme()));
select guard_by_person('bulk_exception_person', '(select true from participant p where p.id = bulk_exception_person.participant_id)');
grant select, insert on bulk_exception, bulk_exception_person to attend_app;
grant update (concerned, revoked_at, revoked_by, revoke_reason, version) on bulk_exception to attend_app;
revoke execute on function bulk_exceptions_of from public;
grant execute on function bulk_exceptions_of to attend_app, attend_gateway;
