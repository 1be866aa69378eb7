-- How far each machine keeps the programs that read recordings from everything else: for the administrator.
create table sandboxes (
    machine text primary key,
    level text not null check (level in ('Limits', 'OwnUser', 'Closed')),
    why text,
    seen_at timestamptz not null default now()
);
