-- Who asked, for the log: it tells of whoever joins by whom they were let in.
alter table invitations add column invited_by uuid references people on delete set null;
create index invitations_by_asker on invitations (invited_by) where invited_by is not null;
