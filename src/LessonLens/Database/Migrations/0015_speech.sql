-- One letter for each second of a recording: s speech, n other sound, - silence. Null when it has no sound,
-- or was measured before this was.
alter table peaks add column speech text check (speech ~ '^[sn-]+$');
