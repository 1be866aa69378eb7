using Dapper;
using LessonLens.Database;
using LessonLens.People;

namespace LessonLens.Lessons;

/// <summary>Lessons, seen by somebody: every read begins with <c>visible_lessons(person)</c>.</summary>
public sealed class LessonStore(Db db, TimeProvider time)
{
    /// <param name="me">Who asks.</param>
    /// <param name="wanted">
    /// Words that must all occur in the lesson's title, subject, class, focus or its owner's name.
    /// </param>
    /// <param name="stop">The asker has gone.</param>
    public async Task<IReadOnlyList<Lesson>> List(
        Guid me, string? wanted = null, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        // Only what this person may see is looked at, some hundred lessons at most: no index is needed.
        var rows = await connection.QueryAsync<LessonRow>(LessonRow.Select + """
             where not exists (
                select from regexp_split_to_table(plain_letters(@wanted), '\s+') word
                where strpos(plain_letters(
                    concat_ws(chr(10), l.title, l.subject, c.name, f.text, p.name)), word) = 0)
            order by coalesce(l.taught_on, l.created_at::date) desc, l.id desc
            """, new { me, wanted = wanted?.Trim() ?? "" });
        return rows.Select(row => row.ToLesson()).ToList();
    }

    /// <returns>Null when there is none, or none for this person: nobody can tell the two apart.</returns>
    public async Task<Lesson?> Find(Guid me, Guid id, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        var row = await connection.QuerySingleOrDefaultAsync<LessonRow>(
            LessonRow.Select + " where l.id = @id", new { me, id });
        return row?.ToLesson();
    }

    /// <summary>What a person may do with a lesson; null when that is nothing.</summary>
    public async Task<May?> MayI(Guid me, Guid id, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        var may = await connection.QuerySingleOrDefaultAsync<string>(
            "select may from visible_lessons(@me) where lesson_id = @id", new { me, id });
        return may is null ? null : Enum.Parse<May>(may, ignoreCase: true);
    }

    /// <summary>Of a lesson that is there.</summary>
    public async Task<Guid> SchoolOf(Guid id, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return await connection.QuerySingleOrDefaultAsync<Guid>(
            "select school_id from lessons where id = @id", new { id });
    }

    /// <summary>Those of many people who see the lesson that each is asked with.</summary>
    public async Task<IReadOnlySet<(Guid PersonId, Guid LessonId)>> WhoSee(
        IReadOnlyCollection<(Guid PersonId, Guid LessonId)> asked, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<(Guid, Guid)>("""
            select asked.person_id, asked.lesson_id
            from unnest(@people, @lessons) as asked (person_id, lesson_id)
            where exists (select from visible_lessons(asked.person_id) v where v.lesson_id = asked.lesson_id)
            """, new
        {
            people = asked.Select(one => one.PersonId).ToArray(),
            lessons = asked.Select(one => one.LessonId).ToArray(),
        })).ToHashSet();
    }

    /// <summary>Only its owner sees it, until they share it.</summary>
    /// <returns>False where this person is in no school.</returns>
    public Task<bool> Plan(Guid me, Guid id, PlanLesson lesson, CancellationToken stop = default) =>
        db.Change(async change =>
        {
            if (await SchoolOf(change, me) is not { } schoolId) return false;
            var classId = await ClassNamed(change, schoolId, lesson.ClassName);
            await change.Connection.ExecuteAsync("""
                insert into lessons (id, school_id, owner_id, title, subject, class_id, taught_on, ends_at)
                values (@id, @schoolId, @me, @title, @subject, @classId, @TaughtOn, @endsAt)
                """, new
            {
                id,
                endsAt = await RetentionStore.EndOf(change, schoolId, time.GetUtcNow().UtcDateTime),
                schoolId,
                me,
                title = lesson.Title.Trim(),
                subject = Text(lesson.Subject),
                classId,
                lesson.TaughtOn,
            });
            await FocusStore.Restate(change, me, id, lesson.Focus);
            return true;
        }, stop);

    /// <returns>False when the lesson is not this person's.</returns>
    public Task<bool> Alter(Guid me, Guid id, ChangeLesson to, CancellationToken stop = default) =>
        db.Change(async change =>
        {
            var schoolId = await change.Connection.QuerySingleOrDefaultAsync<Guid?>("""
                select school_id from lessons where id = @id and owner_id = @me and deleted_at is null
                for update
                """, new { id, me });
            if (schoolId is null) return false;

            await change.Connection.ExecuteAsync("""
                update lessons set
                    title = coalesce(@title, title),
                    subject = case when @newSubject then @subject else subject end,
                    class_id = case when @newClass then @classId else class_id end,
                    taught_on = case when @newDate then @TaughtOn else taught_on end
                where id = @id
                """, new
            {
                id,
                title = Text(to.Title),
                newSubject = to.Gives(nameof(to.Subject)),
                subject = Text(to.Subject),
                newClass = to.Gives(nameof(to.ClassName)),
                classId = await ClassNamed(change, schoolId.Value, to.ClassName),
                newDate = to.Gives(nameof(to.TaughtOn)),
                to.TaughtOn,
            });
            // Another class may keep it in the school.
            if (to.Gives(nameof(to.ClassName))) change.Tell(GrantStore.Topic, id.ToString());
            if (to.Gives(nameof(to.Focus))) await FocusStore.Restate(change, me, id, to.Focus);
            return true;
        }, stop);

    /// <summary>With several schools it is the first by name; null for whoever is in none.</summary>
    internal static Task<Guid?> SchoolOf(Change change, Guid me) =>
        change.Connection.QueryFirstOrDefaultAsync<Guid?>("""
            select m.school_id from memberships m join schools s on s.id = m.school_id
            where m.person_id = @me order by s.name limit 1
            """, new { me });

    /// <summary>The class of that name in the school; a new name makes one.</summary>
    internal static async Task<Guid?> ClassNamed(Change change, Guid schoolId, string? name)
    {
        if (Text(name) is not { } given) return null;
        return await change.Connection.QuerySingleAsync<Guid>("""
            insert into classes (id, school_id, name) values (@id, @schoolId, @given)
            on conflict (school_id, name) do update set name = excluded.name
            returning id
            """, new { id = Guid.CreateVersion7(), schoolId, given });
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
