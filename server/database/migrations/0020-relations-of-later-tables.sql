-- Tables that came beside the second wall (0012) get their policy by person too.
set local search_path = attend, public;

select guard_by_person('unusual_look',
  '(unusual_look.participant_id is null and (select acting_staff()) is not null or (select true from participant p where p.id = unusual_look.participant_id))');
select guard_by_person('retention_hold', '(select true from participant p where p.id = retention_hold.participant_id)');
