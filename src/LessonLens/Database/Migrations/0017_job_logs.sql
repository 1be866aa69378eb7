-- What was said when the job last failed, without the places of the machine.
alter table jobs add column log text check (char_length(log) <= 5000);
