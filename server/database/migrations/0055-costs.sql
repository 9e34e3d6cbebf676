-- What devices cost, what providers bill, and how the two stand to each other. ADR 0042.
set local search_path = attend, public;

-- What a day of custody costs beside a day with a device, with where the figure is from. The latest holds; none: the program's own.
create table cost_setting (
  programme_id uuid not null references programme,
  revision integer not null check (revision > 0),
  from_at timestamptz not null default now(),
  currency text not null check (currency in ('USD', 'CAD', 'EUR', 'GBP', 'MXN')),
  custody_minor integer not null check (custody_minor between 0 and 100000000),
  device_minor integer not null check (device_minor between 0 and 100000000),
  source text not null,
  source_on date not null,
  reason text not null,
  made_by uuid not null references staff,
  primary key (programme_id, revision)
);

-- The price of a day from a day on. Published ones are never edited: another holds from a later day.
create table rate_card (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  -- Null: the agency's own equipment.
  provider_id uuid references provider,
  technology text not null check (technology in ('ankle', 'wrist', 'phone')),
  from_on date not null,
  minor integer not null check (minor between 0 and 100000000),
  currency text not null check (currency in ('USD', 'CAD', 'EUR', 'GBP', 'MXN')),
  part_day text not null check (part_day in ('any-part', 'midnight', 'whole-day', 'begun-hours')),
  fault_credit text not null check (fault_credit in ('none', 'any-part', 'half-day', 'whole-day')),
  -- Where it is written: a contract's number, a letter.
  source text not null,
  status text not null default 'draft' check (status in ('draft', 'published')),
  made_at timestamptz not null default now(),
  made_by uuid not null references staff,
  published_at timestamptz,
  published_by uuid references staff,
  version integer not null default 1,
  check ((status = 'published') = (published_at is not null) and (published_at is null) = (published_by is null))
);
create unique index rate_card_published on rate_card (programme_id, coalesce(provider_id, programme_id), technology, from_on)
  where status = 'published';
create index rate_card_programme on rate_card (programme_id, from_on desc);

create function hold_rate_card() returns trigger
language plpgsql set search_path = attend, public, pg_temp as $$
begin
  if old.status = 'published' then
    raise exception 'a published rate card is not edited' using errcode = 'check_violation', constraint = 'rate_card_published';
  end if;
  return coalesce(new, old);
end $$;
create trigger hold_rate_card before update or delete on rate_card for each row execute function hold_rate_card();
revoke execute on function hold_rate_card from public;

-- A month that is closed: its lines stand as they were booked. About nobody.
create table cost_month (
  programme_id uuid not null references programme,
  month date not null check (extract(day from month) = 1),
  closed_at timestamptz not null default now(),
  lines integer not null,
  -- Of months before it that were corrected in it.
  corrections integer not null,
  check_asked_at timestamptz,
  checked_at timestamptz,
  -- Lines that would be booked otherwise by what the record says now; they come with the next month that is closed.
  check_differences integer,
  primary key (programme_id, month)
);

-- Days of one assignment that follow each other and cost alike. Never edited: what was wrong is taken back by a line of a later month.
-- The application's role has no part in it: who wore what is read with the person. No foreign keys where a month writes two hundred thousand.
create table cost_line (
  id bigint generated always as identity primary key,
  programme_id uuid not null,
  booked_in date not null,
  of_month date not null,
  participant_id uuid not null,
  assignment_id bigint not null,
  provider_id uuid,
  technology text not null check (technology in ('ankle', 'wrist', 'phone')),
  tier text not null check (tier in ('phone', 'wrist', 'ankle')),
  office_id uuid,
  outcome text not null check (outcome in ('in-force', 'completed', 'expired', 'revoked', 'no-order')),
  card_id uuid references rate_card,
  currency text not null,
  from_on date not null,
  to_on date not null check (to_on >= from_on),
  parts smallint not null check (parts between 0 and 24),
  state text not null check (state in ('charged', 'in-question', 'credited', 'not-counted', 'no-rate')),
  counts_person boolean not null,
  rate integer not null,
  minor integer not null,
  takes_back bigint references cost_line,
  check (booked_in >= of_month and (takes_back is null or booked_in > of_month))
);
create index cost_line_person on cost_line (participant_id, of_month);
create index cost_line_month on cost_line (programme_id, of_month);
create index cost_line_booked on cost_line (programme_id, booked_in);
create index cost_line_assignment on cost_line (assignment_id);
create unique index cost_line_taken_back on cost_line (takes_back) where takes_back is not null;
create function refuse_cost_edit() returns trigger
language plpgsql set search_path = attend, public, pg_temp as $$
begin
  raise exception 'a line of costs is taken back by another and never edited' using errcode = 'check_violation';
end $$;
create trigger refuse_cost_edit before update on cost_line for each row execute function refuse_cost_edit();
revoke execute on function refuse_cost_edit from public;

-- The sums of a booked month's lines, in the same transaction: what pages and statistics read. About nobody.
create table cost_total (
  id bigint generated always as identity primary key,
  programme_id uuid not null references programme,
  booked_in date not null,
  of_month date not null,
  provider_id uuid,
  technology text not null check (technology in ('ankle', 'wrist', 'phone')),
  tier text not null check (tier in ('phone', 'wrist', 'ankle')),
  office_id uuid,
  outcome text not null check (outcome in ('in-force', 'completed', 'expired', 'revoked', 'no-order')),
  currency text not null,
  lines integer not null,
  device_days integer not null,
  person_days integer not null,
  charged_parts bigint not null,
  credited_days integer not null,
  question_days integer not null,
  unpriced_days integer not null,
  minor bigint not null
);
create index cost_total_booked on cost_total (programme_id, booked_in);

create table invoice (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  provider_id uuid not null references provider,
  number text not null,
  from_on date not null,
  to_on date not null check (to_on >= from_on),
  currency text not null check (currency in ('USD', 'CAD', 'EUR', 'GBP', 'MXN')),
  -- As the invoice says it.
  total_minor bigint not null check (total_minor >= 0),
  file_name text not null,
  fingerprint text not null,
  state text not null default 'staging'
    check (state in ('staging', 'staged', 'comparing', 'compared', 'release-asked', 'released', 'given-up')),
  begun_at timestamptz not null default now(),
  begun_by uuid not null references staff,
  characters bigint not null default 0,
  lines integer not null default 0,
  sum_minor bigint not null default 0,
  fault_count integer not null default 0,
  -- Where the reading of the file stands: {head, rest, lines}
  standing jsonb,
  taken_at timestamptz,
  taken_by uuid references staff,
  compared_at timestamptz,
  -- {matched, over, under, unknown: {lines, minor, expected}, unbilled}
  compared jsonb,
  release_asked_at timestamptz,
  release_asked_by uuid references staff,
  released_at timestamptz,
  released_by uuid references staff,
  payable_minor bigint,
  version integer not null default 1,
  check ((taken_at is null) = (taken_by is null) and (release_asked_at is null) = (release_asked_by is null)
    and (released_at is null) = (released_by is null)),
  check ((state = 'released') = (released_at is not null)),
  check (released_at is null or (payable_minor is not null and release_asked_at is not null))
);
create unique index invoice_number on invoice (programme_id, provider_id, number) where state <> 'given-up';
create index invoice_programme on invoice (programme_id, begun_at desc, id desc);
create index invoice_comparing on invoice (taken_at) where state = 'comparing';

-- One line of a file: a serial number and days. No person stands in it.
create table invoice_line (
  invoice_id uuid not null references invoice on delete cascade,
  line integer not null,
  programme_id uuid not null,
  serial text not null,
  from_on date not null,
  to_on date not null,
  -- Hundredths of a day.
  days integer not null,
  rate integer not null,
  minor integer not null,
  primary key (invoice_id, line)
);
-- The first faults of a file, by line and column.
create table invoice_fault (
  invoice_id uuid not null references invoice on delete cascade,
  ordinal integer not null,
  programme_id uuid not null references programme,
  line integer not null,
  column_name text,
  code text not null,
  -- What stands there, shortened.
  value text,
  message text not null,
  -- By which the message is told in other languages, where it was filled with values. As it was written: a name of a column may be cut
  -- within a sign, which jsonb does not take.
  said json,
  primary key (invoice_id, ordinal)
);
-- A line that is not what the record gives. A line without one is matched.
create table invoice_finding (
  invoice_id uuid not null references invoice on delete cascade,
  line integer not null,
  programme_id uuid not null,
  result text not null check (result in ('over', 'under', 'unknown')),
  expected integer not null,
  expected_parts integer not null,
  reasons text[] not null check (reasons <@ array['serial-unknown', 'month-open', 'no-rate', 'not-worn', 'other-provider',
    'billed-before', 'at-fault', 'days', 'rate', 'sum']),
  primary key (invoice_id, line)
);
create index invoice_finding_result on invoice_finding (invoice_id, result, line);

-- A line that is not accepted as it was billed. Texts name nobody: they go to the provider.
create table invoice_dispute (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  invoice_id uuid not null references invoice,
  line integer not null,
  state text not null default 'open' check (state in ('open', 'answered', 'settled', 'withdrawn')),
  reason text not null,
  opened_at timestamptz not null default now(),
  opened_by uuid not null references staff,
  answer text,
  answered_at timestamptz,
  -- What is paid for the line in the end.
  settled_minor integer check (settled_minor >= 0),
  note text,
  ended_at timestamptz,
  ended_by uuid references staff,
  version integer not null default 1,
  foreign key (invoice_id, line) references invoice_line,
  check ((answer is null) = (answered_at is null)),
  check ((state = any ('{settled,withdrawn}')) = (ended_at is not null) and (ended_at is null) = (ended_by is null)),
  check ((state = 'settled') = (settled_minor is not null))
);
create unique index invoice_dispute_line on invoice_dispute (invoice_id, line) where state <> 'withdrawn';

-- Money is released by two people, whatever the SQL; and what is released stays as it was.
create function hold_release() returns trigger
language plpgsql security definer set search_path = attend, public, pg_temp as $$
begin
  if old.state = 'released' then
    raise exception 'a released invoice is not changed' using errcode = 'check_violation', constraint = 'invoice_released';
  end if;
  if new.state = 'released' and (new.release_asked_by is null or same_person(new.release_asked_by, new.released_by)) then
    raise exception 'money is asked for by one person and released by another' using errcode = 'check_violation', constraint = 'two_people';
  end if;
  return new;
end $$;
create trigger hold_release before update on invoice for each row execute function hold_release();
revoke execute on function hold_release from public;

do $$
declare
  t text;
begin
  foreach t in array array['cost_setting', 'rate_card', 'cost_month', 'cost_line', 'cost_total', 'invoice', 'invoice_line', 'invoice_fault',
    'invoice_finding', 'invoice_dispute']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to attend_owner using (true)', t);
    if t <> 'cost_line' then
      execute format('create policy programme_app on %I to attend_app using (programme_id = (select acting_programme()))', t);
      execute format('grant select on %I to attend_app', t);
    end if;
  end loop;
end $$;
grant insert on cost_setting, rate_card, invoice, invoice_line, invoice_fault, invoice_dispute to attend_app;
grant delete on rate_card, invoice_line, invoice_fault to attend_app;
grant update (provider_id, technology, from_on, minor, currency, part_day, fault_credit, source, status, published_at, published_by, version)
  on rate_card to attend_app;
grant update (check_asked_at) on cost_month to attend_app;
grant update (state, characters, lines, sum_minor, fault_count, standing, taken_at, taken_by, release_asked_at, release_asked_by,
  released_at, released_by, payable_minor, version) on invoice to attend_app;
grant update (state, reason, answer, answered_at, settled_minor, note, ended_at, ended_by, version) on invoice_dispute to attend_app;
