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
  entity text not null check (entity in ('contact-entry', 'suspension')),
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
