-- Whoever waits for their turn is told how many are before them.
create index jobs_by_subject on jobs (subject);

-- Recordings that take the processor before this one; null when none does, or it is this one's turn already.
create function recordings_ahead(recording uuid) returns int
language sql stable as $$
    select nullif(count(other.id), 0)::int
    from jobs mine join jobs other on other.lane = mine.lane and other.id <> mine.id
    where mine.subject = recording and mine.lane = 'heavy' and mine.dead_at is null
        and (mine.lease_until is null or mine.lease_until < now())
        and other.dead_at is null
        and (other.lease_until > now() or other.run_at <= now()
            -- As they are claimed: by priority, then by time.
            and (other.priority, mine.run_at, mine.id) > (mine.priority, other.run_at, other.id))
$$;
