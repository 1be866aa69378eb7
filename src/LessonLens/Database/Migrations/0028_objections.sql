-- Why a class may be recorded, as the school sees it (UK GDPR, article 6).
alter table classes
    add column lawful_basis text
        check (lawful_basis in ('public task', 'consent', 'legitimate interests')),
    add column lawful_basis_note text check (char_length(lawful_basis_note) <= 1000);

-- A pupil who must not be recorded, by name or initials. An ended one stays for a while, to be answered for.
create table objections (
    id uuid primary key,
    class_id uuid not null references classes on delete cascade,
    pupil text not null check (pupil <> '' and char_length(pupil) <= 100),
    noted_by uuid not null references people,
    noted_at timestamptz not null default now(),
    ended_by uuid references people,
    ended_at timestamptz,
    check ((ended_at is null) = (ended_by is null))
);

create index objections_by_class on objections (class_id) where ended_at is null;

-- How the owner handled the objections to a recording, in their own words, given before it came.
alter table lessons add column objections_handled text check (char_length(objections_handled) <= 1000);
alter table recordings add column objections_handled text check (char_length(objections_handled) <= 1000);

-- The pupils who must not be recorded in a lesson, and where sharing must stay within the school.
create function objections_to(lesson uuid) returns table (pupil text)
language sql stable as $$
    select o.pupil from lessons l join objections o on o.class_id = l.class_id
    where l.id = lesson and o.ended_at is null
$$;
