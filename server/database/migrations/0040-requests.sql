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
