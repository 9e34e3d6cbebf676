-- Monthly tables: figures worked out by a job, editions that two people publish, and what everybody may read. ADR 0043.
set local search_path = attend, public;

-- A month that the job works out. `asked_at`: by whom reads it, sooner than it would by itself.
create table statistic_month (
  programme_id uuid not null references programme,
  month date not null check (extract(day from month) = 1),
  asked_at timestamptz,
  computed_at timestamptz,
  primary key (programme_id, month)
);
-- Whole numbers of the record, about nobody by name: small ones too, for staff alone.
create table statistic_figure (
  programme_id uuid not null,
  month date not null,
  table_name text not null,
  row_key text not null,
  column_key text not null,
  value bigint not null check (value >= 0),
  primary key (programme_id, month, table_name, row_key, column_key),
  foreign key (programme_id, month) references statistic_month
);

-- What one person asks to be published and another decides about. Never changed after that: a later one stands beside it.
create table statistic_edition (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  month date not null check (extract(day from month) = 1),
  number integer not null check (number > 0),
  -- When what it was made of was worked out.
  computed_at timestamptz not null,
  -- As they would be published: what is hidden is not in it.
  tables jsonb not null,
  asked_at timestamptz not null default now(),
  asked_by uuid not null references staff,
  decided_at timestamptz,
  decided_by uuid references staff,
  decision text check (decision in ('published', 'refused')),
  version integer not null default 1,
  check ((decided_at is null) = (decided_by is null) and (decided_at is null) = (decision is null)),
  check (decided_by <> asked_by)
);
create unique index statistic_edition_open on statistic_edition (programme_id, month) where decided_at is null;
-- What was refused takes no number away.
create unique index statistic_edition_number on statistic_edition (programme_id, month, number) where decision is distinct from 'refused';

-- Whether a number in it could be traced to somebody: from one to nine.
create function has_small_number(p_tables jsonb) returns boolean
language sql immutable strict set search_path = attend, public, pg_temp as $$
  select jsonb_path_exists(p_tables, 'strict $.** ? (@.type() == "number" && @ > 0 && @ < 10)')
$$;

-- All that is shown to whoever is not signed in: the only rows that the application's role sees without a programme and an actor. It can
-- hold no small number and no column of anybody.
create table published_edition (
  id uuid primary key references statistic_edition,
  programme_id uuid not null references programme,
  programme_name text not null,
  simulated boolean not null,
  month date not null,
  number integer not null,
  published_at timestamptz not null,
  tables jsonb not null check (not has_small_number(tables)),
  unique (programme_id, month, number)
);
create index published_edition_latest on published_edition (month desc, programme_id, number desc);

-- Published is what a second person decided, as it was asked: by this alone, whatever the SQL.
create function publish_edition() returns trigger
language plpgsql security definer set search_path = attend, public, pg_temp as $$
begin
  if old.decided_at is not null then
    raise exception 'an edition is decided once' using errcode = 'check_violation';
  end if;
  if same_person(new.asked_by, new.decided_by) then
    raise exception 'an edition is asked for by one person and published by another' using errcode = 'check_violation';
  end if;
  if new.decision = 'published' then
    insert into published_edition (id, programme_id, programme_name, simulated, month, number, published_at, tables)
      select new.id, p.id, p.name, p.simulated, new.month, new.number, new.decided_at, new.tables from programme p where p.id = new.programme_id;
  end if;
  return new;
end $$;
create trigger publish_edition after update on statistic_edition for each row when (new.decided_at is not null) execute function publish_edition();
revoke execute on function publish_edition, has_small_number from public;
grant execute on function has_small_number to attend_app;

-- Whose count of a month stands unreconciled: not told, though it had somebody at the month's end, or told and not published.
create function unreconciled_counts(p_month date, p_at timestamptz) returns table (provider text, told boolean)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select r.name, c.id is not null
  from provider r left join provider_count c on c.provider_id = r.id and c.month = p_month
  where r.programme_id = acting_programme() and acting_staff() is not null and c.published_at is null
    and (c.id is not null or exists (select from provider_supervision s where s.provider_id = r.id and s.from_at <= p_at and (s.to_at is null or s.to_at > p_at)))
  order by 1
$$;
revoke execute on function unreconciled_counts from public;
grant execute on function unreconciled_counts to attend_app;

do $$
declare
  t text;
begin
  foreach t in array array['statistic_month', 'statistic_figure', 'statistic_edition', 'published_edition']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to attend_owner using (true)', t);
  end loop;
  foreach t in array array['statistic_month', 'statistic_figure', 'statistic_edition']
  loop
    execute format('create policy programme_app on %I to attend_app using (programme_id = (select acting_programme()))', t);
  end loop;
end $$;
create policy published on published_edition for select to attend_app using (true);
grant select on statistic_month, statistic_figure, statistic_edition, published_edition to attend_app;
grant insert (programme_id, month, asked_at), update (asked_at) on statistic_month to attend_app;
grant insert on statistic_edition to attend_app;
grant update (decided_at, decided_by, decision, version) on statistic_edition to attend_app;
