-- What is written to whoever complained tells of the complaint: it is seen by who sees that, and by the person. Nobody acting is the
-- program itself, which sends it. ADR 0032.
set local search_path = attend, public;

create policy complaints on message as restrictive to attend_app
  using (case when starts_with(key, 'inquiry/') and (select acting_staff()) is not null
    then coalesce((select true from complaint c where c.id = split_part(key, '/', 2)::uuid), false)
      or exists (select from participant_account a where a.staff_id = (select acting_staff()) and a.participant_id = message.participant_id)
    else true end)
  with check (true);
