-- A recording on its way (tus 1.0.0).
create table uploads (
    id uuid primary key,
    -- Knowing it is what lets a client go on: 128 random bits, part of the upload's URL. Kept as is, because
    -- its owner is shown the URL again after a reload.
    key text not null unique,
    lesson_id uuid not null references lessons on delete cascade,
    person_id uuid not null references people on delete cascade,
    recording_id uuid not null references recordings on delete cascade,
    length bigint not null check (length >= 0),
    -- Bytes that are on the disk; moves only forward and only after them.
    arrived bigint not null default 0 check (arrived between 0 and length),
    metadata text not null,
    file_name text,
    blob text not null references blobs,
    created_at timestamptz not null default now(),
    finished_at timestamptz,
    check (finished_at is null or arrived = length)
);

create index uploads_by_person on uploads (person_id);
create index uploads_by_lesson on uploads (lesson_id);
create index uploads_by_recording on uploads (recording_id);

-- The blocks of an upload, in the order of their offsets: what a blob store is told to put together.
create table upload_blocks (
    upload_id uuid not null references uploads on delete cascade,
    starts_at bigint not null check (starts_at >= 0),
    bytes int not null check (bytes > 0),
    primary key (upload_id, starts_at)
);
