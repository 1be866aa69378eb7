using Dapper;
using LessonLens.Database;

namespace LessonLens.Archives;

/// <summary>
/// Who wrote in a lesson that came from a file. Only the importer is known here as themselves, by id or
/// address: whatever a file says, it puts words into nobody else's mouth. All others are shown by the name
/// that the file gives, as people whom nobody can sign in as, invite, find or share with, and who go with
/// the lesson.
/// </summary>
internal static class BroughtPeople
{
    private const int LongestName = 200;

    /// <returns>Who they are here, by their ids in the file.</returns>
    public static async Task<IReadOnlyDictionary<Guid, Guid>> Write(
        Change change, Guid me, Guid lesson, LessonFile file)
    {
        var address = await change.Connection.QuerySingleAsync<string>(
            "select email from people where id = @me", new { me });
        var here = new Dictionary<Guid, Guid>();
        foreach (var told in file.People)
        {
            var isMe = told.Id == me
                || string.Equals(told.Email, address, StringComparison.OrdinalIgnoreCase);
            if (!here.TryAdd(told.Id, isMe ? me : Guid.CreateVersion7()))
                throw new NotALesson("This file contradicts itself.");
            if (isMe) continue;
            var name = told.Name.Trim();
            // No address of this kind can exist (RFC 2606), and no password has this hash.
            await change.Connection.ExecuteAsync("""
                insert into people (id, email, name, password_hash, disabled_at, only_in_lesson)
                values (@id, @email, @name, '', now(), @lesson)
                """, new
            {
                id = here[told.Id], email = $"{here[told.Id]:N}@file.invalid", lesson,
                name = name.Length > LongestName ? name[..LongestName] : name,
            });
        }

        return here;
    }

    public static Guid Of(IReadOnlyDictionary<Guid, Guid> people, Guid told) =>
        people.TryGetValue(told, out var here) ? here
            : throw new NotALesson("This file does not say who wrote some of it.");
}
