-- Who is in which room, one row a connection, of all web processes. Unlogged: what is lost here comes back
-- with the next heartbeat of the process that holds the connection.
create unlogged table presences (
    connection_id text primary key,
    lesson_id uuid not null references lessons on delete cascade,
    person_id uuid not null references people on delete cascade,
    -- The process that holds the connection.
    process_id uuid not null,
    -- Lets the shared playhead move the picture.
    following boolean not null default true,
    -- The picture has not come yet, since then.
    loading_since timestamptz,
    round_trip_ms int check (round_trip_ms >= 0),
    seen_at timestamptz not null default now()
);

create index presences_by_lesson on presences (lesson_id);

-- The shared playhead of a room. While it plays, its position is
-- anchor_media_ms + rate * (the clock - anchor_server_ms), and never before the anchor.
create table playheads (
    lesson_id uuid primary key references lessons on delete cascade,
    rev bigint not null default 0 check (rev >= 0),
    playing boolean not null default false,
    anchor_media_ms int not null default 0 check (anchor_media_ms >= 0),
    -- Of this database's clock, since 1970.
    anchor_server_ms double precision not null default 0,
    rate double precision not null default 1 check (rate between 0.25 and 4),
    -- Who drives alone; null when everybody in the room may.
    driver_id uuid references people on delete set null,
    -- It would play, but waits since then for somebody whose picture has not come.
    held_since timestamptz,
    check (held_since is null or playing)
);

create index playheads_held on playheads (held_since) where held_since is not null;

-- What people who were here together did, in this order. Nobody's watching alone is kept.
create table room_events (
    id bigint generated always as identity primary key,
    lesson_id uuid not null references lessons on delete cascade,
    person_id uuid not null references people,
    what text not null check (what in ('joined', 'left', 'played', 'paused', 'moved', 'took', 'gave', 'apart',
        'rejoined')),
    at_ms int check (at_ms >= 0),
    happened_at timestamptz not null default now()
);

create index room_events_by_lesson on room_events (lesson_id, id);
