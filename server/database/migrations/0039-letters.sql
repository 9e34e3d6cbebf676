-- Letters and court forms: templates in versions that a second person publishes, letters made of them, and how each went. ADR 0031.
set local search_path = attend, public;

-- About nobody: a template's words stand as they are, for everybody of the programme.
create table letter_template (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  kind text not null check (kind in ('to-participant', 'hearing-notice', 'check-in-notice', 'check-in-missed', 'to-attorney',
    'appearance-report', 'status-report', 'amend-request')),
  language text not null check (language in ('en', 'es', 'ht', 'ar')),
  name text not null check (length(name) between 1 and 200),
  created_at timestamptz not null default now(),
  created_by uuid not null references staff,
  -- Offered no more. What was made of it stays.
  withdrawn_at timestamptz,
  withdrawn_by uuid references staff,
  check ((withdrawn_at is null) = (withdrawn_by is null))
);
create index letter_template_programme on letter_template (programme_id, kind, language);

create table letter_template_version (
  template_id uuid not null references letter_template,
  version integer not null check (version > 0),
  programme_id uuid not null references programme,
  title text not null,
  -- [{kind, text}]
  body jsonb not null check (jsonb_typeof(body) = 'array' and jsonb_array_length(body) between 1 and 60),
  -- Whoever wrote in the draft: none of them publishes it.
  authors uuid[] not null check (cardinality(authors) > 0),
  -- Raised by each change of the draft: of two who write, the second sees what the first did.
  revision integer not null default 1,
  changed_at timestamptz not null default now(),
  published_at timestamptz,
  published_by uuid references staff,
  discarded_at timestamptz,
  discarded_by uuid references staff,
  primary key (template_id, version),
  check ((published_at is null) = (published_by is null)),
  check ((discarded_at is null) = (discarded_by is null)),
  check (published_by is null or published_by <> all (authors)),
  check (published_at is null or discarded_at is null)
);
create unique index letter_template_one_draft on letter_template_version (template_id) where published_at is null and discarded_at is null;

-- Never edited away: what was published, or given up, stays as it was. Held here for the application, whatever its SQL.
create function hold_letter_version() returns trigger
language plpgsql set search_path = attend, public, pg_temp as $$
begin
  if old.published_at is not null or old.discarded_at is not null then
    raise exception 'a version that was published or discarded is not edited';
  end if;
  return new;
end $$;
create trigger hold_letter_version before update on letter_template_version
  for each row when (current_user = 'attend_app') execute function hold_letter_version();

-- A paper that bears a protected address is opened only by who may see that address (PPL-17).
alter table case_document
  add column protected boolean not null default false,
  add unique (id, participant_id);

-- What a document was made as. It ends with the document.
create table letter (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  document_id uuid not null unique,
  kind text not null check (kind in ('to-participant', 'hearing-notice', 'check-in-notice', 'check-in-missed', 'to-attorney',
    'appearance-report', 'status-report', 'amend-request')),
  language text not null check (language in ('en', 'es', 'ht', 'ar')),
  -- Null: the program's own, of which the version is counted apart.
  template_id uuid,
  template_version integer not null check (template_version > 0),
  -- SHA-256 of the template's words, and of the file.
  template_hash text not null check (template_hash ~ '^[0-9a-f]{64}$'),
  file_hash text not null check (file_hash ~ '^[0-9a-f]{64}$'),
  -- What it is about, as far as that is still kept.
  hearing_id uuid references hearing on delete set null,
  check_in_id uuid references check_in on delete set null,
  order_id uuid references supervision_order on delete set null,
  -- The address that it bears, as it was then; null: none of the participant's.
  address_id uuid references register_entry on delete set null,
  address_version integer,
  made_on date not null,
  made_at timestamptz not null default now(),
  made_by uuid not null references staff,
  -- {recipient, signer}
  sealed bytea not null,
  unique (id, participant_id),
  foreign key (template_id, template_version) references letter_template_version (template_id, version),
  foreign key (document_id, participant_id) references case_document (id, participant_id) on delete cascade
);
create index letter_participant on letter (participant_id, made_at desc);
create index letter_check_in on letter (check_in_id) where check_in_id is not null;

-- How it went, as a person says. A wrong one is marked, and another one entered.
create table letter_sending (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  letter_id uuid not null,
  way text not null check (way in ('posted', 'handed-over', 'e-mail', 'filed')),
  sent_on date not null,
  -- Where in the log it stands: noon of a day of which nobody said the hour.
  sent_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  by_id uuid not null references staff,
  -- {note}
  sealed bytea,
  -- It came back undelivered.
  returned_on date,
  returned_at timestamptz,
  returned_by uuid references staff,
  -- {note}
  returned_sealed bytea,
  -- Somebody has seen to the address.
  settled_at timestamptz,
  settled_by uuid references staff,
  entered_in_error_at timestamptz,
  check ((returned_on is null) = (returned_at is null) and (returned_on is null) = (returned_by is null)),
  check (returned_on is null or (way = 'posted' and returned_on >= sent_on)),
  check ((settled_at is null) = (settled_by is null) and (settled_at is null or returned_at is not null)),
  foreign key (letter_id, participant_id) references letter (id, participant_id) on delete cascade
);
create index letter_sending_participant on letter_sending (participant_id, sent_at desc);
create index letter_sending_letter on letter_sending (letter_id);
create index letter_sending_returned on letter_sending (programme_id, returned_at)
  where returned_at is not null and settled_at is null and entered_in_error_at is null;

-- Whether an address has been seen to since a letter bore it: it was written anew, marked or has ended. No word of it.
create function address_changed(p_entry uuid, p_version integer) returns boolean
language sql stable as $$
  select exists (select from attend.register_entry e where e.id = p_entry
    and (e.version <> p_version or e.entered_in_error_at is not null or e.to_on < current_date))
$$;
revoke execute on function address_changed from public;
grant execute on function address_changed to attend_app;

-- The letter of the ladder's step.
alter table check_in_attempt add column letter_id uuid;
alter table check_in_attempt add foreign key (letter_id, participant_id) references letter (id, participant_id) on delete set null (letter_id);

alter table error_mark drop constraint error_mark_entity_check;
alter table error_mark add check (entity in ('contact-entry', 'suspension', 'hearing', 'check-in', 'contact-attempt', 'exception', 'letter-sending'));

do $$
declare
  t text;
begin
  foreach t in array array['letter_template', 'letter_template_version', 'letter', 'letter_sending']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to attend_owner using (true)', t);
    execute format('grant select, insert on %I to attend_app', t);
  end loop;
  foreach t in array array['letter_template', 'letter_template_version']
  loop
    execute format('create policy programme_app on %I to attend_app using (programme_id = (select acting_programme()))', t);
  end loop;
  foreach t in array array['letter', 'letter_sending']
  loop
    perform guard_by_person(t, format('(select true from participant p where p.id = %I.participant_id)', t));
  end loop;
end $$;
grant update (withdrawn_at, withdrawn_by) on letter_template to attend_app;
grant update (title, body, authors, revision, changed_at, published_at, published_by, discarded_at, discarded_by)
  on letter_template_version to attend_app;
grant update (returned_on, returned_at, returned_by, returned_sealed, settled_at, settled_by, entered_in_error_at) on letter_sending to attend_app;
