-- Each web process says here every few seconds that it goes on; what it holds is alive as long as it does.
-- One row a process and not one a connection: with 1,000 connections that made the others' messages wait.
create unlogged table web_processes (
    process_id uuid primary key,
    seen_at timestamptz not null default now()
);

drop view people_here;
alter table presences drop column seen_at;

-- The presences of which their process has said something lately.
create view people_here as
select p.connection_id, p.lesson_id, p.person_id, p.process_id, p.following, p.loading_since, p.round_trip_ms
from presences p join web_processes w using (process_id)
where w.seen_at > now() - interval '15 s';
