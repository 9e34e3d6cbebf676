-- The audit's proof: every change, every look and every upload stands once in a chain of hashes, in the order of commits, given by one
-- sequencer some seconds later; each day's links stand under one Merkle root (RFC 6962), and roots name the one before. Heads and roots
-- are signed by the program with a key that is not in the database. ADR 0011; `server/audit/verify` recomputes all of it by itself.
set local search_path = attend, public;

-- What has committed and is not in the chain yet: written in the change's own transaction. Uploads come a commit at a time.
create table audit_outbox (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('change', 'look', 'look-total', 'uploads', 'dropped')),
  -- The row's id; of uploads and dropped days the day as YYYYMMDD.
  entry_id bigint not null,
  programme_id uuid,
  at timestamptz not null default now(),
  assignments bigint[],
  versions bigint[]
);

create table audit_chain (
  position bigint primary key,
  kind text not null check (kind in ('change', 'look', 'look-total', 'uploads', 'dropped')),
  -- The row's id: of audit_entry, access_record, audit_batch; of a dropped day the day as YYYYMMDD.
  entry_id bigint not null,
  programme_id uuid,
  -- When it was put into the chain; its UTC day is the root under which it stands.
  at timestamptz not null,
  -- SHA-256 of the row's canonical bytes.
  content bytea not null,
  previous bytea not null,
  link bytea not null,
  unique (kind, entry_id)
);

-- Uploads of one run of the sequencer and one day of receipt, under a Merkle root of their own, which stays when retention drops them.
create table audit_batch (
  id bigint generated always as identity primary key,
  day date not null,
  -- Commits from and until.
  from_at timestamptz not null,
  until_at timestamptz not null,
  uploads integer not null,
  root bytea not null,
  members_hash bytea not null
);
create index audit_batch_day on audit_batch (day, id);
-- Which uploads: 18 bytes each, ordered by assignment and version (five bytes each, then the first eight of its hash).
create table audit_batch_members (
  batch_id bigint primary key references audit_batch,
  members bytea not null
);

create table audit_root (
  day date primary key,
  first_position bigint not null,
  entries bigint not null,
  root bytea not null,
  -- The chain's last link at the day's end.
  head bytea not null,
  -- SHA-256 of the day before's statement; zeros for the first day.
  previous bytea not null,
  made_at timestamptz not null
);
create table audit_root_signature (
  day date primary key references audit_root,
  key text not null,
  signature bytea not null
);
-- The head after a run of the sequencer, signed: what stands before it cannot be made anew within the day either.
create table audit_seal (
  position bigint primary key references audit_chain,
  key text not null,
  signature bytea not null
);

-- Where the chain ends, and the complete subtrees of the running day's Merkle tree, largest first. One row.
create table audit_head (
  one boolean primary key default true check (one),
  position bigint not null,
  link bytea not null,
  at timestamptz not null,
  day date not null,
  day_first bigint not null,
  day_entries bigint not null,
  subtrees bytea[] not null,
  -- SHA-256 of the last root's statement.
  last_statement bytea not null,
  -- Days whose lists of looks are in the chain with their final counts.
  looks_until date not null
);

-- The sequencer's clock, in a function of its own so that a test of many days need not wait for them.
create function audit_now() returns timestamptz language sql volatile as $$ select clock_timestamp() $$;
-- How long a list of looks may still be counted on after its day: longer than any transaction lasts.
create function audit_list_grace() returns interval language sql immutable as $$ select interval '10 minutes' $$;

-- Fields as bytes: 0 for null, else 1, the length in four bytes, the value. So no two rows have the same bytes.
create function audit_field(v text) returns bytea language sql immutable as $$
  select case when v is null then '\x00'::bytea else '\x01'::bytea || int4send(octet_length(v)) || convert_to(v, 'UTF8') end
$$;
create function audit_field(v bytea) returns bytea language sql immutable as $$
  select case when v is null then '\x00'::bytea else '\x01'::bytea || int4send(octet_length(v)) || v end
$$;
create function audit_instant(v timestamptz) returns text language sql immutable as $$
  select to_char(v at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

create function audit_change_bytes(e audit_entry) returns bytea language sql immutable set search_path = attend, public, pg_temp as $$
  select audit_field('change/1') || audit_field(e.id::text) || audit_field(e.programme_id::text) || audit_field(audit_instant(e.at))
    || audit_field(e.staff_id::text) || audit_field(e.operator) || audit_field(e.action) || audit_field(e.entity) || audit_field(e.entity_id)
    || audit_field(e.participant_id::text) || audit_field(e.request_id) || audit_field(e.before) || audit_field(e.after)
$$;
-- A list counts on during its day: at first only what does not change in it, its total when the day is over.
create function audit_look_bytes(r access_record, p_total boolean) returns bytea language sql immutable set search_path = attend, public, pg_temp as $$
  select audit_field(case when p_total then 'look-total/1' else 'look/1' end) || audit_field(r.id::text) || audit_field(r.programme_id::text)
    || audit_field(r.participant_id::text) || audit_field(r.staff_id::text) || audit_field(r.operator) || audit_field(to_char(r.day, 'YYYY-MM-DD'))
    || audit_field(r.action) || audit_field(r.what)
    || case when r.action = 'list' and not p_total then ''::bytea
       else audit_field(audit_instant(r.at)) || audit_field(r.purpose) || audit_field(r.count::text) end
$$;
create function audit_batch_bytes(b audit_batch) returns bytea language sql immutable set search_path = attend, public, pg_temp as $$
  select audit_field('uploads/1') || audit_field(b.id::text) || audit_field(to_char(b.day, 'YYYY-MM-DD')) || audit_field(audit_instant(b.from_at))
    || audit_field(audit_instant(b.until_at)) || audit_field(b.uploads::text) || audit_field(b.root) || audit_field(b.members_hash)
$$;
-- RFC 6962, 2.1: leaves and nodes are hashed apart.
create function audit_upload_leaf(p_assignment bigint, p_version bigint, p_day date, p_content bytea) returns bytea
language sql immutable set search_path = attend, public, pg_temp as $$
  select sha256('\x00'::bytea || int8send(p_assignment) || int8send(p_version) || convert_to(to_char(p_day, 'YYYY-MM-DD'), 'UTF8') || sha256(p_content))
$$;
create function audit_merkle_root(p_leaves bytea[]) returns bytea language plpgsql immutable set search_path = attend, public, pg_temp as $$
declare
  level bytea[] := p_leaves;
begin
  if coalesce(cardinality(level), 0) = 0 then return sha256(''); end if;
  while cardinality(level) > 1 loop
    -- The last one of an odd number goes up as it is.
    select array_agg(case when r is null then l else sha256('\x01'::bytea || l || r) end order by n) into level
    from (
      select i as n, h as l, lead(h) over (order by i) as r from unnest(level) with ordinality as u (h, i)
    ) pairs where n % 2 = 1;
  end loop;
  return level[1];
end $$;
-- The root of a tree of which only the complete subtrees are kept.
create function audit_fold(p_subtrees bytea[]) returns bytea language plpgsql immutable as $$
declare
  root bytea := p_subtrees[cardinality(p_subtrees)];
begin
  if coalesce(cardinality(p_subtrees), 0) = 0 then return sha256(''); end if;
  for i in reverse cardinality(p_subtrees) - 1 .. 1 loop
    root := sha256('\x01'::bytea || p_subtrees[i] || root);
  end loop;
  return root;
end $$;
create function audit_statement(r audit_root) returns bytea language sql immutable set search_path = attend, public, pg_temp as $$
  select audit_field('attend-audit-root/1') || audit_field(to_char(r.day, 'YYYY-MM-DD')) || audit_field(r.first_position::text)
    || audit_field(r.entries::text) || audit_field(r.root) || audit_field(r.head) || audit_field(r.previous) || audit_field(audit_instant(r.made_at))
$$;

-- Into the outbox by the statement, and for a statement's new rows alone: a list that counts on adds none.
create function audit_changes_made() returns trigger language plpgsql security definer set search_path = attend, public, pg_temp as $$
begin
  insert into audit_outbox (kind, entry_id, programme_id) select 'change', id, programme_id from added order by id;
  return null;
end $$;
create trigger audit_outbox after insert on audit_entry referencing new table as added for each statement execute function audit_changes_made();
create function audit_looks_made() returns trigger language plpgsql security definer set search_path = attend, public, pg_temp as $$
begin
  insert into audit_outbox (kind, entry_id, programme_id) select 'look', id, programme_id from added order by id;
  return null;
end $$;
create trigger audit_outbox after insert on access_record referencing new table as added for each statement execute function audit_looks_made();
-- What one commit of the gateway wrote. Its hashes are taken later, by the sequencer, off the commit's path.
create function note_uploads(p_day date, p_assignments bigint[], p_versions bigint[]) returns void
language sql security definer set search_path = attend, public, pg_temp as $$
  insert into audit_outbox (kind, entry_id, assignments, versions)
    select 'uploads', to_char(p_day, 'YYYYMMDD')::bigint, p_assignments, p_versions where cardinality(p_assignments) > 0
$$;
-- Retention calls it in the transaction that has dropped a day: the roots stay, the list of members goes with the uploads.
create function note_uploads_dropped(p_day date) returns void
language plpgsql security definer set search_path = attend, public, pg_temp as $$
begin
  if to_regclass('attend.upload_0_' || to_char(p_day, 'YYYYMMDD')) is not null then
    raise exception 'the uploads of % are still there', p_day;
  end if;
  delete from audit_batch_members m using audit_batch b where b.id = m.batch_id and b.day = p_day;
  insert into audit_outbox (kind, entry_id) values ('dropped', to_char(p_day, 'YYYYMMDD')::bigint);
end $$;

-- Append-only for every role, the owner's too: only a superuser, or the owner after disabling the trigger, gets by, and then the chain tells.
create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % is refused', tg_table_name, lower(tg_op) using errcode = 'insufficient_privilege';
end $$;
create function refuse_look_change() returns trigger language plpgsql set search_path = attend, public, pg_temp as $$
begin
  -- Of two transactions the one that began later may have been first.
  new.at := greatest(new.at, old.at);
  if old.action = 'list' and new.count > old.count and audit_now() < old.day + 1 + audit_list_grace()
    and (new.id, new.programme_id, new.participant_id, new.staff_id, new.operator, new.day, new.action, new.what)
      is not distinct from (old.id, old.programme_id, old.participant_id, old.staff_id, old.operator, old.day, old.action, old.what) then
    return new;
  end if;
  raise exception 'access_record is append-only: a list counts on during its day, nothing else changes' using errcode = 'insufficient_privilege';
end $$;
create function refuse_member_loss() returns trigger language plpgsql set search_path = attend, public, pg_temp as $$
declare
  gone date := (select day from audit_batch where id = old.batch_id);
begin
  if to_regclass('attend.upload_0_' || to_char(gone, 'YYYYMMDD')) is null then return old; end if;
  raise exception 'audit_batch_members is append-only while the uploads are there' using errcode = 'insufficient_privilege';
end $$;
do $$
declare
  t text;
begin
  foreach t in array array['audit_entry', 'audit_chain', 'audit_batch', 'audit_root', 'audit_root_signature', 'audit_seal']
  loop
    execute format('create trigger append_only before update or delete on %I for each row execute function refuse_audit_change()', t);
  end loop;
  execute 'create trigger append_only before delete on access_record for each row execute function refuse_audit_change()';
  execute 'create trigger counts_on before update on access_record for each row execute function refuse_look_change()';
  execute 'create trigger append_only before update on audit_batch_members for each row execute function refuse_audit_change()';
  execute 'create trigger kept before delete on audit_batch_members for each row execute function refuse_member_loss()';
  foreach t in array array['audit_entry', 'access_record', 'audit_chain', 'audit_batch', 'audit_batch_members', 'audit_root', 'audit_root_signature', 'audit_seal']
  loop
    execute format('create trigger no_truncate before truncate on %I for each statement execute function refuse_audit_change()', t);
    execute format('revoke update, delete, truncate on %I from attend_app, attend_gateway', t);
  end loop;
  -- A replica's role skips ordinary triggers; these fire always.
  for t in select format('alter table %I enable always trigger %I', c.relname, g.tgname) from pg_trigger g join pg_class c on c.oid = g.tgrelid
    where c.relnamespace = 'attend'::regnamespace and g.tgname in ('append_only', 'counts_on', 'kept', 'no_truncate', 'audit_outbox')
  loop
    execute t;
  end loop;
  foreach t in array array['audit_outbox', 'audit_chain', 'audit_batch', 'audit_batch_members', 'audit_root', 'audit_root_signature', 'audit_seal', 'audit_head']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to attend_owner using (true)', t);
  end loop;
  -- Nobody's data, of all programmes: what is published.
  foreach t in array array['audit_root', 'audit_root_signature']
  loop
    execute format('create policy published on %I to attend_app using (true)', t);
    execute format('grant select on %I to attend_app', t);
  end loop;
end $$;
-- Counting on is all that may change in a look.
grant update (count, at, purpose) on access_record to attend_app;
create policy programme_app on audit_chain to attend_app using (programme_id = (select nullif(current_setting('attend.programme', true), '')::uuid));
grant select on audit_chain to attend_app;

create index access_record_list_day on access_record (day) where action = 'list';
create index audit_entry_programme on audit_entry (programme_id, id desc);

-- One entry at the chain's end. A row that is gone by now stands with zeros for its hash: it is missing for good.
create function audit_append(head audit_head, p_at timestamptz, p_kind text, p_entry bigint, p_programme uuid, p_content bytea)
returns audit_head language plpgsql set search_path = attend, public, pg_temp as $$
declare
  made bytea;
  node bytea;
  n bigint := head.day_entries;
  depth integer := cardinality(head.subtrees);
  content bytea := coalesce(p_content, decode(repeat('00', 32), 'hex'));
begin
  head.position := head.position + 1;
  made := sha256(audit_field('attend-audit-link/1') || audit_field(head.position::text) || audit_field(p_kind) || audit_field(p_entry::text)
    || audit_field(p_programme::text) || audit_field(audit_instant(p_at)) || audit_field(content) || audit_field(head.link));
  insert into audit_chain (position, kind, entry_id, programme_id, at, content, previous, link)
    values (head.position, p_kind, p_entry, p_programme, p_at, content, head.link, made);
  node := sha256('\x00'::bytea || made);
  while n % 2 = 1 loop
    node := sha256('\x01'::bytea || head.subtrees[depth] || node);
    head.subtrees := trim_array(head.subtrees, 1);
    depth := depth - 1;
    n := n / 2;
  end loop;
  head.subtrees := head.subtrees || node;
  head.link := made;
  head.at := p_at;
  head.day_entries := head.day_entries + 1;
  return head;
end $$;

-- Roots of the days that are over, empty ones too, so that a missing day cannot be told from none.
create function audit_close_days(head audit_head, p_at timestamptz) returns audit_head
language plpgsql set search_path = attend, public, pg_temp set timezone = 'UTC' as $$
declare
  made audit_root;
begin
  while head.day < p_at::date loop
    insert into audit_root (day, first_position, entries, root, head, previous, made_at)
      values (head.day, head.day_first, head.day_entries, audit_fold(head.subtrees), head.link, head.last_statement, p_at) returning * into made;
    head.last_statement := sha256(audit_statement(made));
    head.day := head.day + 1;
    head.day_first := head.position + 1;
    head.day_entries := 0;
    head.subtrees := '{}';
  end loop;
  return head;
end $$;

-- A run takes at most this many uploads: the batch is one row, and its tree stands in memory.
create function audit_batch_limit() returns integer language sql immutable as $$ select 20000 $$;

create function audit_take_batch(p_taken bigint[], p_day bigint) returns audit_batch
-- One look into the index for each: a new leaf has no statistics yet, and a plan that reads it whole would be the end of it.
language plpgsql set search_path = attend, public, pg_temp set timezone = 'UTC' set enable_seqscan = off as $$
declare
  batch audit_batch;
  on_day date := to_date(p_day::text, 'YYYYMMDD');
  leaves bytea[];
  packed bytea;
begin
  select array_agg(leaf order by assignment, version),
    string_agg(substr(int8send(assignment), 4) || substr(int8send(version), 4) || substr(leaf, 1, 8), ''::bytea order by assignment, version)
    into leaves, packed
  from (
    select m.assignment, m.version, audit_upload_leaf(m.assignment, m.version, on_day, coalesce(u.content, ''::bytea)) as leaf
    from audit_outbox o cross join lateral unnest(o.assignments, o.versions) as m (assignment, version)
      left join lateral (
        select content from upload where retention = 0 and day = on_day and assignment_id = m.assignment and version = m.version
      ) u on true
    where o.id = any (p_taken) and o.kind = 'uploads' and o.entry_id = p_day
  ) members;
  insert into audit_batch (day, from_at, until_at, uploads, root, members_hash)
    select on_day, min(at), max(at), cardinality(leaves), audit_merkle_root(leaves), sha256(packed)
    from audit_outbox where id = any (p_taken) and kind = 'uploads' and entry_id = p_day returning * into batch;
  insert into audit_batch_members (batch_id, members) values (batch.id, packed);
  return batch;
end $$;

-- Lists whose day is over come with their final counts.
create function audit_take_totals(head audit_head) returns audit_head
language plpgsql set search_path = attend, public, pg_temp set timezone = 'UTC' as $$
begin
  if audit_now() >= head.looks_until + 2 + 2 * audit_list_grace() then
    insert into audit_outbox (kind, entry_id, programme_id)
      select 'look-total', id, programme_id from access_record where action = 'list' and day = head.looks_until + 1 order by id;
    head.looks_until := head.looks_until + 1;
  end if;
  return head;
end $$;

-- Puts what has committed into the chain. The lock is held until the end of the transaction: one sequencer at a time, and run it alone.
-- `moved` is null where another one is at work.
create function sequence_audit(p_limit integer, out moved integer, out head_position bigint, out head_link bytea, out sealed boolean)
language plpgsql security definer set search_path = attend, public, pg_temp set timezone = 'UTC' as $$
declare
  head audit_head;
  taken bigint[];
  batch audit_batch;
  one record;
  moment timestamptz;
begin
  if not pg_try_advisory_xact_lock(hashtext('attend.sequence_audit')) then return; end if;
  select * into head from audit_head;
  moment := greatest(audit_now(), head.at);
  head := audit_close_days(head, moment);
  head := audit_take_totals(head);
  select array_agg(id order by id), count(*) into taken, moved from (
    select id, sum(coalesce(cardinality(assignments), 0)) over (order by id) as uploads, row_number() over (order by id) as n
    from (select id, assignments from audit_outbox order by id limit p_limit) as first
  ) as counted where uploads <= audit_batch_limit() or n = 1;
  -- A day's uploads stand where the last of them was committed.
  for one in
    select o.id, o.kind, o.entry_id, o.programme_id, case o.kind
      when 'change' then (select sha256(audit_change_bytes(e)) from audit_entry e where e.id = o.entry_id)
      when 'dropped' then sha256(audit_field('dropped/1') || audit_field(o.entry_id::text))
      else (select sha256(audit_look_bytes(r, o.kind = 'look-total')) from access_record r where r.id = o.entry_id) end as content
    from audit_outbox o where o.id = any (taken) and o.kind <> 'uploads'
    union all
    select max(id), 'uploads', entry_id, null, null from audit_outbox where id = any (taken) and kind = 'uploads' group by entry_id
    order by id
  loop
    if one.kind = 'uploads' then
      batch := audit_take_batch(taken, one.entry_id);
      head := audit_append(head, moment, 'uploads', batch.id, null, sha256(audit_batch_bytes(batch)));
    else
      head := audit_append(head, moment, one.kind, one.entry_id, one.programme_id, one.content);
    end if;
  end loop;
  delete from audit_outbox where id = any (taken);
  update audit_head set (position, link, at, day, day_first, day_entries, subtrees, last_statement, looks_until) =
    (head.position, head.link, head.at, head.day, head.day_first, head.day_entries, head.subtrees, head.last_statement, head.looks_until)
    where (position, day, looks_until) is distinct from (head.position, head.day, head.looks_until);
  head_position := head.position;
  head_link := head.link;
  sealed := head.position = 0 or exists (select from audit_seal where position = head.position);
end $$;

-- What the program signs, and what it has signed.
create function seal_audit(p_position bigint, p_key text, p_signature bytea) returns void
language sql security definer set search_path = attend, public, pg_temp as $$
  insert into audit_seal (position, key, signature) values (p_position, p_key, p_signature) on conflict do nothing
$$;
create function unsigned_audit_roots() returns table (day text, statement bytea)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select to_char(r.day, 'YYYY-MM-DD'), audit_statement(r) from audit_root r
  where not exists (select from audit_root_signature s where s.day = r.day) order by r.day limit 1000
$$;
create function sign_audit_root(p_day date, p_key text, p_signature bytea) returns void
language sql security definer set search_path = attend, public, pg_temp as $$
  insert into audit_root_signature (day, key, signature) values (p_day, p_key, p_signature) on conflict do nothing
$$;
-- Links alone, of every programme: what a proof is made of.
create function audit_links(p_from bigint, p_to bigint) returns table (at_position bigint, link bytea)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select c.position, c.link from audit_chain c where c.position between p_from and p_to order by c.position
$$;
create function audit_standing(out head_position bigint, out head_link bytea, out day text, out day_entries bigint, out root bytea,
  out waiting bigint, out waiting_since timestamptz)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  select h.position, h.link, to_char(h.day, 'YYYY-MM-DD'), h.day_entries, audit_fold(h.subtrees),
    (select count(*) from audit_outbox), (select min(at) from audit_outbox)
  from audit_head h
$$;

revoke execute on function audit_changes_made, audit_looks_made, note_uploads, note_uploads_dropped, audit_append, audit_close_days,
  audit_take_batch, audit_take_totals, sequence_audit, seal_audit, unsigned_audit_roots, sign_audit_root, audit_links, audit_standing from public;
grant execute on function note_uploads to attend_gateway;
grant execute on function note_uploads_dropped, sequence_audit, seal_audit, unsigned_audit_roots, sign_audit_root, audit_links, audit_standing to attend_app;

-- What was there before comes first, in the order of its times.
insert into audit_head (position, link, at, day, day_first, day_entries, subtrees, last_statement, looks_until)
  select 0, decode(repeat('00', 32), 'hex'), now(), (now() at time zone 'UTC')::date, 1, 0, '{}', decode(repeat('00', 32), 'hex'),
    coalesce((select min(day) from access_record where action = 'list'), (now() at time zone 'UTC')::date) - 1;
insert into audit_outbox (kind, entry_id, programme_id, at, assignments, versions)
  select kind, entry_id, programme_id, at, assignments, versions from (
    select 'change' as kind, id as entry_id, programme_id, at, null::bigint[] as assignments, null::bigint[] as versions from audit_entry
    union all
    select 'look', id, programme_id, case action when 'list' then day::timestamp at time zone 'UTC' else at end, null, null from access_record
    union all
    select 'uploads', to_char(day, 'YYYYMMDD')::bigint, null, least(now(), (day + 1)::timestamp at time zone 'UTC'),
      array_agg(assignment_id order by assignment_id, version), array_agg(version order by assignment_id, version)
    from (select day, assignment_id, version, (row_number() over (partition by day order by assignment_id, version) - 1) / 10000 as part from upload) u
    group by day, part
  ) as before order by at, kind, entry_id;
