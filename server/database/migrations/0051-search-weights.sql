-- How a search goes is chosen by how many share each key of what was typed. That many share some of them did not say which part is dearer
-- to read: behind each key of a slip stands everybody whose name was written rightly, so that such a part has ten keys of many, and a
-- misspelt one has one or two and a dozen that nobody has, each of which was asked for all the same.
set local search_path = attend, public;

-- Of each key no more than 51: more is many. It chooses how a search goes, not what it finds.
create function search_weights(p_tokens bigint[]) returns integer[]
language plpgsql stable security definer set search_path = attend, public, pg_temp as $$
begin
  return array(select (select count(*) from (
      select from participant_search where programme_id = acting_programme() and token = t.token limit 51) k)::integer
    from unnest(p_tokens) with ordinality as t (token, place) order by t.place);
end $$;
revoke execute on function search_weights from public;
grant execute on function search_weights to attend_app;
drop function is_shared_by_many;
