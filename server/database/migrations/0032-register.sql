-- The agency's register of people: which fields each version changed, what has dates of its own (addresses, emergency contacts,
-- attorneys), two records that are one person, and caseloads that went from one officer to another. ADR 0024.
set local search_path = attend, public;

-- Which fields each version of a person's details changed, and who did: whoever comes with an older version is told. The values
-- stand in the audit.
create table participant_change (
  participant_id uuid not null references participant,
  version integer not null,
  programme_id uuid not null references programme,
  at timestamptz not null default now(),
  staff_id uuid not null references staff,
  fields text[] not null,
  primary key (participant_id, version)
);

create table register_entry (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  kind text not null check (kind in ('address', 'emergency-contact', 'attorney')),
  -- Days of the person's calendar, both inclusive.
  from_on date,
  to_on date,
  -- Shown to who works with the person alone, and on no list, map, packet or export.
  protected boolean not null default false,
  -- One of the kind's forms, under the person's key.
  sealed bytea not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null references staff,
  changed_at timestamptz not null default now(),
  changed_by uuid not null references staff,
  entered_in_error_at timestamptz,
  check (from_on is null or to_on is null or from_on <= to_on),
  check (not protected or kind = 'address')
);
create index register_entry_participant on register_entry (participant_id, kind);

do $$
declare
  t text;
begin
  foreach t in array array['participant_change', 'register_entry']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to attend_owner using (true)', t);
    perform guard_by_person(t, format('(select true from participant p where p.id = %I.participant_id)', t));
  end loop;
end $$;
grant select, insert on participant_change, register_entry to attend_app;
grant update (from_on, to_on, protected, sealed, version, changed_at, changed_by, entered_in_error_at) on register_entry to attend_app;

-- A caseload that went from one officer to another in one step. What it moved is kept, so that it can be moved back.
create table caseload_move (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  from_id uuid not null references staff,
  to_id uuid not null references staff,
  at timestamptz not null default now(),
  moved_by uuid not null references staff,
  -- {reason}, under the programme's key: it is about no one person.
  sealed bytea not null,
  people integer not null check (people > 0),
  -- The move that this one took back.
  undoes uuid unique references caseload_move,
  check (from_id <> to_id)
);
create index caseload_move_programme on caseload_move (programme_id, at desc);

create table caseload_move_person (
  move_id uuid not null references caseload_move,
  participant_id uuid not null references participant,
  programme_id uuid not null references programme,
  primary key (move_id, participant_id)
);
create index caseload_move_person_participant on caseload_move_person (participant_id);

-- How many people each officer has: numbers and nobody's name, whole also where row-level security hides from a supervisor whom an
-- officer has elsewhere. Whoever moves a caseload must see how large the other one is.
create function caseload_sizes() returns table (staff_id uuid, people integer)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select v.staff_id, count(*)::int from supervision v join participant p on p.id = v.participant_id
  where v.programme_id = acting_programme() and acting_staff() is not null and v.role = 'case-officer' and v.to_at is null
    and p.entered_in_error_at is null
  group by v.staff_id
$$;
revoke execute on function caseload_sizes from public;
grant execute on function caseload_sizes to attend_app;

alter table caseload_move enable row level security;
alter table caseload_move force row level security;
create policy owner_all on caseload_move to attend_owner using (true);
create policy programme_app on caseload_move to attend_app using (programme_id = (select acting_programme()));
alter table caseload_move_person enable row level security;
alter table caseload_move_person force row level security;
create policy owner_all on caseload_move_person to attend_owner using (true);
select guard_by_person('caseload_move_person', '(select true from participant p where p.id = caseload_move_person.participant_id)');
grant select, insert on caseload_move, caseload_move_person to attend_app;

-- Two records that are one person's. Each keeps its own key, rows and history; the one stands under the other, which lists and search
-- show. Undone, both are as they were.
create table person_link (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  kept_id uuid not null references participant,
  other_id uuid not null references participant,
  -- {reason, undoReason}, under the kept one's key.
  sealed bytea not null,
  asked_by uuid not null references staff,
  asked_at timestamptz not null default now(),
  -- Somebody who sees the one and not the other would see both: that takes a second person.
  widens boolean not null,
  decision text check (decision in ('confirmed', 'refused')),
  decided_by uuid references staff,
  decided_at timestamptz,
  -- In force since; null: it waits, or was refused.
  from_at timestamptz,
  undone_at timestamptz,
  undone_by uuid references staff,
  check (kept_id <> other_id),
  check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at is null)),
  constraint link_two_people check (decided_by <> asked_by),
  check (from_at is null or not widens or decision = 'confirmed'),
  check ((undone_at is null) = (undone_by is null) and (undone_at is null or from_at is not null))
);
create unique index person_link_other on person_link (other_id) where undone_at is null and decision is distinct from 'refused';
create index person_link_kept on person_link (kept_id) where undone_at is null;
create index person_link_in_force on person_link (programme_id) where from_at is not null and undone_at is null;
alter table participant add column merged_into uuid references participant;

alter table person_link enable row level security;
alter table person_link force row level security;
create policy owner_all on person_link to attend_owner using (true);
-- Who sees one of them alone hears nothing of the other.
select guard_by_person('person_link', '((select true from participant p where p.id = person_link.kept_id) and (select true from participant p where p.id = person_link.other_id))');
grant select, insert on person_link to attend_app;
grant update (sealed, decision, decided_by, decided_at, from_at, undone_at, undone_by) on person_link to attend_app;

-- Whoever reaches one of a person's records reaches all of them while they are one: the keys as before, and the ids of the others, which
-- are kept beside those of single people (0031) where the keys are this actor's. Who sees everybody pays nothing; else it looks at
-- each link in force, of which a programme has few.
alter function reach(text[]) rename to own_reach;
revoke execute on function own_reach from attend_app;
create function reach(p_permitted text[] default null) returns uuid[]
language plpgsql stable security definer set search_path = attend, public, pg_temp as $$
declare
  keys uuid[] := own_reach(p_permitted);
  whose text := coalesce(current_setting('attend.programme', true), '') || '/' || coalesce(current_setting('attend.staff', true), '')
    || '/' || coalesce(current_setting('attend.operator', true), '') || '=';
  kept uuid[];
  linked uuid[];
begin
  if acting_programme() = any (keys) then
    return keys;
  end if;
  kept := array(
    select distinct l.kept_id from person_link l join participant p on p.id in (l.kept_id, l.other_id)
    where l.programme_id = acting_programme() and l.from_at is not null and l.undone_at is null
      and (array[p.id, p.office_id] && keys or p.provider_ids && keys));
  linked := kept || array(
    select l.other_id from person_link l where l.kept_id = any (kept) and l.from_at is not null and l.undone_at is null);
  -- What one permission reaches is a part of what all do: nothing is added to the second wall that its own keys do not hold.
  -- One after the other: where nothing is kept yet, neither setting stands, and reading the second would fail.
  if starts_with(current_setting('attend.reach', true), whose) is true then
    if not current_setting('attend.reached')::uuid[] @> linked then
      perform set_config('attend.reached', (current_setting('attend.reached')::uuid[] || linked)::text, true);
    end if;
  end if;
  return keys || linked;
end $$;
revoke execute on function reach from public;
grant execute on function reach to attend_app;
create trigger forget_reach after insert or update or delete on person_link for each statement execute function forget_reach();
