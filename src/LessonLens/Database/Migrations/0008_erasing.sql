-- Whose bytes these are: when a lesson is erased, everything that was ever put for it goes, also what no row
-- came to point at.
alter table blobs add column lesson_id uuid;
update blobs set lesson_id = r.lesson_id from recordings r where r.blob = blobs.name;
update blobs set lesson_id = r.lesson_id
from segments s join renditions n on n.id = s.rendition_id join recordings r on r.id = n.recording_id
where s.blob = blobs.name;
update blobs set lesson_id = r.lesson_id
from posters p join recordings r on r.id = p.recording_id where p.blob = blobs.name;
create index blobs_by_lesson on blobs (lesson_id);

-- Out of sight at once, erased a minute later: until then the owner may take it back.
alter table lessons add column deleted_at timestamptz;

create or replace function visible_lessons(person uuid) returns table (lesson_id uuid, may text)
language sql stable as $$
    select id, 'own' from lessons where owner_id = person and deleted_at is null
    union all
    select g.lesson_id, g.may from grants g join lessons l on l.id = g.lesson_id
    where g.person_id = person and g.until_at > now() and l.deleted_at is null
$$;
