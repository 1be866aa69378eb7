-- The presences of which their process has said something lately; it does so every few seconds.
create view people_here as
select connection_id, lesson_id, person_id, process_id, following, loading_since, round_trip_ms
from presences
where seen_at > now() - interval '15 s';
