-- Help with getting to a hearing or a check-in: asked for, arranged, and what came of it. ADR 0030.
set local search_path = attend, public;

create table arranged_help (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  -- What it is for: one of the two. It ends with it.
  hearing_id uuid references hearing on delete cascade,
  check_in_id uuid references check_in on delete cascade,
  -- Null: a reply asked for help and nobody has said yet which.
  kind text check (kind in ('transport', 'child-care', 'interpreter', 'other')),
  way text not null check (way in ('staff', 'reply', 'telephone', 'in-person', 'paper')),
  asked_at timestamptz not null,
  -- Who of the staff asked, or heard that it was asked for. Null: the reply itself.
  asked_by uuid references staff,
  reply_id uuid references message_reply on delete set null,
  -- The asking in whose place it stands, as its hearing moved.
  carried_from uuid references arranged_help on delete set null,
  entered_at timestamptz not null default now(),
  status text not null default 'asked' check (status in ('asked', 'arranged', 'provided', 'fell-through', 'not-needed')),
  arranged_at timestamptz,
  arranged_by uuid references staff,
  -- Pick-up, or from when to when somebody is there.
  from_at timestamptz,
  to_at timestamptz,
  -- How an interpreter interprets.
  mode text check (mode in ('in-person', 'telephone', 'video')),
  -- The time of the check-in for which it was arranged; where that moves, somebody looks at it again.
  for_at timestamptz,
  settled_at timestamptz,
  settled_by uuid references staff,
  entered_in_error_at timestamptz,
  -- {note, supplier, phone, language, told, reason}
  sealed bytea not null,
  -- {text}: where somebody is picked up, or where help comes to. Apart, so that a protected one is withheld unopened.
  place_sealed bytea,
  place_protected boolean not null default false,
  version integer not null default 1,
  check (num_nonnulls(hearing_id, check_in_id) = 1),
  check (kind is not null or status in ('asked', 'not-needed', 'fell-through')),
  check (way = 'reply' or asked_by is not null),
  check ((arranged_at is null) = (arranged_by is null)),
  check (status not in ('arranged', 'provided') or arranged_at is not null),
  check (mode is null or kind = 'interpreter'),
  check (to_at is null or from_at < to_at),
  check ((settled_at is null) = (settled_by is null) and (settled_at is null) = (status in ('asked', 'arranged'))),
  check (not place_protected or place_sealed is not null)
);
create index arranged_help_participant on arranged_help (participant_id, asked_at desc);
create index arranged_help_hearing on arranged_help (hearing_id) where hearing_id is not null;
create index arranged_help_check_in on arranged_help (check_in_id) where check_in_id is not null;
create index arranged_help_carried on arranged_help (carried_from) where carried_from is not null;
-- What somebody has to see to: few beside all that was ever provided.
create index arranged_help_open on arranged_help (programme_id, id) where status in ('asked', 'arranged') and entered_in_error_at is null;
-- The same is asked for once. Of other kinds there may be several.
create unique index arranged_help_once on arranged_help (coalesce(hearing_id, check_in_id), coalesce(kind, 'not-said'))
  where status in ('asked', 'arranged') and entered_in_error_at is null and kind is distinct from 'other';
-- A reply asks once, however often it is delivered.
create unique index arranged_help_reply on arranged_help (reply_id) where reply_id is not null;

alter table error_mark drop constraint error_mark_entity_check;
alter table error_mark add check (entity in ('contact-entry', 'suspension', 'hearing', 'check-in', 'contact-attempt', 'exception', 'help'));

alter table arranged_help enable row level security;
alter table arranged_help force row level security;
create policy owner_all on arranged_help to attend_owner using (true);
select guard_by_person('arranged_help', '(select true from participant p where p.id = arranged_help.participant_id)');
grant select, insert on arranged_help to attend_app;
grant update (kind, status, arranged_at, arranged_by, from_at, to_at, mode, for_at, settled_at, settled_by, entered_in_error_at, sealed,
  place_sealed, place_protected, version) on arranged_help to attend_app;
