create table schools (
    id uuid primary key,
    name text not null check (name <> ''),
    created_at timestamptz not null default now()
);

create table people (
    id uuid primary key,
    email text not null check (email like '%_@_%'),
    name text not null check (name <> ''),
    password_hash text not null,
    created_at timestamptz not null default now()
);

create unique index people_by_email on people (lower(email));

create table memberships (
    person_id uuid not null references people on delete cascade,
    school_id uuid not null references schools on delete cascade,
    role text not null check (role in ('teacher', 'coach', 'coordinator', 'admin')),
    primary key (person_id, school_id, role)
);

create index memberships_by_school on memberships (school_id);

-- Being signed in. Only the hash of the token is kept, so that a copy of this table opens nothing.
create table sessions (
    token_hash bytea primary key,
    person_id uuid not null references people on delete cascade,
    created_at timestamptz not null default now(),
    last_seen_at timestamptz not null default now(),
    ends_at timestamptz not null
);

create index sessions_by_person on sessions (person_id);
