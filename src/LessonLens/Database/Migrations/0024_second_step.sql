-- Somebody may come to us by another proof than a password.
alter table people alter column password_hash drop not null;

-- Their administrators sign in with a code as well. The demo school's password is in the README anyway.
alter table schools add column needs_second_step boolean not null default true;
update schools set needs_second_step = false where id = '0192a000-0000-7000-8000-000000000001';

-- What encrypts other columns. The keys themselves are blobs, so that a copy of this database opens nothing.
create table protection_keys (
    id uuid primary key,
    created_at timestamptz not null default now()
);

-- A secret that is shared with somebody's phone (TOTP, RFC 6238), encrypted. A code is good for a step of
-- 30 s that comes after the last one used.
create table second_steps (
    person_id uuid primary key references people on delete cascade,
    secret bytea not null,
    last_step bigint not null,
    began_at timestamptz not null
);

create table recovery_codes (
    person_id uuid not null references second_steps on delete cascade,
    code_hash bytea not null,
    primary key (person_id, code_hash)
);

-- The password was right and the code is asked for. Grants nothing. The password is the one that was right:
-- if it has changed meanwhile, nothing begins.
create table half_sessions (
    token_hash bytea primary key,
    person_id uuid not null references people on delete cascade,
    password_hash text,
    tries int not null default 0,
    ends_at timestamptz not null
);

create index half_sessions_by_person on half_sessions (person_id);

-- A browser in which somebody has signed in before: what strangers try does not count against it.
create table known_browsers (
    token_hash bytea not null,
    person_id uuid not null references people on delete cascade,
    ends_at timestamptz not null,
    primary key (token_hash, person_id)
);

create index known_browsers_by_person on known_browsers (person_id);

-- How often something was tried since a window of time began: of whom or where only a hash is kept. Lost
-- with a crash of the database, and cheap for it.
create unlogged table attempts (
    subject bytea primary key,
    count int not null,
    ends_at timestamptz not null
);

create index attempts_by_end on attempts (ends_at);
