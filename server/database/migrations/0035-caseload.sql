-- The import of an existing caseload (docs/decisions/0027): files are staged a part at a time, checked, and go in with one commit each.
set local search_path = attend, public;

-- A file on its way in. What it holds stands in caseload_rows, sealed under a key of this import alone, which is destroyed once the file is
-- in or given up: of a backup made meanwhile nothing can be read then.
create table caseload_import (
  id uuid primary key,
  programme_id uuid not null references programme,
  kind text not null check (kind in ('offices', 'people', 'orders', 'check-ins', 'hearings', 'contacts')),
  name text not null,
  -- By what whoever sends the file knows it again: an upload that broke off goes on.
  fingerprint text not null,
  state text not null default 'staging' check (state in ('staging', 'staged', 'committed', 'given-up')),
  -- Characters of the file that are staged; lines and records of it that are whole.
  characters bigint not null default 0,
  lines integer not null default 0,
  records integer not null default 0,
  parts integer not null default 0,
  -- {head, rest}: the columns that the first line names, and what stands after the last whole record.
  sealed bytea,
  staff_id uuid references staff,
  operator text,
  begun_at timestamptz not null default now(),
  ended_at timestamptz,
  -- What it did, by kind of step.
  counts jsonb,
  check ((staff_id is null) <> (operator is null)),
  check ((ended_at is null) = (state = 'staging' or state = 'staged'))
);
create unique index caseload_import_open on caseload_import (programme_id, kind, fingerprint, coalesce(staff_id::text, operator))
  where ended_at is null;
create index caseload_import_begun on caseload_import (programme_id, begun_at desc);

create table caseload_rows (
  import_id uuid not null references caseload_import on delete cascade,
  programme_id uuid not null references programme,
  part integer not null,
  -- Records, or what is wrong with lines that are none: [{line, values}], [{line, column, code, message}].
  sealed bytea not null,
  primary key (import_id, part)
);

do $$
declare
  t text;
begin
  foreach t in array array['caseload_import', 'caseload_rows']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to attend_owner using (true)', t);
  end loop;
end $$;
-- A file on its way in is its sender's: whom it names may be nobody yet, so that no relation to a person can decide.
create policy sender_app on caseload_import to attend_app using (programme_id = (select acting_programme())
  and (staff_id = (select acting_staff()) or (select acting_staff()) is null and operator = current_setting('attend.operator', true)));
create policy sender_app on caseload_rows to attend_app using (programme_id = (select acting_programme())
  and (select true from caseload_import i where i.id = caseload_rows.import_id))
  with check (programme_id = (select acting_programme()));
grant select, insert, update on caseload_import to attend_app;
grant select, insert, delete on caseload_rows to attend_app;

-- An imported order says of itself what a file said. It stands on a supervisor's list until somebody has looked at it.
alter table order_version add column looked_at timestamptz, add column looked_by uuid references staff,
  add check ((looked_at is null) = (looked_by is null)), add check (looked_at is null or effective_by = 'import');
create index order_version_not_looked_at on order_version (programme_id, id) where effective_by = 'import' and looked_at is null;
-- That somebody has looked at it changes no plan: the states concerned keep their versions.
drop trigger plan_changed on order_version;
create trigger plan_changed after insert or update of order_id, version, from_at, to_at, review_at, legal_basis, effective_at, effective_by, sealed
  on order_version for each row execute function plan_changed_of_order();

-- What the machine's operator imports, nobody of the staff has entered; and consent that another register brings, nobody here has asked for.
alter table check_in_schedule alter column created_by drop not null;
alter table hearing_change alter column staff_id drop not null;
do $$
declare
  c record;
begin
  for c in select conname from pg_constraint where conrelid = 'contact_point'::regclass and contype = 'c'
    and pg_get_constraintdef(oid) like '%consent_at IS NULL%consent_asked_by IS NULL%'
  loop
    execute format('alter table contact_point drop constraint %I', c.conname);
  end loop;
end $$;
alter table contact_point add constraint contact_point_asked check (consent_asked_by is null or consent_at is not null);

-- The outbox' first page in its own order (repositories/messages.ts): what needs somebody is few among millions that went.
create index message_attention on message (programme_id, (case status when 'unknown' then 0 when 'failed' then 1 else 2 end), due_at desc, id)
  where status in ('unknown', 'failed') and settled_at is null or status = 'planned' and reason is not null;
