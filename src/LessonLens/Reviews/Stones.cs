using Dapper;
using LessonLens.Database;

namespace LessonLens.Reviews;

/// <summary>
/// Marks the ids of notes and replies whose deletion came before them, so that they stay away when they come.
/// A stone is its author's: to everybody else it is like a foreign id.
/// </summary>
internal static class Stones
{
    /// <summary>Again is fine.</summary>
    /// <returns>False when somebody else's lies there.</returns>
    public static async Task<bool> Lay(Change change, Guid author, Guid lessonId, Guid id)
    {
        await change.Connection.ExecuteAsync("""
            insert into stones (id, lesson_id, author_id) values (@id, @lessonId, @author)
            on conflict do nothing
            """, new { id, lessonId, author });
        return await EndOf(change, author, lessonId, id) == Written.Gone;
    }

    /// <returns>How a first write ends there; null where no stone lies.</returns>
    public static async Task<Written?> EndOf(Change change, Guid author, Guid lessonId, Guid id)
    {
        var isTheirs = await change.Connection.QuerySingleOrDefaultAsync<bool?>(
            "select lesson_id = @lessonId and author_id = @author from stones where id = @id",
            new { id, lessonId, author });
        return isTheirs switch { null => null, true => Written.Gone, false => Written.NotTheirs };
    }
}
