-- Somebody who wrote in a lesson that was brought in from a file, by the name that the file gives. Nobody
-- signs in as them, and they go with the lesson.
alter table people add column only_in_lesson uuid references lessons on delete cascade;
create index people_only_in_lesson on people (only_in_lesson) where only_in_lesson is not null;

alter table lessons add column imported_at timestamptz;

-- A lesson on its way in from a file, which came as a part of an upload (tus, concatenation).
create table imports (
    id uuid primary key,
    person_id uuid not null references people on delete cascade,
    upload_id uuid unique references uploads on delete set null,
    state text not null default 'waiting' check (state in ('waiting', 'done', 'failed')),
    lesson_id uuid references lessons on delete set null,
    failure_title text,
    created_at timestamptz not null default now(),
    check ((state = 'failed') = (failure_title is not null))
);

create index imports_by_person on imports (person_id);
create index imports_by_lesson on imports (lesson_id) where lesson_id is not null;

-- How long a school keeps lessons, in school years after that in which they were planned, if their owners
-- choose nothing; and the most that these may choose.
alter table schools
    add column kept_years int not null default 1 check (kept_years >= 0),
    add column most_kept_years int not null default 3 check (most_kept_years <= 10),
    add check (kept_years <= most_kept_years);

-- The night after 31 August, so many school years later.
create function school_year_end(planned timestamptz, years int) returns timestamptz
language sql immutable as $$
    select make_timestamptz(
        (extract(year from planned at time zone 'UTC')
            + case when extract(month from planned at time zone 'UTC') < 9 then 0 else 1 end + years)::int,
        9, 1, 0, 0, 0, 'UTC')
$$;

alter table lessons
    add column ends_at timestamptz not null default school_year_end(now(), 1),
    -- For which end its owner was reminded.
    add column reminded_for timestamptz;
update lessons set ends_at = school_year_end(greatest(created_at, now() - interval '1 year'), 1);
create index lessons_by_end on lessons (ends_at);

-- Nothing of such a lesson may be erased: the row stands in the way of that by itself.
create table holds (
    lesson_id uuid primary key references lessons,
    reason text not null check (reason <> '' and char_length(reason) <= 500),
    placed_by uuid not null references people,
    placed_at timestamptz not null
);

-- What was erased, and that it was. No titles, no texts, no names: only ids, sizes, hashes and times. The
-- numbers have no gaps; each line's hash covers the one before it.
create table erasures (
    id uuid primary key,
    number bigint unique check (number > 0),
    lesson_id uuid not null unique,
    owner_id uuid not null,
    school_id uuid not null,
    cause text not null check (cause in ('owner', 'retention')),
    asked_at timestamptz not null,
    finished_at timestamptz,
    -- The certificate as it was hashed; a copy of it lies in the blob store.
    certificate text,
    hash bytea check (octet_length(hash) = 32),
    blob text references blobs (name),
    check ((finished_at is null) = (number is null)
        and (number is null) = (certificate is null) and (number is null) = (hash is null))
);

create index erasures_by_owner on erasures (owner_id);
create index erasures_by_school on erasures (school_id);

-- What goes, written down before it does.
create table erased (
    erasure_id uuid not null references erasures on delete cascade,
    what text not null,
    name text not null,
    bytes bigint,
    sha256 bytea check (octet_length(sha256) = 32),
    erased_at timestamptz not null,
    primary key (erasure_id, what, name)
);

-- Statistics keep samples of what stands in a column, and would keep them longer than the row.
alter table lessons alter column title set statistics 0, alter column subject set statistics 0;
alter table focuses alter column text set statistics 0;
alter table annotations alter column text set statistics 0, alter column drawing set statistics 0;
alter table replies alter column text set statistics 0;
alter table recordings alter column file_name set statistics 0;
alter table uploads alter column file_name set statistics 0, alter column metadata set statistics 0;
alter table clips alter column title set statistics 0;
alter table grants alter column reason set statistics 0;
alter table clip_grants alter column reason set statistics 0;
