-- Orders that are drawn on screen: drafts, a second person's approval, agreements as they were read and signed, passes that are
-- decided, and the dates on which somebody is asked whether a restriction is still needed.
set local search_path = attend, public;

-- `revision` is the order's whole record as a screen has it: raised by every command, so that of two who change it the second sees what
-- the first did.
alter table supervision_order
  add column revision integer not null default 1,
  -- {reason}: why it ended, or was entered in error.
  add column sealed bytea;
create index supervision_order_imported on supervision_order (programme_id, created_at, id) where status <> 'ended';

alter table order_version drop constraint order_version_effective_by_check,
  add check (effective_by in ('agreement', 'service', 'import', 'decision'));
alter table order_version
  -- Whoever wrote in the draft: none of them approves it.
  add column authors uuid[] not null default '{}',
  add column approved_by uuid references staff,
  add column approved_at timestamptz,
  add column discarded_at timestamptz,
  -- {reference} of the court's service, or {note} of who approved it.
  add column effect_sealed bytea,
  add check ((approved_by is null) = (approved_at is null)),
  add check (approved_by is null or approved_by <> all (authors)),
  add check (discarded_at is null or effective_at is null);
-- One draft at a time: a second editor joins it.
create unique index order_version_one_draft on order_version (order_id) where effective_at is null and discarded_at is null;
create index order_version_import on order_version (programme_id, order_id) where effective_by = 'import';

-- DESIGN.md, «Orders»: amended by new versions, never edited. Held here for the application, whatever its SQL.
create function hold_version() returns trigger
language plpgsql set search_path = attend, public, pg_temp as $$
begin
  if old.effective_at is not null and (old.from_at, old.to_at, old.review_at, old.legal_basis, old.effective_at, old.effective_by, old.sealed,
      old.approved_by) is distinct from (new.from_at, new.to_at, new.review_at, new.legal_basis, new.effective_at, new.effective_by, new.sealed, new.approved_by) then
    raise exception 'a version that took effect is not edited';
  end if;
  return new;
end $$;
create trigger hold_version before update on order_version for each row when (current_user = 'attend_app') execute function hold_version();
create function hold_clause() returns trigger
language plpgsql set search_path = attend, public, pg_temp as $$
begin
  if exists (select from order_version v where v.id = old.order_version_id and v.effective_at is not null) then
    raise exception 'a clause of a version that took effect stays';
  end if;
  return old;
end $$;
create trigger hold_clause before delete on order_clause for each row execute function hold_clause();
grant delete on order_clause to attend_app;

-- How it was signed, and of which agreement it is the same one carried on by a version that lessens.
alter table agreement
  add column signed_as text check (signed_as in ('drawn', 'typed', 'paper')),
  add column carried_from uuid references agreement,
  add column taken_by uuid references staff,
  -- {reason}
  add column withdrawal_sealed bytea;

alter table condition add column revision integer not null default 1;
alter table condition_exception
  add column asked_by uuid references staff,
  add column revision integer not null default 1;
create index condition_exception_asked on condition_exception (programme_id, from_at) where status = 'asked';

-- An agency's own text of the agreement in a language that the program brings none of. About nobody.
create table agreement_text (
  programme_id uuid not null references programme,
  language text not null,
  version integer not null check (version > 0),
  text text not null,
  made_at timestamptz not null default now(),
  made_by uuid not null references staff,
  primary key (programme_id, language, version)
);

-- After how many days restriction lapses where nobody decides; null: never by itself. The latest holds; none: the program's own.
create table order_policy (
  programme_id uuid not null references programme,
  revision integer not null check (revision > 0),
  from_at timestamptz not null default now(),
  lapse_days integer check (lapse_days between 1 and 730),
  reason text not null,
  made_by uuid not null references staff,
  primary key (programme_id, revision)
);

-- Somebody is asked to decide by a date.
create table order_prompt (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  order_id uuid not null references supervision_order,
  order_version_id uuid not null references order_version,
  kind text not null check (kind in ('medical', 'review', 'order-end')),
  due_at timestamptz not null,
  asked_at timestamptz not null default now(),
  asked_by uuid references staff,
  decided_at timestamptz,
  decided_by uuid references staff,
  decision text check (decision in ('stay', 'step-down', 'step-up', 'end')),
  -- The next look, as this one set it.
  next_review_at timestamptz,
  -- Nobody decided by the date. Once set it stays, whatever is decided later.
  at_risk_from timestamptz,
  lapsed_at timestamptz,
  -- The version or the order is over: nobody is asked any more.
  closed_at timestamptz,
  -- {note, evidence}
  sealed bytea,
  check ((decided_at is null) = (decided_by is null) and (decided_at is null) = (decision is null)),
  unique (order_version_id, kind, due_at)
);
-- In the order of need in which they are worked through.
create index order_prompt_open on order_prompt (programme_id, (kind <> 'medical'), due_at, id) where decided_at is null and closed_at is null;
create index order_prompt_order on order_prompt (order_id);
create index order_prompt_participant on order_prompt (participant_id);

create function hold_risk() returns trigger
language plpgsql set search_path = attend, public, pg_temp as $$
begin
  if old.at_risk_from is not null and new.at_risk_from is distinct from old.at_risk_from then
    raise exception 'a span at risk stays marked';
  end if;
  return new;
end $$;
create trigger hold_risk before update on order_prompt for each row execute function hold_risk();

do $$
declare
  t text;
begin
  foreach t in array array['agreement_text', 'order_policy', 'order_prompt']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to attend_owner using (true)', t);
  end loop;
  foreach t in array array['agreement_text', 'order_policy']
  loop
    execute format('create policy programme_app on %I to attend_app using (programme_id = (select acting_programme()))', t);
  end loop;
  perform guard_by_person('order_prompt', '(select true from participant p where p.id = order_prompt.participant_id)');
end $$;
grant select, insert on agreement_text, order_policy to attend_app;
grant select, insert, update on order_prompt to attend_app;

-- What the hourly look at dates finds them by.
create index order_version_review on order_version (review_at) where effective_at is not null and review_at is not null;
create index order_version_end on order_version (to_at) where effective_at is not null and to_at is not null;
create index order_prompt_next on order_prompt (next_review_at) where next_review_at is not null;
