-- Tables that came beside the second wall (0012) get their policy by person too.
set local search_path = attend, public;

select guard_by_person('unusual_look',
  '(unusual_look.participant_id is null and (select acting_staff()) is not null or (select true from participant p where p.id = unusual_look.participant_id))');
select guard_by_person('retention_hold', '(select true from participant p where p.id = retention_hold.participant_id)');
-- A link of the chain is seen with what it stands for; the proof of one needs the hashes of others alone (audit_links).
select guard_by_person('audit_chain', '(case audit_chain.kind when ''change'' then (select true from audit_entry e where e.id = audit_chain.entry_id)
  else (select true from access_record r where r.id = audit_chain.entry_id) end)');
