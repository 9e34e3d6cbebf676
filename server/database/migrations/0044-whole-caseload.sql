-- The rest of a caseload in files (docs/decisions/0027): court cases, conditions with their exceptions, past check-ins, what the register
-- holds with dates, devices and who wears them, what was done with a person elsewhere.
set local search_path = attend, public;

alter table caseload_import drop constraint caseload_import_kind_check, add constraint caseload_import_kind_check
  check (kind in ('offices', 'people', 'orders', 'court-cases', 'conditions', 'exceptions', 'check-ins', 'past-check-ins', 'hearings', 'contacts',
    'addresses', 'emergency-contacts', 'attorneys', 'devices', 'assignments', 'log'));

-- What the machine's operator imports, nobody of the staff has entered or done.
alter table register_entry alter column created_by drop not null, alter column changed_by drop not null;
alter table contact_entry alter column by_id drop not null;

-- A check-in that was missed before it came in by a file is history: nobody here is asked to follow it up, and nobody here has.
do $$
declare
  c record;
begin
  for c in select conname from pg_constraint where conrelid = 'check_in'::regclass and contype = 'c'
    and pg_get_constraintdef(oid) like '%followed_up_at IS NULL%followed_up_by IS NULL%'
  loop
    execute format('alter table check_in drop constraint %I', c.conname);
  end loop;
end $$;
alter table check_in add constraint check_in_followed_up check (followed_up_by is null or followed_up_at is not null);

-- In which court case an order was made changes no plan: the states concerned keep their versions.
drop trigger plan_changed on supervision_order;
create trigger plan_changed after update of participant_id, reference, status, ended_at, ended_as, entered_in_error_at on supervision_order
  for each row execute function plan_changed_of_participant();
