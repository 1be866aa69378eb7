-- What a person may know of each of their sessions, by a name that opens nothing.
alter table sessions
    add column id uuid not null default gen_random_uuid(),
    add column browser text not null default 'A browser' check (browser <> '');

create unique index sessions_by_id on sessions (id);
