-- Uploads by every extension of tus 1.0.0: without a length at first, in parts, for a limited time.
alter table uploads
    -- Not known yet (creation-defer-length).
    alter column length drop not null,
    -- A part (concatenation) belongs to a lesson only with the whole that it becomes part of.
    alter column lesson_id drop not null,
    alter column recording_id drop not null,
    -- Gone with the upload's time; the row stays for a while to say so.
    alter column blob drop not null,
    add column is_part boolean not null default false,
    -- Upload-Concat as it was sent: "partial" or "final;…".
    add column concat text,
    -- A blob store takes only so many.
    add column blocks int not null default 0,
    -- Who may write now: a new number for each request that takes its turn. Only its holder moves the offset.
    add column held_by uuid,
    -- Null when it does not expire: a whole recording stays.
    add column expires_at timestamptz default now() + interval '3 days',
    add check (finished_at is null or length is not null);

update uploads set expires_at = case when finished_at is null then expires_at end,
    blocks = (select count(*) from upload_blocks where upload_id = uploads.id);
create index uploads_by_expiry on uploads (expires_at);

-- What a final upload is put together from. Gone once it is.
create table upload_parts (
    upload_id uuid not null references uploads on delete cascade,
    number int not null check (number >= 0),
    part_id uuid not null references uploads,
    primary key (upload_id, number)
);
create index upload_parts_by_part on upload_parts (part_id);

-- Of each block, so that a byte that changed in the store is found.
alter table upload_blocks add column sha256 bytea check (octet_length(sha256) = 32);

-- Not known before it has arrived; a second one that has waits for its owner's choice.
alter table recordings alter column bytes drop not null, add column arrived_at timestamptz;
update recordings set arrived_at = created_at
where state <> 'arriving'
    or exists (select from uploads u where u.recording_id = recordings.id and u.finished_at is not null);
