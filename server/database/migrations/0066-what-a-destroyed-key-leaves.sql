-- What waited for somebody stops waiting with the end of their key (KEY-22). ADR 0049. A hearing is a fact of the court's: it is neither
-- called off nor held by that, and nobody here follows it any more.
set local search_path = attend, public;

alter table hearing drop constraint hearing_status_check;
alter table hearing add constraint hearing_status_check check (status in ('scheduled', 'moved', 'cancelled', 'held', 'not-followed'));

-- Nobody decides it any more: it was neither approved nor refused.
alter table step_up add column closed_at timestamptz, add check (closed_at is null or decided_at is null);
drop index step_up_open;
create unique index step_up_open on step_up (participant_id) where decided_at is null and closed_at is null;
drop index step_up_waiting;
create index step_up_waiting on step_up (programme_id, asked_at) where decided_at is null and closed_at is null;
grant update (closed_at) on step_up to attend_app;

-- Of whoever's key was destroyed before this.
update hearing t set status = 'not-followed', version = version + 1 where status = 'scheduled'
  and exists (select from key_destruction k where k.participant_id = t.participant_id and k.decision = 'approved');
update arranged_help t set status = 'not-needed', settled_at = k.decided_at, settled_by = k.decided_by, version = version + 1
  from key_destruction k where k.participant_id = t.participant_id and k.decision = 'approved' and t.status in ('asked', 'arranged');
update review t set closed_at = now(), version = version + 1 where decided_at is null and closed_at is null
  and exists (select from key_destruction k where k.participant_id = t.participant_id and k.decision = 'approved');
update step_up t set closed_at = now(), version = version + 1 where decided_at is null
  and exists (select from key_destruction k where k.participant_id = t.participant_id and k.decision = 'approved');
update order_prompt t set closed_at = now() where decided_at is null and closed_at is null
  and exists (select from key_destruction k where k.participant_id = t.participant_id and k.decision = 'approved');
update condition_exception e set status = 'withdrawn', revision = e.revision + 1 from condition c join key_destruction k on k.participant_id = c.participant_id
  where c.id = e.condition_id and k.decision = 'approved' and e.status = 'asked';
