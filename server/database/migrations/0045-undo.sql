-- What can be taken back, and complaints counted by programme. ADR 0036.
set local search_path = attend, public;

-- A complaint's number was counted over all programmes of a server: one programme's said how much is complained of in another, and its
-- own had gaps. From now on each programme counts for itself, on from its own highest; what is taken down already keeps its number.
-- The count is a row that is locked until the complaint stands, so that no number is doubled, and none is lost with what was rolled back.
create table complaint_count (
  programme_id uuid primary key references programme,
  last integer not null check (last > 0)
);
insert into complaint_count (programme_id, last) select programme_id, max(number) from complaint group by programme_id;
alter table complaint_count enable row level security;
alter table complaint_count force row level security;
create policy owner_all on complaint_count to attend_owner using (true);
-- Nobody reads it: whoever takes a complaint down is told its number, and not how many there are.
create function next_complaint_number() returns integer
language plpgsql security definer set search_path = attend, public, pg_temp as $$
declare
  n integer;
begin
  insert into complaint_count as c (programme_id, last) values (acting_programme(), 1)
    on conflict (programme_id) do update set last = c.last + 1 returning c.last into n;
  return n;
end $$;
revoke execute on function next_complaint_number from public;
grant execute on function next_complaint_number to attend_app;
alter table complaint drop constraint complaint_number_key, add unique (programme_id, number);
drop sequence complaint_number;

-- A complaint that was given in hand by mistake is in nobody's hand again, by a step of its own.
alter table complaint_step drop constraint complaint_step_kind_check,
  add check (kind in ('acknowledged', 'handed', 'taken-back', 'concerned', 'note', 'answered', 'appealed', 'appeal-answered'));
