-- Where nobody says otherwise (schools.year_ends_month and _day), every school's year ends with 31 July, for
-- what is shared and for what is kept.
create or replace function school_year_end(planned timestamptz, years int) returns timestamptz
language sql immutable as $$
    select make_timestamptz(
        (extract(year from planned at time zone 'UTC')
            + case when extract(month from planned at time zone 'UTC') < 8 then 0 else 1 end + years)::int,
        8, 1, 0, 0, 0, 'UTC')
$$;
