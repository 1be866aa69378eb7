-- The number at which others could first see a note: edits raise seq, and must not make old notes news again.
alter table annotations add column first_seq bigint;
update annotations set first_seq = seq where was_shared;
alter table annotations add check (was_shared = (first_seq is not null));

-- Whether a question has its answer: the higher edit counts, and of two equal ones "answered", so that every
-- order of arrival ends the same.
alter table annotations add column answered boolean not null default false;
alter table annotations add column answered_edit int not null default 0 check (answered_edit >= 0);

-- Answers to a note. They count in the lesson's conversation, are seen by whoever sees the note, and stay
-- when the note is deleted.
create table replies (
    id uuid primary key,
    annotation_id uuid not null references annotations on delete cascade,
    lesson_id uuid not null references lessons on delete cascade,
    author_id uuid not null references people,
    text text not null check (char_length(text) <= 2000),
    edit int not null check (edit >= 0),
    seq bigint not null,
    -- As with a note; null as long as the note is a draft that nobody has seen.
    first_seq bigint,
    created_at timestamptz not null default now(),
    changed_at timestamptz not null default now(),
    deleted_at timestamptz,
    unique (lesson_id, seq)
);

create index replies_by_annotation on replies (annotation_id);

-- How far each person has seen a lesson's conversation; only ever raised.
create table seen (
    lesson_id uuid not null references lessons on delete cascade,
    person_id uuid not null references people on delete cascade,
    seq bigint not null check (seq >= 0),
    primary key (lesson_id, person_id)
);
