-- How a person is reached, what is sent to them, and what they answer. Addresses and texts are sealed under the person's key; a keyed
-- hash of an address finds whose it is when an answer comes in. ADR 0020.
set local search_path = attend, public;

create table contact_point (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  kind text not null check (kind in ('phone', 'email')),
  -- {address, language, note}
  sealed bytea not null,
  -- HMAC of the address under a key of the programme: STOP from a number holds for everybody who has it.
  address_hash bytea not null,
  -- 1 is tried first.
  preference integer not null check (preference between 1 and 99),
  -- Consent to be written to there: when it was given, and who of the staff asked. Without it nothing is sent.
  consent_at timestamptz,
  consent_asked_by uuid references staff,
  consent_withdrawn_at timestamptz,
  -- The person answered STOP; only consent given anew, after that, lifts it.
  stopped_at timestamptz,
  confirmed_at timestamptz,
  confirmed_by uuid references staff,
  bounced_at timestamptz,
  ended_at timestamptz,
  ended_by uuid references staff,
  created_at timestamptz not null default now(),
  created_by uuid references staff,
  version integer not null default 1,
  check ((consent_at is null) = (consent_asked_by is null)),
  check ((ended_at is null) = (ended_by is null))
);
create index contact_point_participant on contact_point (participant_id, preference);
create index contact_point_address on contact_point (address_hash);
create index contact_point_bounced on contact_point (programme_id, bounced_at) where bounced_at is not null and ended_at is null;

create table message (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  -- What it is sent for, said by whoever plans it: the same key is the same message.
  key text not null check (length(key) between 1 and 200),
  template text not null,
  status text not null default 'planned' check (status in ('planned', 'sending', 'sent', 'failed', 'unknown', 'cancelled')),
  -- What holds it back, or why it failed.
  reason text check (reason in ('no-provider', 'no-contact-point', 'refused', 'not-reached', 'too-late', 'key-destroyed',
    'crashed', 'no-answer', 'undelivered')),
  -- Not before, quiet hours taken into account; not after, as it would say what is no longer so.
  due_at timestamptz not null,
  useful_until timestamptz not null,
  try_at timestamptz not null,
  attempts integer not null default 0,
  -- Language, heading, text and values: what is to be sent, and what was, once it is.
  sealed bytea not null,
  contact_point_id uuid references contact_point,
  -- The intent, committed before anything leaves. Its instant names the attempt.
  sending_at timestamptz,
  sent_at timestamptz,
  -- Raised where a person sends it again: to the provider it is another message then.
  round integer not null default 1,
  -- The provider's own number for it.
  provider_ref text,
  delivered_at timestamptz,
  -- A person said what became of one that is unknown or failed.
  settled_at timestamptz,
  settled_by uuid references staff,
  settled_as text check (settled_as in ('was-sent', 'not-sent', 'send-again')),
  created_at timestamptz not null default now(),
  created_by uuid references staff,
  check (useful_until > due_at),
  check (status <> 'sending' or sending_at is not null),
  check ((settled_at is null) = (settled_by is null) and (settled_at is null) = (settled_as is null)),
  unique (programme_id, key)
);
create index message_due on message (try_at) where status = 'planned';
create index message_sending on message (sending_at) where status = 'sending';
create index message_participant on message (participant_id, due_at desc);
create index message_outbox on message (programme_id, status, due_at);
create index message_key on message (key text_pattern_ops);

create table message_reply (
  id uuid primary key default uuidv7(),
  programme_id uuid not null references programme,
  participant_id uuid not null references participant,
  contact_point_id uuid not null references contact_point,
  -- The last one sent there.
  message_id uuid references message,
  meaning text not null check (meaning in ('stop', 'yes', 'help', 'other')),
  -- {text}
  sealed bytea not null,
  -- The provider's own number: the same reply delivered twice is one.
  provider_ref text not null,
  at timestamptz not null default now(),
  unique (contact_point_id, provider_ref)
);
create index message_reply_participant on message_reply (participant_id, at desc);

do $$
declare
  t text;
begin
  foreach t in array array['contact_point', 'message', 'message_reply']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to attend_owner using (true)', t);
    perform guard_by_person(t, format('(select true from participant p where p.id = %I.participant_id)', t));
  end loop;
end $$;
grant select, insert on contact_point, message to attend_app;
grant update (sealed, address_hash, preference, consent_at, consent_asked_by, consent_withdrawn_at, stopped_at, confirmed_at, confirmed_by,
  bounced_at, ended_at, ended_by, version) on contact_point to attend_app;
grant update (status, reason, try_at, useful_until, round, attempts, settled_at, settled_by, settled_as) on message to attend_app;
grant select on message_reply to attend_app;
