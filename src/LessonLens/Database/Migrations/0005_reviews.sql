-- Counts the changes of a lesson's conversation, so that whoever missed some can ask for what came after.
create table conversations (
    lesson_id uuid primary key references lessons on delete cascade,
    seq bigint not null check (seq >= 0)
);

-- Notes at a moment of a lesson. A deleted one keeps its row, so that it stays deleted and others hear of it.
create table annotations (
    id uuid primary key,
    lesson_id uuid not null references lessons on delete cascade,
    author_id uuid not null references people,
    at_ms int not null check (at_ms >= 0),
    until_ms int check (until_ms >= at_ms),
    kind text not null check (kind in ('noticed', 'wondered', 'worked', 'try')),
    about text check (about in ('teacher', 'learners', 'task')),
    text text not null check (char_length(text) <= 5000),
    draft boolean not null,
    -- Others have seen it, so they must hear when it is taken back.
    was_shared boolean not null,
    drawing jsonb,
    edit int not null check (edit >= 0),
    seq bigint not null,
    created_at timestamptz not null default now(),
    changed_at timestamptz not null default now(),
    deleted_at timestamptz,
    unique (lesson_id, seq)
);
