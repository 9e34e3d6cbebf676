-- Who an account stands for, and what waits for a second person's word (docs/decisions/0022).
set local search_path = attend, public;

alter table staff
  -- On whose word alone it rests that this account is somebody else's: until another says so too, the two count as one person.
  -- Null: it stands for itself, by the first run, by the operator's word or by that of two people. Accounts from before are taken
  -- as they are: nothing says who vouched for them.
  add column rests_on uuid references staff,
  -- Raised by whatever changes who it is or what it may do: an approval is of what stood when it was asked for.
  add column account_version integer not null default 1,
  add constraint rests_on_another check (rests_on <> id);

-- From then on two people are needed. Never unset: ending one's only colleague does not bring the beginning back.
alter table programme add column two_people_from timestamptz;

create table account_request (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  -- Whose account it is.
  staff_id uuid not null references staff,
  kind text not null check (kind in ('invitation', 'reset', 'roles', 'offices', 'confirmation')),
  -- What holds once it is approved. Offices: none means every office of the agency.
  roles text[] not null,
  offices uuid[] not null,
  -- Null with `operator`: from the machine's own command line.
  asked_by uuid references staff,
  operator text,
  asked_at timestamptz not null default now(),
  lapses_at timestamptz not null,
  -- Of the account, when it was asked for.
  account_version integer not null,
  decision text check (decision in ('approved', 'refused', 'alone', 'lapsed', 'void')),
  -- Null: nobody has, or the operator, or time.
  decided_by uuid references staff,
  decided_operator text,
  decided_at timestamptz,
  -- {note}, under the programme's key
  sealed bytea,
  check ((asked_by is null) <> (operator is null)),
  check ((decision is null) = (decided_at is null)),
  check (decision is distinct from 'approved' or (decided_by is null) <> (decided_operator is null)),
  -- Two people, whatever the application does, and neither of them the one concerned.
  constraint two_people check (decision is distinct from 'approved' or (decided_by <> asked_by and decided_by <> staff_id))
);
create unique index account_request_one on account_request (staff_id) where decision is null;
create index account_request_asked on account_request (programme_id, asked_at desc);
create index account_request_open on account_request (lapses_at) where decision is null;

alter table account_request enable row level security;
alter table account_request force row level security;
create policy programme_app on account_request to attend_app using (programme_id = (select acting_programme()));
create policy owner_all on account_request to attend_owner using (true);
grant select, insert, update on account_request to attend_app;

-- Whom an account counts as: whoever is at the end of the words that it rests on. Null where they rest on each other: nobody then.
create function stands_for(p_staff uuid) returns uuid
language sql stable security definer set search_path = attend, public, pg_temp as $$
  with recursive chain as (
    select id, rests_on from staff where id = p_staff and programme_id = acting_programme()
    union
    select s.id, s.rests_on from chain c join staff s on s.id = c.rests_on
  )
  select id from chain where rests_on is null
$$;
-- Whether two accounts count as one person, as far as anybody but that person has said. Where it is not known they do.
create function same_person(p_one uuid, p_other uuid) returns boolean
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select coalesce(stands_for(p_one) = stands_for(p_other), true)
$$;
-- Whether the first rests on the second, through whatever stands between.
create function rests_on(p_one uuid, p_other uuid) returns boolean
language sql stable security definer set search_path = attend, public, pg_temp as $$
  with recursive chain as (
    select id, rests_on from staff where id = p_one and programme_id = acting_programme()
    union
    select s.id, s.rests_on from chain c join staff s on s.id = c.rests_on
  )
  select exists (select from chain where rests_on = p_other)
$$;
-- Whether what opens the account is somebody's alone: a passkey, an agency's sign-in, a password with its authenticator. A password
-- without one is open to whoever was told it (a reset's first password), also where another way in was set up beside it.
create function has_own_factor(p_staff uuid) returns boolean
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select exists (select from staff s join auth.user_account u on u.id = s.account_id
    where s.id = p_staff and s.programme_id = acting_programme() and (u.two_factor_enabled
      or (not exists (select from auth.credential c where c.user_id = u.id and c.provider_id = 'credential' and c.password is not null)
        and (exists (select from auth.passkey p where p.user_id = u.id)
          or exists (select from auth.credential c where c.user_id = u.id and c.provider_id <> 'credential')))))
$$;
-- Whether two people are needed: as soon as there have ever been two who could say so of each other's doings. `p_roles`: those that
-- may. `p_staff`: who acts. Notes it when it first is so.
create function two_people_needed(p_staff uuid, p_roles text[]) returns boolean
language plpgsql volatile security definer set search_path = attend, public, pg_temp as $$
begin
  if (select two_people_from is not null from programme where id = acting_programme()) then
    return true;
  end if;
  if (select count(distinct stands_for(s.id)) < 2 from staff s
      where s.programme_id = acting_programme() and s.ended_at is null and (s.id = p_staff or (has_own_factor(s.id)
        and exists (select from staff_role r where r.staff_id = s.id and r.role = any (p_roles)
          and r.from_at <= now() and (r.to_at is null or r.to_at > now()))))) then
    return false;
  end if;
  update programme set two_people_from = now() where id = acting_programme() and two_people_from is null;
  insert into audit_entry (programme_id, staff_id, operator, action, entity, entity_id)
    values (acting_programme(), p_staff, nullif(current_setting('attend.operator', true), ''), 'programme.two-people', 'programme',
      acting_programme()::text);
  return true;
end $$;
-- One person as both never approves, whatever the application does.
create function approved_by_another() returns trigger
language plpgsql security definer set search_path = attend, public, pg_temp as $$
begin
  if new.decision = 'approved' and new.decided_by is not null
      and (same_person(new.decided_by, new.staff_id) or (new.asked_by is not null and same_person(new.decided_by, new.asked_by))) then
    raise exception 'one person as both' using errcode = 'check_violation', constraint = 'two_people';
  end if;
  return new;
end $$;
create trigger approved_by_another before insert or update of decision on account_request
  for each row execute function approved_by_another();

revoke execute on function stands_for, same_person, rests_on, has_own_factor, two_people_needed, approved_by_another from public;
grant execute on function stands_for, same_person, rests_on, has_own_factor, two_people_needed to attend_app;
