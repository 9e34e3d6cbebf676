-- Where an office is called back: it stands on its letters. Null: nobody has entered it, and whoever makes a letter is asked.
set local search_path = attend, public;

alter table office add column phone text check (phone ~ '\d.*\d.*\d' and length(phone) <= 40);
