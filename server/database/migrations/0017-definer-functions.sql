-- Functions that run with their owner's rights: nobody's own temporary table may stand in for one of ours (the temporary schema
-- is searched first unless it is named), and nobody calls them but who was given them by name. Triggers need no such grant.
do $$
declare
  f regprocedure;
begin
  for f in select p.oid from pg_proc p where p.pronamespace = 'attend'::regnamespace and p.prosecdef
  loop
    execute format('alter function %s set search_path = attend, public, pg_temp', f);
    execute format('revoke execute on function %s from public', f);
  end loop;
end $$;
