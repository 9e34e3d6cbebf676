-- Accounts, sessions and second factors: the tables of better-auth (its fields, our names), in a schema of their own.
-- The application's role sees them on the sign-in's own connections alone (attend.sign_in); requests of staff reach them
-- only through the functions below.
create schema auth;
set local search_path = attend, public;

create table auth.user_account (
  id text primary key,
  name text not null,
  -- Lower case: nobody has two accounts that differ by it.
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table auth.session (
  id text primary key,
  user_id text not null references auth.user_account on delete cascade,
  -- Worthless without the signing secret, which is not in the database.
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now()
);
create index session_of_user on auth.session (user_id);

create table auth.credential (
  id text primary key,
  user_id text not null references auth.user_account on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  -- scrypt, with its salt; null: this way in is closed.
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index credential_user on auth.credential (user_id);

create table auth.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verification_identifier on auth.verification (identifier);

create table auth.two_factor (
  id text primary key,
  user_id text not null unique references auth.user_account on delete cascade,
  -- Both encrypted with the signing secret.
  secret text not null,
  backup_codes text not null,
  verified boolean not null default false,
  failed_verification_count integer not null default 0,
  locked_until timestamptz
);

-- RFC 6238, 5.2: a code opens once.
create table auth.used_code (
  user_id text not null references auth.user_account on delete cascade,
  code_hash bytea not null,
  at timestamptz not null default now(),
  primary key (user_id, code_hash)
);

-- Failed sign-ins by account, by address and by both (keyed hashes): each makes the next one wait, none locks for good.
create table auth.attempt (
  who bytea primary key,
  failures integer not null,
  last_at timestamptz not null,
  not_before timestamptz not null,
  -- This account has signed in from this address before: strangers' failures do not slow it there.
  succeeded_at timestamptz
);
create index attempt_last on auth.attempt (last_at);

grant usage on schema auth to attend_app;
do $$
declare
  t text;
begin
  foreach t in array array['user_account', 'session', 'credential', 'verification', 'two_factor', 'used_code', 'attempt']
  loop
    execute format('alter table auth.%I enable row level security', t);
    execute format('alter table auth.%I force row level security', t);
    execute format('create policy sign_in on auth.%I to attend_app using ((select current_setting(''attend.sign_in'', true)) = ''on'')', t);
    execute format('create policy owner_all on auth.%I to attend_owner using (true)', t);
    execute format('grant select, insert, update, delete on auth.%I to attend_app', t);
  end loop;
end $$;

-- Whose session a token or id is, before any programme is known. No row: none, expired, or a leaver's.
-- Notes at most once a minute that it was seen.
create function find_session(p_token text, p_ids text[] default null)
returns table (
  session_id text, account_id text, email text, second_factor boolean, created_at timestamptz, expires_at timestamptz,
  staff_id uuid, name text, office_id uuid, provider_id uuid, roles text[],
  programme_id uuid, programme_name text, timezone text, simulated boolean
)
language sql volatile security definer set search_path = attend, public as $$
  update auth.session set last_seen_at = now()
    where token = p_token and last_seen_at < now() - interval '1 minute';
  select s.id, u.id, u.email, u.two_factor_enabled, s.created_at, s.expires_at,
    f.id, f.name, f.office_id, f.provider_id,
    coalesce((select array_agg(distinct r.role order by r.role) from staff_role r
      where r.staff_id = f.id and r.from_at <= now() and (r.to_at is null or r.to_at > now())), '{}'),
    p.id, p.name, p.timezone, p.simulated
  from auth.session s
    join auth.user_account u on u.id = s.user_id
    join staff f on f.account_id = u.id and f.ended_at is null
    join programme p on p.id = f.programme_id
  where (s.token = p_token or s.id = any (p_ids)) and s.expires_at > now()
$$;

-- Whether somebody can sign in at all: until then the first run is open.
create function any_account() returns boolean
language sql stable security definer set search_path = attend, public as $$
  select exists (select from staff where account_id is not null)
$$;

-- An account with a first password (already hashed), for a member of the transaction's own programme.
create function create_account(p_account text, p_name text, p_email text, p_password_hash text) returns void
language plpgsql security definer set search_path = attend, public as $$
begin
  insert into auth.user_account (id, name, email) values (p_account, p_name, lower(p_email));
  insert into auth.credential (id, user_id, account_id, provider_id, password)
    values (gen_random_uuid()::text, p_account, p_account, 'credential', p_password_hash);
end $$;

-- The account of a member of the transaction's own programme; null: there is none.
create function own_account(p_staff uuid) returns text
language sql stable security definer set search_path = attend, public as $$
  select account_id from staff where id = p_staff and programme_id = nullif(current_setting('attend.programme', true), '')::uuid
$$;

-- Ends every session at once, half-done sign-ins too. With `p_password_hash`: the new first password, and the second factor is to be set up
-- again; with null: closes the account's way in.
create function reset_account(p_staff uuid, p_password_hash text) returns void
language plpgsql security definer set search_path = attend, public as $$
declare
  account text := own_account(p_staff);
begin
  update auth.credential set password = p_password_hash, updated_at = now() where user_id = account;
  update auth.user_account set two_factor_enabled = false, updated_at = now() where id = account;
  delete from auth.two_factor where user_id = account;
  delete from auth.verification where value = account;
  delete from auth.session where user_id = account;
end $$;

-- The first administrator and the programme; refused as soon as anybody can sign in. Where the machine's operator has made a
-- programme before (by enrolling from the command line), that one is administered: it takes the name, and keeps the time
-- zone by which its people's conditions were read.
create function first_run(
  p_programme text, p_timezone text, p_simulated boolean, p_account text, p_name text, p_email text, p_password_hash text
) returns table (programme_id uuid, staff_id uuid)
language plpgsql security definer set search_path = attend, public as $$
#variable_conflict use_column
declare
  made uuid;
  administrator uuid;
begin
  lock table programme in exclusive mode;
  if any_account() then
    raise exception 'somebody can sign in already' using errcode = 'unique_violation', constraint = 'first_run_once';
  end if;
  update programme set name = p_programme, simulated = p_simulated
    where id = (select id from programme order by created_at, id limit 1) returning id into made;
  if made is null then
    insert into programme (name, timezone, simulated) values (p_programme, p_timezone, p_simulated) returning id into made;
  end if;
  perform create_account(p_account, p_name, p_email, p_password_hash);
  insert into staff (programme_id, account_id, name, email) values (made, p_account, p_name, lower(p_email)) returning id into administrator;
  insert into staff_role (programme_id, staff_id, role) values (made, administrator, 'administrator');
  insert into audit_entry (programme_id, operator, action, entity, entity_id) values (made, 'first run', 'administrator.created', 'staff', administrator::text);
  return query select made, administrator;
end $$;

-- Streams of a session end when it does, in every process.
create function session_ended() returns trigger language plpgsql security definer set search_path = attend, public as $$
begin
  perform pg_notify('attend_session', old.id);
  return null;
end $$;
create trigger session_ended after delete on auth.session for each row execute function session_ended();

revoke execute on function find_session, any_account, create_account, own_account, reset_account, first_run, session_ended from public;
grant execute on function find_session, any_account, create_account, own_account, reset_account, first_run to attend_app;

-- The first answer to a write with a key holds people's data: sealed under the programme's key, and kept a day.
alter table idempotency_key drop column response;
alter table idempotency_key add column response bytea;
grant update on idempotency_key to attend_app;
