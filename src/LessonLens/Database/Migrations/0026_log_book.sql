-- What happened, kept as it was written: one chain of entries a school, each sealed with the one before it.
-- Nothing here refers to another table: an entry outlives whatever it tells of, and so it holds ids, numbers
-- and words of ours, never a word of anybody's. What belongs to no school has a chain of its own, of zeros.
create table log_entries (
    school_id uuid not null,
    sequence bigint not null check (sequence > 0),
    at timestamptz not null,
    -- Null is LessonLens itself.
    actor_id uuid,
    act text not null check (act ~ '^[a-z]+\.[a-z]+$'),
    lesson_id uuid,
    about_id uuid,
    detail jsonb not null check (jsonb_typeof(detail) = 'object' and not jsonb_path_exists(detail,
        '$.* ? (@.type() == "object" || @.type() == "array"
            || @.type() == "string" && !(@ like_regex "^[0-9a-z.-]{1,64}$"))')),
    previous bytea not null,
    hash bytea not null,
    primary key (school_id, sequence)
);

create index log_entries_by_lesson on log_entries (lesson_id, at) where lesson_id is not null;

-- How long each chain is, and its last hash: whoever cuts off its end is found out by it.
create table log_heads (
    school_id uuid primary key,
    sequence bigint not null check (sequence > 0),
    hash bytea not null
);

create function log_stays() returns trigger language plpgsql as $$
begin
    raise exception 'The log is only ever added to.';
end $$;

create trigger log_entries_stay before update or delete or truncate on log_entries
for each statement execute function log_stays();

create trigger log_heads_stay before delete or truncate on log_heads
for each statement execute function log_stays();

create trigger log_heads_move_on before update on log_heads
for each row when (new.sequence <> old.sequence + 1 or new.school_id <> old.school_id)
execute function log_stays();

-- What is hashed: the columns in their order, one a line, times in microseconds since 1970. LogRow.Seal is
-- the same in C#, so that the check does not believe this function.
create function log_seal(e log_entries) returns bytea language sql stable as $$
    select sha256(convert_to(array_to_string(array[
        e.school_id::text, e.sequence::text, (extract(epoch from e.at) * 1000000)::bigint::text,
        e.actor_id::text, e.act, e.lesson_id::text, e.about_id::text, e.detail::text,
        encode(e.previous, 'hex')], E'\n', ''), 'UTF8'))
$$;

-- Last in a transaction: from here to its end the school's next entry waits.
create function append_log(school uuid, actor uuid, act text, lesson uuid, about uuid, detail jsonb)
returns void language plpgsql as $$
declare
    head log_heads;
    entry log_entries;
begin
    select * into head from log_heads h where h.school_id = school for update;
    if not found then
        -- Two first entries at once: the second waits here for the first.
        perform pg_advisory_xact_lock(hashtextextended(school::text, 0));
        select * into head from log_heads h where h.school_id = school for update;
    end if;
    entry := (school, coalesce(head.sequence, 0) + 1, clock_timestamp(), actor, act, lesson, about, detail,
        coalesce(head.hash, ''), '');
    entry.hash := log_seal(entry);
    insert into log_entries values (entry.*);
    insert into log_heads values (school, entry.sequence, entry.hash)
    on conflict (school_id) do update set sequence = excluded.sequence, hash = excluded.hash;
end $$;
