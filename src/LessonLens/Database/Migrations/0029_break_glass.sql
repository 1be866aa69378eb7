-- An administrator sees a lesson that nobody shared with them, to keep a child safe: one asks, with a reason,
-- another agrees, and it lasts 24 hours. What was written here is the school's own record, so it refers to no
-- lesson and outlives it; the owner never reads the reason here.
create table safeguarding_views (
    id uuid primary key,
    school_id uuid not null references schools on delete cascade,
    lesson_id uuid not null,
    asked_by uuid not null references people,
    asked_at timestamptz not null default now(),
    reason text not null check (reason <> '' and char_length(reason) <= 2000),
    -- Why the owner is not told; null where they are.
    withheld_because text check (withheld_because <> '' and char_length(withheld_because) <= 2000),
    decided_by uuid references people check (decided_by <> asked_by),
    decided_at timestamptz,
    -- Null where it was refused, or nobody has decided yet.
    until_at timestamptz check (until_at is null or decided_at is not null),
    ended_at timestamptz,
    check ((decided_by is null) = (decided_at is null))
);

create unique index safeguarding_views_open on safeguarding_views (lesson_id, asked_by)
    where decided_at is null;
create index safeguarding_views_by_school on safeguarding_views (school_id, asked_at);
create index safeguarding_views_by_lesson on safeguarding_views (lesson_id);
create index safeguarding_views_by_asker on safeguarding_views (asked_by);

-- Only as long as they still look after the school; and to watch, never to write.
create function safeguarded_lessons(person uuid) returns table (lesson_id uuid)
language sql stable as $$
    select s.lesson_id from safeguarding_views s
    where s.asked_by = person and s.until_at > now() and s.ended_at is null
        and exists (select from memberships m
            where m.person_id = person and m.school_id = s.school_id and m.role = 'admin')
$$;

create or replace function visible_lessons(person uuid) returns table (lesson_id uuid, may text)
language sql stable as $$
    select lesson_id, (array['view', 'annotate', 'own'])[max(rank)]
    from (
        select id as lesson_id, 3 as rank from lessons where owner_id = person and deleted_at is null
        union all
        select g.lesson_id, case g.may when 'view' then 1 else 2 end
        from given_lessons(person) g join lessons l on l.id = g.lesson_id
        where l.deleted_at is null
        union all
        select s.lesson_id, 1
        from safeguarded_lessons(person) s join lessons l on l.id = s.lesson_id
        where l.deleted_at is null
    ) ways
    group by lesson_id
$$;
