-- What lets a program in as a person. Only the hash is kept, so that a copy of this table opens nothing.
create table tokens (
    id uuid primary key,
    person_id uuid not null references people on delete cascade,
    name text not null check (name <> ''),
    token_hash bytea not null unique,
    may_write boolean not null,
    made_at timestamptz not null,
    -- The last day on which it works, UTC.
    ends_on date not null check (ends_on <= made_at at time zone 'UTC' + interval '1 year'),
    last_used_on date
);

create index tokens_by_person on tokens (person_id);
