-- What is made of a recording so that it can be watched.

create table renditions (
    id uuid primary key,
    recording_id uuid not null references recordings (id) on delete cascade,
    kind text not null check (kind in ('copy', 'encoded')),
    state text not null default 'growing' check (state in ('growing', 'complete')),
    width int not null check (width > 0),
    height int not null check (height > 0),
    bandwidth int not null check (bandwidth > 0),
    codecs text not null,
    created_at timestamptz not null default now(),
    -- A retried job replaces what its last attempt left.
    unique (recording_id, kind)
);

-- Number 0 says how to read the others; the others follow each other from the beginning of the lesson.
create table segments (
    rendition_id uuid not null references renditions (id) on delete cascade,
    number int not null check (number >= 0),
    blob text not null unique references blobs (name),
    duration_ms int not null check (duration_ms >= 0),
    bytes bigint not null check (bytes > 0),
    primary key (rendition_id, number),
    check ((number = 0) = (duration_ms = 0))
);

create table posters (
    recording_id uuid primary key references recordings (id) on delete cascade,
    blob text not null unique references blobs (name)
);
