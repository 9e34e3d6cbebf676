-- Files of people: papers of their case, photos of check-ins by video, and what those are compared with. Contents and titles stand
-- sealed under the person's own key, so that its end and every backup hold for them as for all else. ADR 0029.
set local search_path = attend, public;

-- What came in, before and after something is made of it. Nobody edits one.
create table stored_file (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  type text not null check (type in ('jpeg', 'pdf')),
  bytes integer not null check (bytes > 0),
  uploaded_at timestamptz not null default now(),
  uploaded_by uuid not null references staff,
  -- The content.
  sealed bytea not null,
  -- What refers to a file refers to whose it is as well: nobody's paper becomes somebody else's.
  unique (id, participant_id)
);
-- Sealed bytes cannot be made smaller.
alter table stored_file alter sealed set storage external;
create index stored_file_participant on stored_file (participant_id);
create index stored_file_uploaded on stored_file (programme_id, uploaded_at);

create table case_document (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  file_id uuid not null unique,
  kind text not null check (kind in ('court-paper', 'letter', 'medical', 'identity', 'agreement', 'other')),
  dated date,
  added_at timestamptz not null default now(),
  added_by uuid not null references staff,
  -- Entered in error: it stays, and says so.
  error_at timestamptz,
  error_by uuid references staff,
  -- {title, fileName}
  sealed bytea not null,
  -- {reason}
  sealed_error bytea,
  check ((error_at is null) = (error_by is null) and (error_at is null) = (sealed_error is null)),
  -- A document ends with its content.
  foreign key (file_id, participant_id) references stored_file (id, participant_id) on delete cascade
);
create index case_document_participant on case_document (participant_id, added_at desc);

-- A version is replaced, never edited. Of one whose image has ended, the number stays: decisions name it.
create table reference_photo (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  version integer not null check (version > 0),
  file_id uuid unique,
  added_at timestamptz not null default now(),
  added_by uuid not null references staff,
  replaced_at timestamptz,
  unique (participant_id, version),
  foreign key (file_id, participant_id) references stored_file (id, participant_id) on delete set null (file_id)
);
create unique index reference_photo_current on reference_photo (participant_id) where replaced_at is null;

create table check_in_photo (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  -- Ends with the check-in.
  check_in_id uuid not null references check_in on delete cascade,
  -- Null: its term has ended. What somebody decided stays.
  file_id uuid unique,
  added_at timestamptz not null default now(),
  added_by uuid not null references staff,
  decision text check (decision in ('kept', 'not-the-person', 'cannot-be-told')),
  decided_at timestamptz,
  decided_by uuid references staff,
  reference_version integer,
  -- Whoever uploaded it decided, as nobody else was there.
  alone boolean not null default false,
  -- {note}
  sealed bytea,
  check ((decision is null) = (decided_at is null) and (decision is null) = (decided_by is null)),
  check (not alone or decided_by = added_by),
  check (decided_by is null or decided_by <> added_by or alone),
  foreign key (file_id, participant_id) references stored_file (id, participant_id) on delete set null (file_id)
);
create index check_in_photo_participant on check_in_photo (participant_id, added_at desc);
create index check_in_photo_check_in on check_in_photo (check_in_id);
create index check_in_photo_waiting on check_in_photo (programme_id, added_at) where decision is null and file_id is not null;

do $$
declare
  t text;
begin
  foreach t in array array['stored_file', 'case_document', 'reference_photo', 'check_in_photo']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to attend_owner using (true)', t);
    perform guard_by_person(t, format('(select true from participant p where p.id = %I.participant_id)', t));
    execute format('grant select, insert on %I to attend_app', t);
  end loop;
end $$;
grant update (error_at, error_by, sealed_error) on case_document to attend_app;
grant update (replaced_at) on reference_photo to attend_app;
grant update (decision, decided_at, decided_by, reference_version, alone, sealed) on check_in_photo to attend_app;
