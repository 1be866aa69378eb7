-- Ids that were deleted before they came: a deletion that is sent while a page closes may overtake what it
-- deletes, which must stay away when it comes.
create table stones (
    id uuid primary key,
    lesson_id uuid not null references lessons on delete cascade,
    author_id uuid not null references people
);

create index stones_by_lesson on stones (lesson_id);
