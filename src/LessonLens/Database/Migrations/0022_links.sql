alter table people add column disabled_at timestamptz;

-- Somebody is asked to join a school. Until they do, nobody learns whether their address is known here.
-- Of the link only the hash is kept, so that a copy of this table opens nothing; null until it is mailed.
create table invitations (
    id uuid primary key,
    school_id uuid not null references schools on delete cascade,
    email text not null check (email like '%_@_%'),
    name text not null check (name <> ''),
    roles text[] not null
        check (roles <> '{}' and roles <@ array['teacher', 'coach', 'coordinator', 'admin']),
    token_hash bytea unique,
    ends_at timestamptz not null
);

create unique index invitations_by_email on invitations (school_id, lower(email));

-- A new link to a new password; the one before it is worth nothing any more.
create table resets (
    person_id uuid primary key references people on delete cascade,
    token_hash bytea not null unique,
    ends_at timestamptz not null
);

create function address_id(email text) returns uuid language sql immutable strict as $$
    select encode(substring(sha256(convert_to(lower(email), 'UTF8')) for 16), 'hex')::uuid
$$;

create index people_by_address_id on people (address_id(email));

-- Somebody wrote an address, known here or not, of which only this id is kept.
create table reset_wishes (
    id uuid primary key,
    asked_at timestamptz not null
);
