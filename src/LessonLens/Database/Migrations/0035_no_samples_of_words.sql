-- The planner keeps samples of what columns hold, also of rows that are long gone. Of nobody's words: what is
-- erased must be found nowhere, and nothing is planned by them.
alter table lessons
    alter column title set statistics 0,
    alter column subject set statistics 0,
    alter column objections_handled set statistics 0;
alter table focuses alter column text set statistics 0;
alter table annotations
    alter column text set statistics 0,
    alter column drawing set statistics 0;
alter table replies alter column text set statistics 0;
alter table clips alter column title set statistics 0;
alter table grants alter column reason set statistics 0;
alter table group_grants alter column reason set statistics 0;
alter table clip_grants alter column reason set statistics 0;
alter table recordings
    alter column file_name set statistics 0,
    alter column objections_handled set statistics 0;
alter table uploads
    alter column file_name set statistics 0,
    alter column metadata set statistics 0;
