-- The end of a key is seen by whoever sees the person (0012).
set local search_path = attend, public;

select guard_by_person('key_destruction', '(select true from participant p where p.id = key_destruction.participant_id)');
