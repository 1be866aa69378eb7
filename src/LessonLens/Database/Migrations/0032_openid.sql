-- Where the people of a school have accounts already (OpenID Connect). The secret is encrypted.
create table providers (
    school_id uuid primary key references schools on delete cascade,
    issuer text not null check (issuer ~ '^https?://'),
    client_id text not null check (client_id <> ''),
    client_secret bytea not null,
    -- Of e-mail addresses, in small letters.
    domains text[] not null check (cardinality(domains) > 0),
    -- Whether a second step there counts as one here.
    asks_second_step boolean not null
);

create index providers_by_domain on providers using gin (domains);

-- Whose account there is whose here, from the first time on: an address may be given to somebody else later.
create table provider_accounts (
    issuer text not null,
    subject text not null,
    person_id uuid not null references people on delete cascade,
    bound_at timestamptz not null,
    primary key (issuer, subject),
    unique (person_id, issuer)
);
