-- Small pictures are of the moments at which a recording can be entered, which do not come evenly: each has
-- its own time, and shows what is on screen then.
alter table thumbnails add column starts_ms int[];

update thumbnails set starts_ms = (
    select array_agg(number * every_ms order by number) from generate_series(0, pictures - 1) number);

alter table thumbnails
    alter column starts_ms set not null,
    add constraint thumbnails_starts_ms_check check (cardinality(starts_ms) > 0 and starts_ms[1] = 0),
    drop column pictures,
    drop column every_ms;
