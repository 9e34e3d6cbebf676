-- The second wall: whatever the SQL, the application's role sees one programme, that of the transaction's actor.
-- The owner would bypass it, so it is forced; the gateway serves every programme and reads only what it needs.
set local search_path = attend, public;

do $$
declare
  t text;
begin
  grant usage on schema attend to attend_app, attend_gateway;
  foreach t in array array['provider', 'office', 'staff', 'staff_role', 'participant', 'participant_search', 'supervision',
    'court_case', 'supervision_order', 'order_version', 'order_clause', 'agreement', 'condition', 'condition_exception',
    'device', 'assignment', 'assignment_state', 'assignment_snapshot', 'violation_position', 'rejection', 'policy_revision', 'incident', 'alert',
    'alert_occurrence', 'alert_transition', 'access_record', 'audit_entry', 'feed_outbox', 'feed', 'idempotency_key']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy programme_app on %I to attend_app using (programme_id = (select nullif(current_setting(''attend.programme'', true), '''')::uuid))', t);
    execute format('create policy owner_all on %I to attend_owner using (true)', t);
    execute format('grant select, insert on %I to attend_app', t);
  end loop;
  foreach t in array array['office', 'participant', 'supervision_order', 'order_version', 'order_clause', 'agreement', 'condition',
    'condition_exception', 'device', 'assignment', 'assignment_state', 'assignment_snapshot', 'violation_position', 'rejection', 'policy_revision',
    'incident', 'alert', 'alert_occurrence', 'alert_transition', 'feed_outbox']
  loop
    execute format('create policy gateway on %I to attend_gateway using (true)', t);
    execute format('grant select on %I to attend_gateway', t);
  end loop;
end $$;

alter table programme enable row level security;
alter table programme force row level security;
create policy programme_app on programme to attend_app using (id = (select nullif(current_setting('attend.programme', true), '')::uuid));
create policy owner_all on programme to attend_owner using (true);
create policy gateway on programme to attend_gateway using (true);
grant select on programme to attend_app, attend_gateway;

-- Uploads carry no programme: they are read through their assignment, and written into the day's leaf.
alter table upload enable row level security;
alter table upload force row level security;
create policy programme_app on upload to attend_app using (exists (select 1 from assignment a where a.id = assignment_id));
create policy owner_all on upload to attend_owner using (true);
create policy gateway on upload to attend_gateway using (true);
grant select on upload to attend_app, attend_gateway;

grant update on provider, office, staff, staff_role, participant, supervision, court_case, supervision_order, order_version,
  order_clause, agreement, condition, condition_exception, device, assignment, assignment_state, alert, incident,
  access_record, feed_outbox to attend_app;
grant delete on participant_search, feed_outbox, idempotency_key, violation_position to attend_app;

grant insert, update on assignment_state, assignment_snapshot, alert, alert_occurrence to attend_gateway;
grant insert on alert_transition, incident, feed_outbox, rejection, violation_position to attend_gateway;
grant delete on violation_position to attend_gateway;
grant select, insert, update, delete on assignment_due, unknown_device, listening to attend_gateway;
grant select, insert, update on assignment_due to attend_app;
grant select on unknown_device, listening to attend_app;
grant usage on all sequences in schema attend to attend_app, attend_gateway;
