using System.Text.Json;
using Dapper;
using LessonLens.Database;

namespace LessonLens.People;

/// <summary>
/// What happened, in the transaction in which it did: one chain of hashes for each school, only ever added
/// to (see <see cref="LogCheck"/>).
/// </summary>
public static class LogBook
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>
    /// Written when all else in the transaction is done: whoever logs holds the school's chain until their
    /// commit, and must not wait for anything meanwhile.
    /// </summary>
    public static void Append(Change change, LogEntry entry) => change.AtLast(() =>
        // In the order of schools, so that two who log to the same two do not wait for each other.
        change.Connection.ExecuteAsync("""
            select append_log(school_id, @ActorId, @act, @LessonId, @AboutId, @detail::jsonb)
            from (
                select @SchoolId as school_id where @SchoolId is not null
                union
                select school_id from lessons where id = @LessonId and @SchoolId is null
                union
                select school_id from memberships
                where person_id = coalesce(@AboutId, @ActorId) and @LessonId is null and @SchoolId is null
                union
                select @Nobodys where @SchoolId is null and case when @LessonId is null
                    then not exists (
                        select from memberships where person_id = coalesce(@AboutId, @ActorId))
                    else not exists (select from lessons where id = @LessonId) end
                order by school_id) schools
            """, new
        {
            entry.SchoolId, entry.ActorId, act = entry.Act.Word, entry.LessonId, entry.AboutId,
            detail = entry.Detail is null ? "{}" : JsonSerializer.Serialize(entry.Detail, Json),
            Nobodys = Guid.Empty,
        }));
}
