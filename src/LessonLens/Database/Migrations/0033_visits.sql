-- Somebody is with a lesson, or with a part of it, until they are away for half an hour. Each has one entry
-- in the log, made before the first byte went out; until when it lasted is kept here.
create table visits (
    id uuid primary key,
    lesson_id uuid not null references lessons on delete cascade,
    person_id uuid not null references people on delete cascade,
    act text not null,
    -- A clip; zeros where it is the lesson itself.
    part_id uuid not null,
    last_at timestamptz not null
);

create index visits_latest on visits (lesson_id, person_id, act, part_id, last_at);

-- Until when the log says already that it lasted: another end brings another entry.
alter table grants add column logged_until timestamptz;
alter table group_grants add column logged_until timestamptz;
alter table clip_grants add column logged_until timestamptz;
create index grants_by_end on grants (until_at);
create index group_grants_by_end on group_grants (until_at);
create index clip_grants_by_end on clip_grants (until_at);
