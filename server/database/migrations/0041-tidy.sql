-- Small pieces that people, orders and the log still lacked.
set local search_path = attend, public;

-- Drafts of orders that were entered in error: one that was only given up says nothing of its words, one in error stays in the log, struck
-- through. It is discarded besides, so that nothing that a draft can become is open to it.
alter table order_version add column entered_in_error_at timestamptz,
  add check (entered_in_error_at is null or (discarded_at is not null and effective_at is null));
create index order_version_in_error on order_version (order_id) where entered_in_error_at is not null;
alter table error_mark drop constraint error_mark_entity_check,
  add check (entity in ('contact-entry', 'suspension', 'hearing', 'check-in', 'contact-attempt', 'exception', 'help', 'letter-sending',
    'order-draft'));

-- Records that are said to be one person's and wait for a second person: few, and read with *Today* of all who may decide.
create index person_link_waiting on person_link (programme_id, asked_at) where decision is null and from_at is null;

-- Entries of the contact log end after a term (packages/casework/retention/kinds.ts).
create index contact_entry_term on contact_entry (programme_id, at);
-- Why a record was marked as entered in error goes with the record: a mark of nothing would keep a person's words for nobody.
create function forget_mark() returns trigger
language plpgsql security definer set search_path = attend, public, pg_temp as $$
begin
  delete from error_mark m where m.entity = tg_argv[0] and m.entity_id = old.id;
  return null;
end $$;
revoke execute on function forget_mark from public;
create trigger forget_mark after delete on arranged_help for each row when (old.entered_in_error_at is not null) execute function forget_mark('help');
create trigger forget_mark after delete on letter_sending for each row when (old.entered_in_error_at is not null)
  execute function forget_mark('letter-sending');
create trigger forget_mark after delete on contact_entry for each row when (old.entered_in_error_at is not null) execute function forget_mark('contact-entry');
create trigger forget_mark after delete on hearing for each row when (old.entered_in_error_at is not null) execute function forget_mark('hearing');
create trigger forget_mark after delete on check_in for each row when (old.entered_in_error_at is not null) execute function forget_mark('check-in');
create trigger forget_mark after delete on check_in_attempt for each row when (old.entered_in_error_at is not null) execute function forget_mark('contact-attempt');
delete from error_mark m where
  (m.entity = 'hearing' and not exists (select from hearing h where h.id = m.entity_id))
  or (m.entity = 'check-in' and not exists (select from check_in c where c.id = m.entity_id))
  or (m.entity = 'contact-attempt' and not exists (select from check_in_attempt a where a.id = m.entity_id));

-- An office or a provider that has ended leaves its name free: another may be opened by it.
alter table office drop constraint office_programme_id_name_key;
create unique index office_name on office (programme_id, name) where ended_at is null;
alter table provider drop constraint provider_programme_id_name_key;
create unique index provider_name on provider (programme_id, name) where ended_at is null;
-- What still stands in an office or with a provider: numbers and nobody's name, whole also where row-level security hides everybody from
-- who asks. An administrator, who sees nobody, must not end what others still work in.
create function standing_in(p_place uuid) returns table (people integer, devices integer, staff integer, schedules integer, check_ins integer)
language sql stable security definer set search_path = attend, public, pg_temp as $$
  with those as (
    select p.id from participant p where p.office_id = p_place and p.programme_id = acting_programme() and p.entered_in_error_at is null
    union select s.participant_id from provider_supervision s where s.provider_id = p_place and s.programme_id = acting_programme()
      and (s.to_at is null or s.to_at > now())
  )
  select (select count(*)::int from those),
    (select count(distinct a.device_id)::int from those t join assignment a on a.participant_id = t.id where a.to_at is null or a.to_at > now()),
    (select count(distinct s.id)::int from staff s left join staff_role r on r.staff_id = s.id and (r.to_at is null or r.to_at > now())
       left join account_request q on q.staff_id = s.id and q.decision is null and q.lapses_at > now()
     where s.programme_id = acting_programme() and s.ended_at is null
       and (s.provider_id = p_place or s.office_id = p_place or r.office_id = p_place or p_place = any (q.offices))),
    (select count(*)::int from check_in_schedule h where h.office_id = p_place and h.programme_id = acting_programme() and h.ended_at is null),
    (select count(*)::int from check_in c where c.office_id = p_place and c.programme_id = acting_programme() and c.status in ('due', 'booked')
       and c.entered_in_error_at is null)
  where acting_programme() is not null and acting_staff() is not null
$$;
revoke execute on function standing_in from public;
grant execute on function standing_in to attend_app;
