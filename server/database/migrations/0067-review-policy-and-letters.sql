-- A review policy that asks for more of people than the one in force waits for a second person. ADR 0050.
set local search_path = attend, public;

create table review_policy_ask (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  revision integer not null check (revision > 0),
  parameters jsonb not null,
  reason text not null,
  asked_by uuid not null references staff,
  asked_at timestamptz not null default now(),
  decision text check (decision in ('published', 'refused', 'withdrawn')),
  decided_by uuid references staff,
  decided_at timestamptz,
  note text,
  version integer not null default 1,
  check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at is null) and (decision is null) = (note is null))
);
create unique index review_policy_ask_open on review_policy_ask (programme_id) where decided_at is null;
alter table review_policy add column ask_id uuid references review_policy_ask;

-- Published is what a second person decided, as it was asked and as the next revision: by this alone, whatever the SQL.
create function decide_review_policy() returns trigger
language plpgsql security definer set search_path = attend, public, pg_temp as $$
begin
  if old.decided_at is not null then
    raise exception 'a policy that was asked for is decided once' using errcode = 'check_violation';
  end if;
  if new.decision = 'withdrawn' then
    if new.decided_by <> old.asked_by then
      raise exception 'whoever asked for a policy takes it back' using errcode = 'check_violation';
    end if;
  elsif same_person(old.asked_by, new.decided_by) then
    raise exception 'a policy that asks for more is asked for by one person and decided by another' using errcode = 'check_violation', constraint = 'two_people';
  end if;
  if new.decision = 'published' then
    insert into review_policy (programme_id, revision, parameters, reason, made_by, ask_id)
      values (old.programme_id, old.revision, old.parameters, old.reason, new.decided_by, old.id);
  end if;
  return new;
end $$;
create trigger decide_review_policy before update on review_policy_ask for each row execute function decide_review_policy();
revoke execute on function decide_review_policy from public;

alter table review_policy_ask enable row level security;
alter table review_policy_ask force row level security;
create policy owner_all on review_policy_ask to attend_owner using (true);
create policy programme_app on review_policy_ask to attend_app using (programme_id = (select acting_programme()));
grant select on review_policy_ask to attend_app;
grant insert (programme_id, revision, parameters, reason, asked_by), update (decision, decided_by, decided_at, note, version) on review_policy_ask to attend_app;
-- One person's word publishes without a second one behind it only what no row of a request is named for.
revoke insert on review_policy from attend_app;
grant insert (programme_id, revision, parameters, reason, made_by) on review_policy to attend_app;

-- Letters about what a review decided (LTR-18).
alter table letter_template drop constraint letter_template_kind_check,
  add constraint letter_template_kind_check check (kind in ('to-participant', 'hearing-notice', 'check-in-notice', 'check-in-missed', 'review-notice',
    'to-attorney', 'appearance-report', 'status-report', 'amend-request'));
alter table letter drop constraint letter_kind_check,
  add constraint letter_kind_check check (kind in ('to-participant', 'hearing-notice', 'check-in-notice', 'check-in-missed', 'review-notice', 'to-attorney',
    'appearance-report', 'status-report', 'amend-request')),
  add column review_id uuid references review on delete set null;
create index letter_review on letter (review_id) where review_id is not null;
