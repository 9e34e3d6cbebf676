-- Figures of a whole programme that are counted by the clock, and a step up that is taken back. ADR 0044.
set local search_path = attend, public;

-- What was counted of a programme, and when: numbers, and nobody.
create table standing_figure (
  programme_id uuid not null references programme,
  name text not null check (name in ('tier-times', 'gaps')),
  counted_at timestamptz not null,
  content jsonb not null,
  primary key (programme_id, name)
);
alter table standing_figure enable row level security;
alter table standing_figure force row level security;
create policy owner_all on standing_figure to attend_owner using (true);
create policy programme_app on standing_figure for select to attend_app using (programme_id = (select acting_programme()));
grant select on standing_figure to attend_app;

-- Whoever asked for a step up takes it back while it waits: less is asked by that, and one person's word is enough.
alter table step_up drop constraint step_up_decision_check, drop constraint step_up_check2,
  add constraint step_up_decision_check check (decision in ('approved', 'refused', 'withdrawn')),
  add constraint step_up_second_person check (decided_by is null or (decision = 'withdrawn') = (decided_by = asked_by));
