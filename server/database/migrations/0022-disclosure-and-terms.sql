-- Delayed disclosure: orders of a court under which looks of named members of staff are kept from the participant's own view for a
-- time. What is kept back stands in the record as ever; only who signs in as the person themselves does not see it. ADR 0015.
set local search_path = attend, public;

create table disclosure_delay (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  -- Whose looks: never everybody's.
  viewer_ids uuid[] not null check (cardinality(viewer_ids) between 1 and 20),
  -- Only looks for one of these purposes, word for word; empty: whatever their purpose.
  purposes text[] not null default '{}',
  from_at timestamptz not null,
  to_at timestamptz not null,
  -- With no review by then it lapses.
  review_at timestamptz not null,
  -- {court, reference, legalBasis, reason}
  sealed bytea not null,
  entered_by uuid not null references staff,
  entered_at timestamptz not null default now(),
  confirmed_by uuid references staff,
  confirmed_at timestamptz,
  reviewed_by uuid references staff,
  reviewed_at timestamptz,
  -- {note}
  review_sealed bytea,
  ended_by uuid references staff,
  ended_at timestamptz,
  -- {reason}
  end_sealed bytea,
  -- Hours, not days: a day is 23 or 25 of them where clocks change.
  constraint longest check (to_at > from_at and to_at <= from_at + interval '2160 hours'),
  constraint reviewed_in_time check (review_at > from_at and review_at < to_at and review_at <= from_at + interval '1080 hours'),
  -- What has been shown cannot be taken back.
  constraint begins_when_entered check (from_at >= entered_at - interval '24 hours'),
  -- Two people, whatever the application does; and nobody about their own looks.
  constraint two_people check (confirmed_by <> entered_by and reviewed_by <> entered_by),
  constraint not_their_own check (not entered_by = any (viewer_ids) and not coalesce(confirmed_by = any (viewer_ids), false)
    and not coalesce(reviewed_by = any (viewer_ids), false)),
  check ((confirmed_by is null) = (confirmed_at is null) and (ended_by is null) = (ended_at is null)),
  check ((reviewed_by is null) = (reviewed_at is null) and (reviewed_at is null or confirmed_at is not null)),
  constraint review_came_in_time check (reviewed_at <= review_at)
);
create index disclosure_delay_participant on disclosure_delay (participant_id);
create index disclosure_delay_entered on disclosure_delay (programme_id, entered_at desc);

-- Each word on it is said once: what was confirmed, reviewed or ended cannot be said otherwise afterwards.
create function refuse_delay_change() returns trigger language plpgsql set search_path = attend, public, pg_temp as $$
begin
  if (old.confirmed_at is not null and (new.confirmed_at, new.confirmed_by) is distinct from (old.confirmed_at, old.confirmed_by))
    or (old.reviewed_at is not null and (new.reviewed_at, new.reviewed_by, new.review_sealed) is distinct from (old.reviewed_at, old.reviewed_by, old.review_sealed))
    or (old.ended_at is not null and (new.ended_at, new.ended_by, new.end_sealed) is distinct from (old.ended_at, old.ended_by, old.end_sealed)) then
    raise exception 'an order of delayed disclosure is changed by nobody' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger said_once before update on disclosure_delay for each row execute function refuse_delay_change();

-- The person whose own account the acting one is; null: none.
create function acting_participant() returns uuid
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select participant_id from participant_account where staff_id = acting_staff() and programme_id = acting_programme()
$$;
-- packages/casework/disclosure/delays.ts says the same; a test compares them.
create function disclosure_delay_end(d disclosure_delay) returns timestamptz
language sql immutable set search_path = attend, public, pg_temp as $$
  select least(d.to_at, coalesce(d.ended_at, 'infinity'), case when d.reviewed_at is null then d.review_at else 'infinity' end)
$$;
create function is_kept_back(r access_record, p_now timestamptz default now()) returns boolean
language sql stable security definer set search_path = attend, public, pg_temp set timezone = 'UTC' as $$
  select exists (
    select from disclosure_delay d
    where d.participant_id = r.participant_id and d.confirmed_at is not null and r.staff_id = any (d.viewer_ids)
      and greatest(d.from_at, d.confirmed_at) <= p_now and p_now < disclosure_delay_end(d)
      -- A list's record is of a whole day and of whatever purposes the day had.
      and case when r.action = 'list'
        then d.purposes = '{}' and r.day::timestamptz >= greatest(d.from_at, d.confirmed_at) and (r.day + 1)::timestamptz <= d.to_at
          and r.day::timestamptz < disclosure_delay_end(d)
        else (d.purposes = '{}' or r.purpose = any (d.purposes)) and r.at >= greatest(d.from_at, d.confirmed_at)
          and r.at < disclosure_delay_end(d) end)
$$;
revoke execute on function acting_participant, is_kept_back from public;
grant execute on function acting_participant, is_kept_back to attend_app;

alter table disclosure_delay enable row level security;
alter table disclosure_delay force row level security;
create policy owner_all on disclosure_delay to attend_owner using (true);
select guard_by_person('disclosure_delay', '(select true from participant p where p.id = disclosure_delay.participant_id)');
grant select, insert on disclosure_delay to attend_app;
grant update (confirmed_by, confirmed_at, reviewed_by, reviewed_at, review_sealed, ended_by, ended_at, end_sealed) on disclosure_delay to attend_app;

-- What narrows the wall for the person themselves, whatever the SQL: looks that an order keeps back, the order while it does, and
-- what the audit says of it.
create policy kept_back on access_record as restrictive for select to attend_app
  using (participant_id is distinct from (select acting_participant()) or not is_kept_back(access_record.*));
create policy shown_when_over on disclosure_delay as restrictive for select to attend_app
  using (participant_id is distinct from (select acting_participant())
    or confirmed_at is not null and disclosure_delay_end(disclosure_delay.*) <= now());
create policy no_orders on audit_entry as restrictive for select to attend_app
  using (entity <> 'disclosure_delay' or participant_id is distinct from (select acting_participant()));

-- Terms for looks and for values in the audit. What goes is put into the chain in the transaction in which it goes, and only what is
-- there may go: so a verifier knows it from what somebody took away. ADR 0015.
create table audit_removal (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('readings', 'access-records', 'audit-values')),
  programme_id uuid not null references programme,
  -- All that is older, but for held people's.
  until_at timestamptz not null,
  rows integer not null,
  -- Of readings: the day of receipt that the programme's term has ended, while another still keeps the day.
  day date,
  -- Of the others: which entries.
  ids int8multirange,
  -- Of values: SHA-256 over the hashes of what is left of each entry, in order of ids.
  rest bytea,
  at timestamptz not null default now(),
  check ((kind = 'readings') = (day is not null) and (kind = 'readings') = (ids is null) and (kind = 'audit-values') = (rest is not null))
);
create index audit_removal_ids on audit_removal using gist (ids);
create index audit_removal_at on audit_removal (at);
-- Whose values have not ended yet, oldest first.
create index audit_entry_values on audit_entry (programme_id, at) where before is not null or after is not null;

alter table audit_removal enable row level security;
alter table audit_removal force row level security;
create policy owner_all on audit_removal to attend_owner using (true);

alter table audit_outbox drop constraint audit_outbox_kind_check;
alter table audit_outbox add check (kind in ('change', 'look', 'look-total', 'uploads', 'dropped', 'removed'));
alter table audit_chain drop constraint audit_chain_kind_check;
alter table audit_chain add check (kind in ('change', 'look', 'look-total', 'uploads', 'dropped', 'removed'));

-- The shortest term that any programme may set (packages/casework/retention/kinds.ts): nothing younger goes, whoever asks.
create function audit_least_term() returns interval language sql immutable as $$ select interval '1095 days' $$;
create function audit_removal_bytes(m audit_removal) returns bytea language sql immutable set search_path = attend, public, pg_temp as $$
  select audit_field('removed/1') || audit_field(m.id::text) || audit_field(m.kind) || audit_field(m.programme_id::text)
    || audit_field(audit_instant(m.until_at)) || audit_field(m.rows::text) || audit_field(to_char(m.day, 'YYYY-MM-DD'))
    || audit_field(m.ids::text) || audit_field(m.rest) || audit_field(audit_instant(m.at))
$$;
-- What is left of an entry whose values have ended.
create function audit_rest(e audit_entry) returns bytea language sql immutable set search_path = attend, public, pg_temp as $$
  select sha256(audit_change_bytes(row(e.id, e.programme_id, e.at, e.staff_id, e.operator, e.action, e.entity, e.entity_id, e.participant_id,
    e.request_id, null::bytea, null::bytea)::audit_entry))
$$;
-- Put into the chain by this very transaction, old enough, and nobody's who is held.
create function is_removal_due(p_kind text, p_programme uuid, p_id bigint, p_at timestamptz, p_participant uuid) returns boolean
language sql stable set search_path = attend, public, pg_temp as $$
  select p_at < now() - audit_least_term() and not coalesce(is_held(p_participant), false) and exists (select from audit_removal r
    where r.at = now() and r.kind = p_kind and r.programme_id = p_programme and r.until_at > p_at and r.ids @> p_id)
$$;

create function audit_removals_made() returns trigger language plpgsql security definer set search_path = attend, public, pg_temp as $$
begin
  insert into audit_outbox (kind, entry_id, programme_id) select 'removed', id, programme_id from added order by id;
  return null;
end $$;
create function refuse_entry_change() returns trigger language plpgsql set search_path = attend, public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and new.before is null and new.after is null
    and (new.id, new.programme_id, new.at, new.staff_id, new.operator, new.action, new.entity, new.entity_id, new.participant_id, new.request_id)
      is not distinct from
      (old.id, old.programme_id, old.at, old.staff_id, old.operator, old.action, old.entity, old.entity_id, old.participant_id, old.request_id)
    and is_removal_due('audit-values', old.programme_id, old.id, old.at, old.participant_id) then
    return new;
  end if;
  raise exception 'audit_entry is append-only: % is refused', lower(tg_op) using errcode = 'insufficient_privilege';
end $$;
create function refuse_look_loss() returns trigger language plpgsql set search_path = attend, public, pg_temp as $$
begin
  if is_removal_due('access-records', old.programme_id, old.id, old.at, old.participant_id) then return old; end if;
  raise exception 'access_record is append-only: delete is refused' using errcode = 'insufficient_privilege';
end $$;
revoke execute on function audit_removals_made from public;

drop trigger append_only on audit_entry;
drop trigger append_only on access_record;
create trigger append_only before update or delete on audit_entry for each row execute function refuse_entry_change();
create trigger append_only before delete on access_record for each row execute function refuse_look_loss();
create trigger append_only before update or delete on audit_removal for each row execute function refuse_audit_change();
create trigger no_truncate before truncate on audit_removal for each statement execute function refuse_audit_change();
create trigger audit_outbox after insert on audit_removal referencing new table as added for each statement execute function audit_removals_made();
alter table audit_entry enable always trigger append_only;
alter table access_record enable always trigger append_only;
alter table audit_removal enable always trigger append_only;
alter table audit_removal enable always trigger no_truncate;
alter table audit_removal enable always trigger audit_outbox;

-- As in 0014, and knows what was removed. Puts what has committed into the chain. The lock is held until the end of the transaction: one sequencer at a time, and run it alone.
-- `moved` is null where another one is at work.
create or replace function sequence_audit(p_limit integer, out moved integer, out head_position bigint, out head_link bytea, out sealed boolean)
language plpgsql security definer set search_path = attend, public, pg_temp set timezone = 'UTC' as $$
declare
  head audit_head;
  taken bigint[];
  batch audit_batch;
  one record;
  moment timestamptz;
begin
  if not pg_try_advisory_xact_lock(hashtext('attend.sequence_audit')) then return; end if;
  select * into head from audit_head;
  moment := greatest(audit_now(), head.at);
  head := audit_close_days(head, moment);
  head := audit_take_totals(head);
  select array_agg(id order by id), count(*) into taken, moved from (
    select id, sum(coalesce(cardinality(assignments), 0)) over (order by id) as uploads, row_number() over (order by id) as n
    from (select id, assignments from audit_outbox order by id limit p_limit) as first
  ) as counted where uploads <= audit_batch_limit() or n = 1;
  -- A day's uploads stand where the last of them was committed.
  for one in
    select o.id, o.kind, o.entry_id, o.programme_id, case o.kind
      when 'change' then (select sha256(audit_change_bytes(e)) from audit_entry e where e.id = o.entry_id)
      when 'dropped' then sha256(audit_field('dropped/1') || audit_field(o.entry_id::text))
      when 'removed' then (select sha256(audit_removal_bytes(m)) from audit_removal m where m.id = o.entry_id)
      else (select sha256(audit_look_bytes(r, o.kind = 'look-total')) from access_record r where r.id = o.entry_id) end as content
    from audit_outbox o where o.id = any (taken) and o.kind <> 'uploads'
    union all
    select max(id), 'uploads', entry_id, null, null from audit_outbox where id = any (taken) and kind = 'uploads' group by entry_id
    order by id
  loop
    if one.kind = 'uploads' then
      batch := audit_take_batch(taken, one.entry_id);
      head := audit_append(head, moment, 'uploads', batch.id, null, sha256(audit_batch_bytes(batch)));
    else
      head := audit_append(head, moment, one.kind, one.entry_id, one.programme_id, one.content);
    end if;
  end loop;
  delete from audit_outbox where id = any (taken);
  update audit_head set (position, link, at, day, day_first, day_entries, subtrees, last_statement, looks_until) =
    (head.position, head.link, head.at, head.day, head.day_first, head.day_entries, head.subtrees, head.last_statement, head.looks_until)
    where (position, day, looks_until) is distinct from (head.position, head.day, head.looks_until);
  head_position := head.position;
  head_link := head.link;
  sealed := head.position = 0 or exists (select from audit_seal where position = head.position);
end $$;
