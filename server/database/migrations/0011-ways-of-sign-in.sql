-- Passkeys, agencies' own sign-in (OIDC), step-up, and accounts by invitation only.
set local search_path = attend, public;

-- What was proven for this session, and when last: signing and exports ask for a fresh proof.
alter table auth.session
  add column second_factor boolean not null default false,
  add column proven_at timestamptz;
-- Until now a session stood only where the second factor had been proven or was not set up yet.
update auth.session s set second_factor = true from auth.user_account u where u.id = s.user_id and u.two_factor_enabled;

create table auth.passkey (
  -- The credential's id, base64url.
  id text primary key,
  user_id text not null references auth.user_account on delete cascade,
  -- The domain that it was made for; it opens no other.
  rp_id text not null,
  name text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index passkey_user on auth.passkey (user_id);

-- Challenges and states are signed, not stored; what has been used once stands here until it would have expired anyway.
create table auth.spent (
  hash bytea primary key,
  at timestamptz not null default now()
);

do $$
declare
  t text;
begin
  foreach t in array array['passkey', 'spent']
  loop
    execute format('alter table auth.%I enable row level security', t);
    execute format('alter table auth.%I force row level security', t);
    execute format('create policy sign_in on auth.%I to attend_app using ((select current_setting(''attend.sign_in'', true)) = ''on'')', t);
    execute format('create policy owner_all on auth.%I to attend_owner using (true)', t);
    execute format('grant select, insert, update, delete on auth.%I to attend_app', t);
  end loop;
end $$;

-- The open door of a member of staff who has no account yet. The link holds the token; here stands its hash alone.
create table invitation (
  staff_id uuid primary key references staff,
  programme_id uuid not null references programme,
  token_hash bytea not null unique,
  sent_at timestamptz not null default now(),
  sent_by uuid references staff,
  expires_at timestamptz not null,
  accepted_at timestamptz
);
alter table invitation enable row level security;
alter table invitation force row level security;
create policy programme_app on invitation to attend_app using (programme_id = (select nullif(current_setting('attend.programme', true), '')::uuid));
create policy owner_all on invitation to attend_owner using (true);
grant select, insert, update on invitation to attend_app;

drop function find_session;
-- Whose session a token or id is, before any programme is known. No row: none, expired, or a leaver's.
-- Notes at most once a minute that it was seen.
create function find_session(p_token text, p_ids text[] default null)
returns table (
  session_id text, account_id text, email text, second_factor boolean, created_at timestamptz, expires_at timestamptz,
  staff_id uuid, name text, office_id uuid, provider_id uuid, roles text[],
  programme_id uuid, programme_name text, timezone text, simulated boolean, proven_seconds_ago double precision
)
language sql volatile security definer set search_path = attend, public, pg_temp as $$
  update auth.session set last_seen_at = now()
    where token = p_token and last_seen_at < now() - interval '1 minute';
  select s.id, u.id, u.email, s.second_factor, s.created_at, s.expires_at,
    f.id, f.name, f.office_id, f.provider_id,
    coalesce((select array_agg(distinct r.role order by r.role) from staff_role r
      where r.staff_id = f.id and r.from_at <= now() and (r.to_at is null or r.to_at > now())), '{}'),
    p.id, p.name, p.timezone, p.simulated, extract(epoch from now() - s.proven_at)::double precision
  from auth.session s
    join auth.user_account u on u.id = s.user_id
    join staff f on f.account_id = u.id and f.ended_at is null
    join programme p on p.id = f.programme_id
  where (s.token = p_token or s.id = any (p_ids)) and s.expires_at > now()
$$;

-- Ends every session at once, half-done sign-ins and passkeys too: what is lost may be in somebody's hands. With
-- `p_password_hash`: the new first password, and the second factor is to be set up again; with null: closes every way in.
create or replace function reset_account(p_staff uuid, p_password_hash text) returns void
language plpgsql security definer set search_path = attend, public, pg_temp as $$
declare
  account text := own_account(p_staff);
begin
  if account is null then return; end if;
  -- Held against a passkey that is being added or a session that is being opened at this moment.
  perform from auth.user_account where id = account for update;
  if p_password_hash is null then
    delete from auth.credential where user_id = account;
  else
    insert into auth.credential (id, user_id, account_id, provider_id, password)
      values (gen_random_uuid()::text, account, account, 'credential', p_password_hash)
      on conflict (provider_id, account_id) do update set password = excluded.password, updated_at = now();
  end if;
  update auth.user_account set two_factor_enabled = false, updated_at = now() where id = account;
  delete from auth.two_factor where user_id = account;
  delete from auth.passkey where user_id = account;
  delete from auth.verification where value = account;
  delete from auth.session where user_id = account;
end $$;

-- Whether somebody can sign in with this address already, in this programme or another.
create function address_taken(p_email text) returns boolean
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select exists (select from auth.user_account where email = lower(p_email))
$$;

-- An invitation that can be accepted now, by its token's hash or, for who comes through their agency's sign-in, by their
-- verified address.
create function find_invitation(p_hash bytea, p_email text)
returns table (staff_id uuid, name text, email text, programme_name text, expires_at timestamptz)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select f.id, f.name, f.email, p.name, i.expires_at
  from invitation i join staff f on f.id = i.staff_id join programme p on p.id = i.programme_id
  where (i.token_hash = p_hash or f.email = lower(p_email))
    and i.accepted_at is null and i.expires_at > now() and f.ended_at is null and f.account_id is null
  order by i.sent_at desc limit 1
$$;

-- Accepts it, once: two at the same moment wait for one another, and the second finds none. No row: there is none.
create function accept_invitation(p_hash bytea, p_email text, p_password_hash text)
returns table (account_id text, email text)
language plpgsql security definer set search_path = attend, public, pg_temp as $$
#variable_conflict use_column
declare
  found_id uuid;
  member staff;
begin
  select staff_id into found_id from find_invitation(p_hash, p_email);
  perform from invitation where staff_id = found_id for update;
  update invitation set accepted_at = now() where staff_id = found_id and accepted_at is null and expires_at > now()
    and (token_hash = p_hash or p_email is not null);
  if not found then return; end if;
  select * into member from staff where id = found_id and ended_at is null and account_id is null for update;
  if member.id is null then return; end if;
  insert into auth.user_account (id, name, email) values (member.id::text, member.name, lower(member.email));
  if p_password_hash is not null then
    insert into auth.credential (id, user_id, account_id, provider_id, password)
      values (gen_random_uuid()::text, member.id::text, member.id::text, 'credential', p_password_hash);
  end if;
  update staff set account_id = member.id::text where id = member.id;
  insert into audit_entry (programme_id, staff_id, action, entity, entity_id)
    values (member.programme_id, member.id, 'staff.invitation-accepted', 'staff', member.id::text);
  return query select member.id::text, member.email;
end $$;

-- The account that works here with this address: for agencies' sign-in, which vouches for addresses.
create function find_working_account(p_email text) returns text
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select account_id from staff where email = lower(p_email) and account_id is not null and ended_at is null
    order by created_at limit 1
$$;

revoke execute on function find_session, address_taken, find_invitation, accept_invitation, find_working_account from public;
grant execute on function find_session, address_taken, find_invitation, accept_invitation, find_working_account to attend_app;
