-- What was taken back waits for nobody: it has ended, and may be asked again in other words.
drop index safeguarding_views_open;
create unique index safeguarding_views_open on safeguarding_views (lesson_id, asked_by)
    where decided_at is null and ended_at is null;

-- As before, and only as long as both who decided on it can sign in.
create or replace function safeguarded_lessons(person uuid) returns table (lesson_id uuid)
language sql stable as $$
    select s.lesson_id from safeguarding_views s
    where s.asked_by = person and s.until_at > now() and s.ended_at is null
        and exists (select from memberships m
            where m.person_id = person and m.school_id = s.school_id and m.role = 'admin')
        and not exists (select from people p
            where p.id in (s.asked_by, s.decided_by) and p.disabled_at is not null)
$$;
