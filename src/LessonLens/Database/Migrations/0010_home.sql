-- Letters as people type them into a search: without case, and "e" for "é" (NFD takes the accent off).
create function plain_letters(words text) returns text
language sql immutable as $$
    select regexp_replace(lower(normalize(words, nfd)), '[\u0300-\u036f]', '', 'g')
$$;

-- When the last block came: what has not moved for a while has stopped, and its owner is asked to go on.
alter table uploads add column moved_at timestamptz not null default now();
