-- What the gateway's commit and its clocks call. All lock in one order: state rows by id, then alerts.
set local search_path = attend, public;

-- Raises the versions that stand as expected, locked in order of id; answers who won. The losers' rows stay as they are.
create function advance(ids bigint[], versions bigint[]) returns setof bigint
language sql volatile set search_path = attend, public as $$
  with wanted as (
    select w.id, w.version from unnest(ids, versions) as w (id, version)
  ), locked as (
    select s.assignment_id
    from assignment_state s join wanted w on w.id = s.assignment_id and w.version = s.version
    order by s.assignment_id
    for update of s
  )
  update assignment_state s set version = s.version + 1
  from locked l where s.assignment_id = l.assignment_id
  returning s.assignment_id
$$;

-- Makes the day's leaf where there is none. Attached, not created as a partition: that would lock out every reader.
create function ensure_upload_day(p_day date) returns text
language plpgsql security definer set search_path = attend, public as $$
declare
  leaf text := 'upload_0_' || to_char(p_day, 'YYYYMMDD');
begin
  if p_day not between current_date - 2 and current_date + 8 then
    raise exception 'no upload partition is made for %', p_day;
  end if;
  if to_regclass('attend.' || leaf) is not null then
    return leaf;
  end if;
  perform pg_advisory_xact_lock(hashtext('attend.ensure_upload_day'));
  -- Read from the table itself: the catalogue's cache has not heard yet of what another session made while this one waited.
  if exists (select from pg_class where relname = leaf and relnamespace = 'attend'::regnamespace) then
    return leaf;
  end if;
  execute format('create table %I (like upload including storage, check (retention = 0 and day = %L))', leaf, p_day);
  execute format('create unique index on %I (assignment_id, version)', leaf);
  execute format('alter table upload_standard attach partition %I for values from (%L) to (%L)', leaf, p_day, p_day + 1);
  execute format('grant select, insert on %I to attend_gateway', leaf);
  return leaf;
end $$;

-- Brings an alert in line with its occurrences: first happening, whether one lasts, whether any still stands.
create function settle_alert(p_alert uuid) returns void
language sql volatile set search_path = attend, public as $$
  update alert a set
    from_at = coalesce(o.from_at, a.from_at),
    to_at = o.to_at,
    cleared_at = o.cleared_at,
    withdrawn_at = case when o.standing = 0 then o.withdrawn_at end,
    occurrences = o.total,
    severity = coalesce(o.severity, a.severity),
    version = a.version + 1
  from (
    select
      min(from_at) filter (where withdrawn_at is null) as from_at,
      case when bool_or(to_at is null) filter (where withdrawn_at is null) then null
        else max(to_at) filter (where withdrawn_at is null) end as to_at,
      case when bool_or(cleared_at is null) filter (where withdrawn_at is null) then null
        else max(cleared_at) filter (where withdrawn_at is null) end as cleared_at,
      count(*) filter (where withdrawn_at is null) as standing,
      max(withdrawn_at) as withdrawn_at,
      count(*) as total,
      (array_agg(severity order by array_position(array['critical', 'high', 'medium', 'low'], severity))
        filter (where withdrawn_at is null))[1] as severity
    from alert_occurrence where alert_id = p_alert
  ) o
  where a.id = p_alert
$$;

-- Records one change of the engine. `p_closes`: policy lets this kind close by itself when it clears (never an open strap).
create function record_finding(
  p_programme uuid, p_participant uuid, p_assignment bigint, p_ordinal integer, p_kind text, p_condition text,
  p_from timestamptz, p_to timestamptz, p_raised timestamptz, p_cleared timestamptz, p_withdrawn timestamptz,
  p_severity text, p_certainty text, p_policy_name text, p_policy_revision integer, p_sealed bytea, p_closes boolean
) returns void
language plpgsql set search_path = attend, public as $$
declare
  was alert_occurrence%rowtype;
  work alert%rowtype;
  target uuid;
  change text;
begin
  select * into was from alert_occurrence where assignment_id = p_assignment and ordinal = p_ordinal;
  select * into work from alert
    where assignment_id = p_assignment and kind = p_kind and coalesce(condition, '') = coalesce(p_condition, '')
      and status <> 'closed' and withdrawn_at is null
    for update;
  if was.alert_id is null then
    if work.id is not null then
      target := work.id;
      change := 'joined';
    else
      insert into alert (programme_id, participant_id, assignment_id, kind, condition, severity, from_at, to_at, raised_at, cleared_at, withdrawn_at)
      values (p_programme, p_participant, p_assignment, p_kind, p_condition, p_severity, p_from, p_to, p_raised, p_cleared, p_withdrawn)
      returning id into target;
      change := 'raised';
    end if;
    insert into alert_occurrence (assignment_id, ordinal, programme_id, alert_id, from_at, to_at, raised_at, cleared_at, withdrawn_at,
      severity, certainty, policy_name, policy_revision, sealed)
    values (p_assignment, p_ordinal, p_programme, target, p_from, p_to, p_raised, p_cleared, p_withdrawn,
      p_severity, p_certainty, p_policy_name, p_policy_revision, p_sealed);
  else
    target := was.alert_id;
    change := case
      when p_withdrawn is not null and was.withdrawn_at is null then 'withdrawn'
      when p_cleared is not null and was.cleared_at is null then 'cleared'
      else 'revised' end;
    if p_withdrawn is null and (was.withdrawn_at is not null or (p_to is null and was.to_at is not null) or p_to > was.to_at or p_from < was.from_at) then
      -- It grew: a closed one returns to the list, joined to the open one where there is one by now.
      if work.id is not null and work.id <> target then
        target := work.id;
        change := 'joined';
      elsif work.id is null then
        update alert set status = 'new', closed_at = null, closed_by = null, outcome = null, withdrawn_at = null where id = target;
        change := 'returned';
      end if;
    end if;
    update alert_occurrence set alert_id = target, from_at = p_from, to_at = p_to, raised_at = p_raised, cleared_at = p_cleared,
      withdrawn_at = p_withdrawn, severity = p_severity, certainty = p_certainty, policy_name = p_policy_name,
      policy_revision = p_policy_revision, sealed = p_sealed
    where assignment_id = p_assignment and ordinal = p_ordinal;
    if target <> was.alert_id then
      perform settle_alert(was.alert_id);
    end if;
  end if;
  perform settle_alert(target);
  insert into alert_transition (programme_id, alert_id, at, kind, ordinal) values (p_programme, target, clock_timestamp(), change, p_ordinal);
  if p_closes then
    update alert set status = 'closed', closed_at = now(), outcome = 'cleared-by-itself', version = version + 1
    where id = target and status in ('new', 'asked') and cleared_at is not null and withdrawn_at is null;
    if found then
      insert into alert_transition (programme_id, alert_id, at, kind, outcome) values (p_programme, target, clock_timestamp(), 'closed', 'cleared-by-itself');
    end if;
  end if;
  insert into feed_outbox (programme_id, participant_id, kind, change, entity_id) values (p_programme, p_participant, 'alert', change, target::text);
  perform pg_notify('attend_feed', '');
end $$;

-- Whatever changes what a plan is made from raises the version of the states concerned, in the same transaction, so that a
-- gateway's stale cache fails at its commit; and asks for a tick, so that it counts without waiting for the next reading.
create function plan_changed_for(p_participant uuid) returns void
language plpgsql security definer set search_path = attend, public as $$
begin
  -- An enrolment writes orders before the assignment: nothing to tell yet.
  if not exists (select 1 from assignment where participant_id = p_participant) then
    return;
  end if;
  perform 1 from assignment_state s join assignment a on a.id = s.assignment_id
    where a.participant_id = p_participant order by s.assignment_id for update of s;
  update assignment a set plan_version = plan_version + 1 where a.participant_id = p_participant;
  update assignment_state s set version = version + 1 from assignment a
    where a.id = s.assignment_id and a.participant_id = p_participant;
  insert into assignment_due (assignment_id, due_at)
    select id, now() from assignment where participant_id = p_participant and (to_at is null or to_at > now() - interval '1 day')
    on conflict (assignment_id) do update set due_at = least(assignment_due.due_at, excluded.due_at);
end $$;

create function plan_changed_participant() returns trigger language plpgsql security definer set search_path = attend, public as $$
begin perform plan_changed_for(new.id); return null; end $$;
create function plan_changed_of_participant() returns trigger language plpgsql security definer set search_path = attend, public as $$
begin perform plan_changed_for(new.participant_id); return null; end $$;
create function plan_changed_of_version() returns trigger language plpgsql security definer set search_path = attend, public as $$
begin
  perform plan_changed_for(o.participant_id) from order_version v join supervision_order o on o.id = v.order_id where v.id = new.order_version_id;
  return null;
end $$;
create function plan_changed_of_order() returns trigger language plpgsql security definer set search_path = attend, public as $$
begin
  perform plan_changed_for(o.participant_id) from supervision_order o where o.id = new.order_id;
  return null;
end $$;
create function plan_changed_of_condition() returns trigger language plpgsql security definer set search_path = attend, public as $$
begin
  perform plan_changed_for(c.participant_id) from condition c where c.id = new.condition_id;
  return null;
end $$;

create trigger plan_changed after update of suspended_from, entered_in_error_at, timezone, office_id on participant for each row
  when ((old.suspended_from, old.entered_in_error_at, old.timezone, old.office_id)
    is distinct from (new.suspended_from, new.entered_in_error_at, new.timezone, new.office_id)) execute function plan_changed_participant();
create trigger plan_changed after update on supervision_order for each row execute function plan_changed_of_participant();
create trigger plan_changed after insert or update on order_version for each row execute function plan_changed_of_order();
create trigger plan_changed after insert or update on order_clause for each row execute function plan_changed_of_version();
create trigger plan_changed after insert or update on agreement for each row execute function plan_changed_of_version();
create trigger plan_changed after insert or update on condition for each row execute function plan_changed_of_participant();
create trigger plan_changed after insert or update on condition_exception for each row execute function plan_changed_of_condition();
create trigger plan_changed after update of from_at, to_at, is_primary, fix_every, upload_every on assignment for each row execute function plan_changed_of_participant();

-- Gateways keep a directory of devices; this tells them what to forget.
create function device_changed() returns trigger language plpgsql security definer set search_path = attend, public as $$
begin
  if tg_table_name = 'device' then
    perform pg_notify('attend_device', new.protocol || ' ' || new.identifier);
  else
    perform pg_notify('attend_device', d.protocol || ' ' || d.identifier) from device d where d.id = new.device_id;
  end if;
  return null;
end $$;
create trigger device_changed after insert or update on device for each row execute function device_changed();
create trigger device_changed after insert or update of to_at, from_at on assignment for each row execute function device_changed();

grant execute on function advance, ensure_upload_day, settle_alert, record_finding to attend_gateway;
