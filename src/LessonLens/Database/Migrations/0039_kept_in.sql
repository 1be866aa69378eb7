-- A lesson of a class with a pupil who must not be recorded, seen by somebody of another school.
create function is_kept_in(lesson uuid, person uuid) returns boolean
language sql stable as $$
    select exists (select from objections_to(lesson)) and not exists (
        select from lessons l join memberships m on m.school_id = l.school_id
        where l.id = lesson and m.person_id = person)
$$;

-- As before, but what was given beyond the school rests as long as an objection stands.
create or replace function given_lessons(person uuid)
returns table (lesson_id uuid, may text, reason text, until_at timestamptz, granted_by uuid, group_id uuid)
language sql stable as $$
    select lesson_id, may, reason, until_at, granted_by, null::uuid
    from grants where person_id = person and until_at > now() and not is_kept_in(lesson_id, person)
    union all
    select g.lesson_id, g.may, g.reason, g.until_at, g.granted_by, g.group_id
    from group_members m join group_grants g on g.group_id = m.group_id
    where m.person_id = person and g.until_at > now()
$$;

create or replace function visible_clips(person uuid) returns table (clip_id uuid)
language sql stable as $$
    select c.id from visible_lessons(person) v join clips c on c.lesson_id = v.lesson_id
    union
    select g.clip_id from clip_grants g
    join clips c on c.id = g.clip_id join lessons l on l.id = c.lesson_id
    where g.person_id = person and g.until_at > now() and l.deleted_at is null
        and not is_kept_in(l.id, person)
$$;
