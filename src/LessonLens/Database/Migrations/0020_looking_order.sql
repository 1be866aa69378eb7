-- The owner may write first: meanwhile what others write is held back from everybody but its author.
alter table lessons add column own_notes_first boolean not null default false;

-- Looking in steps: the first takes only noticed, the second also wondered, the third all; 0 is without.
alter table lessons add column step int not null default 0 check (step between 0 and 3);

alter table annotations add column held boolean not null default false check (not (held and draft));

-- Seen by its author alone.
alter table annotations add column hidden boolean not null generated always as (draft or held) stored;
alter table annotations add check (hidden or was_shared);

create index annotations_held on annotations (lesson_id) where held;
