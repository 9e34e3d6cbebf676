-- The end of a person's key: asked for by one, approved by another, and then done. What it ends can never be read again.
set local search_path = attend, public;

create table key_destruction (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  -- {reason}, under the programme's key: the person's own is what ends.
  sealed bytea not null,
  asked_by uuid not null references staff,
  asked_at timestamptz not null default now(),
  decision text check (decision in ('approved', 'refused')),
  decided_by uuid references staff,
  decided_at timestamptz,
  -- The keyring has forgotten the key.
  destroyed_at timestamptz,
  check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at is null)),
  -- Two people, whatever the application does.
  constraint two_people check (decision is distinct from 'approved' or decided_by <> asked_by),
  check (destroyed_at is null or decision = 'approved')
);
create unique index key_destruction_one on key_destruction (participant_id) where decision is distinct from 'refused';
create index key_destruction_asked on key_destruction (programme_id, asked_at desc);

alter table key_destruction enable row level security;
alter table key_destruction force row level security;
create policy programme_app on key_destruction to attend_app using (programme_id = (select nullif(current_setting('attend.programme', true), '')::uuid));
create policy owner_all on key_destruction to attend_owner using (true);
grant select, insert, update on key_destruction to attend_app;
grant delete on assignment_due to attend_app;

-- Whose keys have to be gone, over all programmes: what every process with a keyring brings its keyring in line with.
create function approved_destructions() returns table (id uuid, participant_id uuid, is_noted boolean)
language sql stable security definer set search_path = attend, public as $$
  select id, participant_id, destroyed_at is not null from key_destruction where decision = 'approved' order by decided_at, id
$$;
create function note_destroyed(p_id uuid) returns void
language sql volatile security definer set search_path = attend, public as $$
  update key_destruction set destroyed_at = now() where id = p_id and decision = 'approved' and destroyed_at is null
$$;
revoke execute on function approved_destructions, note_destroyed from public;
grant execute on function approved_destructions, note_destroyed to attend_app, attend_gateway;

-- What a write was answered with is about somebody: under their key where they are one person.
alter table idempotency_key add column participant_id uuid;
