-- What people ask for and complain about, by whichever way it comes, and whether an app is anywhere near it. ADR 0032.
set local search_path = attend, public;

-- An exception that somebody asked for: who, by which way, and when it came in. Null: an officer granted it of their own motion.
alter table condition_exception
  add column asker text check (asker in ('participant', 'attorney', 'family', 'employer', 'provider', 'other')),
  add column way text check (way in ('telephone', 'paper', 'in-person', 'sms', 'e-mail')),
  add column received_on date,
  -- What was asked for, where another span was granted.
  add column wished_from timestamptz,
  add column wished_to timestamptz,
  -- The text message that asked for it. It ends before the exception does.
  add column reply_id uuid references message_reply on delete set null,
  add check ((asker is null) = (way is null) and (asker is null) = (received_on is null)),
  add check (asker is not null or reply_id is null),
  add check ((wished_from is null) = (wished_to is null) and wished_to > wished_from);
create index condition_exception_reply on condition_exception (reply_id) where reply_id is not null;

-- Complaints, with clocks. Never seen by whom they concern: a policy of their own narrows the wall by person.
create sequence complaint_number;
create table complaint (
  id uuid primary key default uuidv7(),
  -- By which people speak of it. Counted over all programmes: it says nothing but order.
  number integer not null unique,
  programme_id uuid not null references programme,
  -- Null: of nobody in particular, or nobody knows of whom.
  participant_id uuid references participant,
  complainant text not null check (complainant in ('participant', 'attorney', 'family', 'public', 'other')),
  anonymous boolean not null default false,
  way text not null check (way in ('telephone', 'paper', 'in-person', 'sms', 'e-mail')),
  topic text not null check (topic in ('staff', 'provider', 'device', 'data', 'language', 'other')),
  -- Whom it concerns: they neither see nor handle it, nor does anybody of the provider.
  concerned_staff uuid[] not null default '{}',
  concerned_provider uuid references provider,
  -- Whose days the clocks run by, and whose figures it stands in. Null: the programme's working days.
  office_id uuid references office,
  received_on date not null,
  taken_at timestamptz not null default now(),
  taken_by uuid not null references staff,
  status text not null default 'received' check (status in ('received', 'acknowledged', 'in-hand', 'answered', 'appealed', 'appeal-answered')),
  handler_id uuid references staff,
  acknowledge_by date not null,
  answer_by date not null,
  acknowledged_at timestamptz,
  outcome text check (outcome in ('upheld', 'partly-upheld', 'not-upheld', 'withdrawn')),
  answered_at timestamptz,
  -- By the term as it stood then: an appeal begins another one.
  answered_in_time boolean,
  -- Who answered it first does not answer the appeal.
  answered_by uuid references staff,
  appeal_outcome text check (appeal_outcome in ('upheld', 'partly-upheld', 'not-upheld', 'withdrawn')),
  closed_at timestamptz,
  -- {words, name, reach}, under the key of the person where it is of one, else under the programme's.
  sealed bytea not null,
  version integer not null default 1,
  check (not anonymous or participant_id is null),
  check (answer_by >= acknowledge_by),
  check ((outcome is null) = (answered_by is null) and (outcome is null) = (answered_at is null) and (outcome is null) = (answered_in_time is null)),
  check ((status = any (array['answered', 'appeal-answered'])) = (closed_at is not null)),
  check (handler_id is null or handler_id <> all (concerned_staff))
);
create index complaint_open on complaint (programme_id, answer_by, id) where closed_at is null;
create index complaint_participant on complaint (participant_id) where participant_id is not null;
create index complaint_closed on complaint (programme_id, closed_at desc, id) where closed_at is not null;
create index complaint_taken on complaint (programme_id, received_on);

create table complaint_step (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  -- Ends with it.
  complaint_id uuid not null references complaint on delete cascade,
  -- As the complaint's own.
  participant_id uuid references participant,
  kind text not null check (kind in ('acknowledged', 'handed', 'concerned', 'note', 'answered', 'appealed', 'appeal-answered')),
  -- How whoever complained was told; of an appeal, how it came in.
  told text check (told in ('message', 'letter', 'in-person', 'telephone', 'nobody-to-tell')),
  at timestamptz not null default now(),
  by_id uuid not null references staff,
  -- {text}
  sealed bytea
);
create index complaint_step_complaint on complaint_step (complaint_id, at, id);

-- How many working days there are for each; the latest holds, and none is the program's own.
create table complaint_policy (
  programme_id uuid not null references programme,
  revision integer not null check (revision > 0),
  from_at timestamptz not null default now(),
  acknowledge_days integer not null check (acknowledge_days between 1 and 30),
  answer_days integer not null check (answer_days between 1 and 120 and answer_days >= acknowledge_days),
  reason text not null,
  made_by uuid not null references staff,
  primary key (programme_id, revision)
);

-- Whether it concerns the transaction's actor; true also where nobody is known to act.
create function concerns_actor(p_staff uuid[], p_provider uuid) returns boolean
language sql stable as $$
  select attend.acting_staff() is null or attend.acting_staff() = any (p_staff)
    or p_provider is not null and exists (select from attend.staff s where s.id = attend.acting_staff() and s.provider_id = p_provider)
$$;
-- Who sees complaints that others have in hand: a supervisor, and whoever looks after rights.
create function oversees_complaints() returns boolean
language sql stable as $$
  select exists (select from attend.staff_role r where r.staff_id = attend.acting_staff() and r.role in ('supervisor', 'auditor')
    and r.from_at <= now() and (r.to_at is null or r.to_at > now()))
$$;

do $$
declare
  t text;
begin
  foreach t in array array['complaint', 'complaint_step', 'complaint_policy']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to attend_owner using (true)', t);
  end loop;
  perform guard_by_person('complaint', '(complaint.participant_id is null and (select acting_staff()) is not null
    or (select true from participant p where p.id = complaint.participant_id))');
  perform guard_by_person('complaint_step', '(select true from complaint c where c.id = complaint_step.complaint_id)');
end $$;
-- Narrows the wall by person, whatever the SQL and whoever sees everybody. Whoever takes one down may not see it afterwards.
create policy handled on complaint as restrictive to attend_app
  using (not concerns_actor(concerned_staff, concerned_provider)
    and (handler_id = (select acting_staff()) or (select oversees_complaints())))
  with check (true);
create policy handled on complaint_step as restrictive to attend_app
  using ((select true from complaint c where c.id = complaint_step.complaint_id)) with check (true);
create policy programme_app on complaint_policy to attend_app using (programme_id = (select acting_programme()));
-- What the audit says of one is hidden with it.
create policy complaints on audit_entry as restrictive for select to attend_app
  using (case when entity = 'complaint' then coalesce((select true from complaint c where c.id = entity_id::uuid), false) else true end);

grant usage on sequence complaint_number to attend_app;
grant select, insert on complaint, complaint_step, complaint_policy to attend_app;
-- To lock a row alone: what is changed goes through `change_complaint`.
grant update (version) on complaint to attend_app;

-- A change after which the actor may not see the row any more (they turn out to be concerned, or hand it on) is no change that a policy
-- lets through; so it is made with the owner's rights, of a complaint that the actor sees as it stands. Lets nothing out.
create function change_complaint(p_id uuid, p_status text, p_handler uuid, p_concerned_staff uuid[], p_concerned_provider uuid, p_answer_by date,
  p_outcome text, p_in_time boolean) returns void
language plpgsql security definer set search_path = attend, public, pg_temp as $$
begin
  update complaint set status = p_status, handler_id = p_handler, concerned_staff = p_concerned_staff, concerned_provider = p_concerned_provider,
    answer_by = p_answer_by,
    acknowledged_at = case when p_status <> 'received' then coalesce(acknowledged_at, now()) end,
    outcome = case when p_status = 'answered' then coalesce(p_outcome, outcome) else outcome end,
    answered_at = case when p_status = 'answered' and p_outcome is not null then now() else answered_at end,
    answered_by = case when p_status = 'answered' and p_outcome is not null then acting_staff() else answered_by end,
    answered_in_time = case when p_status = 'answered' and p_outcome is not null then p_in_time else answered_in_time end,
    appeal_outcome = case when p_status = 'appeal-answered' then coalesce(p_outcome, appeal_outcome) else appeal_outcome end,
    closed_at = case when p_status in ('answered', 'appeal-answered') then coalesce(closed_at, now()) end,
    version = version + 1
  where id = p_id and programme_id = acting_programme() and not concerns_actor(concerned_staff, concerned_provider)
    and (handler_id = acting_staff() or oversees_complaints());
  if not found then
    raise exception 'no such complaint here';
  end if;
end $$;
revoke execute on function concerns_actor, oversees_complaints, change_complaint from public;
grant execute on function concerns_actor, oversees_complaints, change_complaint to attend_app;

-- A copy on paper of who looked at a person's data, for whoever has no app: asked for, and handed over once somebody has checked who takes
-- it. What it held is not kept: it is what the person's own view held at that instant.
create table look_copy (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  asker text not null check (asker in ('participant', 'attorney', 'family', 'employer', 'provider', 'other')),
  way text not null check (way in ('telephone', 'paper', 'in-person', 'sms', 'e-mail')),
  received_on date not null,
  asked_at timestamptz not null default now(),
  asked_by uuid not null references staff,
  handed_at timestamptz,
  handed_by uuid references staff,
  -- {identity}: how whoever handed it over knew who took it; once it was.
  sealed bytea,
  check ((handed_at is null) = (handed_by is null) and (handed_at is null) = (sealed is null))
);
create index look_copy_participant on look_copy (participant_id, asked_at desc);
alter table look_copy enable row level security;
alter table look_copy force row level security;
create policy owner_all on look_copy to attend_owner using (true);
select guard_by_person('look_copy', '(select true from participant p where p.id = look_copy.participant_id)');
grant select, insert on look_copy to attend_app;
grant update (handed_at, handed_by, sealed) on look_copy to attend_app;
