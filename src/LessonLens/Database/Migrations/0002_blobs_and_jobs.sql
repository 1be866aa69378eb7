-- Every blob's name, committed before its first byte is put.
create table blobs (
    name text primary key,
    created_at timestamptz not null default now(),
    bytes bigint check (bytes >= 0),
    sha256 bytea check (octet_length(sha256) = 32)
);

-- Work that is left by a transaction for after it. A finished job goes away, so this table stays small.
create table jobs (
    id bigint generated always as identity primary key,
    lane text not null check (lane in ('quick', 'heavy')),
    kind text not null,
    subject uuid not null,
    priority int not null default 0,
    run_at timestamptz not null default now(),
    attempts int not null default 0 check (attempts >= 0),
    -- Raised by each claim; whoever publishes must still hold the number that it was given.
    token bigint not null default 0,
    lease_until timestamptz,
    dead_at timestamptz,
    dead_reason text,
    created_at timestamptz not null default now(),
    unique (kind, subject),
    check ((dead_at is null) = (dead_reason is null))
);

create index jobs_to_claim on jobs (lane, priority desc, run_at, id) where dead_at is null;
