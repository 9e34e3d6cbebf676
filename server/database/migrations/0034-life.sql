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
  entity text not null check (entity in ('contact-entry')),
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
