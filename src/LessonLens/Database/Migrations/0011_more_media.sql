-- Everything that is made of a recording, and clips of it.

alter table jobs drop constraint jobs_lane_check;
alter table jobs add constraint jobs_lane_check check (lane in ('quick', 'steady', 'heavy'));

-- A rendition is the recording as it came, or named by the screen that it is for: 720p, 360p.
alter table renditions drop constraint renditions_kind_check;
update renditions set kind = '720p' where kind = 'encoded';
alter table renditions add constraint renditions_kind_check check (kind = 'copy' or kind ~ '^[0-9]+p$');

-- Small pictures, so many a sheet; the one with number n was on screen at n * every_ms.
create table thumbnails (
    id uuid primary key,
    recording_id uuid not null unique references recordings (id) on delete cascade,
    pictures int not null check (pictures > 0),
    every_ms int not null check (every_ms > 0),
    width int not null check (width > 0),
    height int not null check (height > 0),
    columns int not null check (columns > 0),
    rows int not null check (rows > 0)
);

create table sprites (
    thumbnails_id uuid not null references thumbnails (id) on delete cascade,
    number int not null check (number >= 0),
    blob text not null unique references blobs (name),
    primary key (thumbnails_id, number)
);

create table peaks (
    recording_id uuid primary key references recordings (id) on delete cascade,
    blob text not null unique references blobs (name)
);

create table stills (
    recording_id uuid not null references recordings (id) on delete cascade,
    at_ms int not null check (at_ms >= 0),
    blob text not null unique references blobs (name),
    primary key (recording_id, at_ms)
);

create table clips (
    id uuid primary key,
    lesson_id uuid not null references lessons (id) on delete cascade,
    recording_id uuid not null references recordings (id) on delete cascade,
    from_ms int not null check (from_ms >= 0),
    to_ms int not null,
    title text not null check (title <> '' and char_length(title) <= 200),
    state text not null default 'making' check (state in ('making', 'ready', 'failed')),
    blob text unique references blobs (name),
    poster text unique references blobs (name),
    created_at timestamptz not null default now(),
    check (to_ms - from_ms between 1000 and 600000),
    check ((state = 'ready') = (blob is not null and poster is not null))
);

create index clips_by_lesson on clips (lesson_id);
create index clips_by_recording on clips (recording_id);

-- This person may see this clip, though not its lesson.
create table clip_grants (
    clip_id uuid not null references clips (id) on delete cascade,
    person_id uuid not null references people (id) on delete cascade,
    reason text not null check (reason <> '' and char_length(reason) <= 500),
    until_at timestamptz not null,
    granted_by uuid not null references people (id),
    granted_at timestamptz not null default now(),
    primary key (clip_id, person_id)
);

create index clip_grants_by_person on clip_grants (person_id);

-- Every read of a clip starts here, as every read of a lesson starts with visible_lessons.
create function visible_clips(person uuid) returns table (clip_id uuid)
language sql stable as $$
    select c.id from visible_lessons(person) v join clips c on c.lesson_id = v.lesson_id
    union
    select g.clip_id from clip_grants g
    join clips c on c.id = g.clip_id join lessons l on l.id = c.lesson_id
    where g.person_id = person and g.until_at > now() and l.deleted_at is null
$$;
