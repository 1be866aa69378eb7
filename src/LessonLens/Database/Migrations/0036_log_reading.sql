-- Whoever looks after a school reads its log, by whom it is about.
create index log_entries_by_actor on log_entries (school_id, actor_id, sequence) where actor_id is not null;
create index log_entries_by_about on log_entries (school_id, about_id, sequence) where about_id is not null;
-- Each act has few words, and some are rare.
create index log_entries_by_act on log_entries (school_id, act, sequence);

-- What two people of the school decided not to tell the lesson's owner, and wrote down why.
create function is_withheld(e log_entries) returns boolean language sql stable as $$
    select exists (select from safeguarding_views s
        where s.lesson_id = e.lesson_id and s.withheld_because is not null
            and (e.detail ->> 'request' = s.id::text
                or e.actor_id = s.asked_by
                    and e.at between s.decided_at and coalesce(s.ended_at, s.until_at)))
$$;
