-- People of a school who work together: a department or a learning community.
create table groups (
    id uuid primary key,
    school_id uuid not null references schools on delete cascade,
    kind text not null check (kind in ('department', 'community')),
    name text not null check (name <> '' and char_length(name) <= 100)
);

create unique index groups_by_name on groups (school_id, lower(name));

create table group_members (
    group_id uuid not null references groups on delete cascade,
    person_id uuid not null references people on delete cascade,
    primary key (group_id, person_id)
);

create index group_members_by_person on group_members (person_id);

-- Whoever is in the group may see the lesson, as long as both last.
create table group_grants (
    lesson_id uuid not null references lessons on delete cascade,
    group_id uuid not null references groups on delete cascade,
    may text not null check (may in ('view', 'annotate')),
    reason text not null check (reason <> '' and char_length(reason) <= 500),
    until_at timestamptz not null,
    granted_by uuid not null references people,
    granted_at timestamptz not null default now(),
    primary key (lesson_id, group_id)
);

create index group_grants_by_group on group_grants (group_id);

-- Everything that is given to a person and lasts, by whichever way.
create function given_lessons(person uuid)
returns table (lesson_id uuid, may text, reason text, until_at timestamptz, granted_by uuid, group_id uuid)
language sql stable as $$
    select lesson_id, may, reason, until_at, granted_by, null::uuid
    from grants where person_id = person and until_at > now()
    union all
    select g.lesson_id, g.may, g.reason, g.until_at, g.granted_by, g.group_id
    from group_members m join group_grants g on g.group_id = m.group_id
    where m.person_id = person and g.until_at > now()
$$;

-- One row a lesson, also for whoever has it by several ways: then the most that one of them allows counts.
create or replace function visible_lessons(person uuid) returns table (lesson_id uuid, may text)
language sql stable as $$
    select lesson_id, (array['view', 'annotate', 'own'])[max(rank)]
    from (
        select id as lesson_id, 3 as rank from lessons where owner_id = person and deleted_at is null
        union all
        select g.lesson_id, case g.may when 'view' then 1 else 2 end
        from given_lessons(person) g join lessons l on l.id = g.lesson_id
        where l.deleted_at is null
    ) ways
    group by lesson_id
$$;

-- The last day of a school's year, which is the end of what is shared unless its owner says otherwise.
alter table schools
    add column year_ends_month int not null default 7,
    add column year_ends_day int not null default 31,
    -- Refuses what is no day of each year.
    add check (make_date(2001, year_ends_month, year_ends_day) is not null);

-- Groups that somebody comes into when they accept.
alter table invitations add column groups uuid[] not null default '{}';

-- Somebody is going to leave a school and hand over what they filmed. It is done when both have agreed: no
-- lesson is given away against its owner's will, and nobody gets one who does not want it.
create table departures (
    person_id uuid not null references people on delete cascade,
    school_id uuid not null references schools on delete cascade,
    heir_id uuid not null references people on delete cascade,
    asked_by uuid not null references people on delete cascade,
    person_agrees boolean not null,
    heir_agrees boolean not null default false,
    asked_at timestamptz not null default now(),
    primary key (person_id, school_id),
    check (heir_id <> person_id)
);

create index departures_by_heir on departures (heir_id);
