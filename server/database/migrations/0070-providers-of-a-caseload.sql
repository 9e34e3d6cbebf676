-- A caseload says which provider works with whom, and since when.
set local search_path = attend, public;

alter table caseload_import drop constraint caseload_import_kind_check, add constraint caseload_import_kind_check
  check (kind in ('offices', 'people', 'orders', 'court-cases', 'conditions', 'exceptions', 'check-ins', 'past-check-ins', 'hearings', 'contacts',
    'addresses', 'emergency-contacts', 'attorneys', 'providers', 'devices', 'assignments', 'log'));
