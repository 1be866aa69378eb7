using Dapper;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LessonLens.Tests.Support;

/// <summary>
/// People as rows, with a password of few rounds: a hash tells its own number of them, so all of the way in
/// is the product's, and no test waits for the product's 210,000. Their schools ask administrators for no
/// second step; where one is the subject, the test changes that.
/// </summary>
internal static class TestPeople
{
    public const string Password = "correct horse battery";
    private static readonly string PasswordHash = new PasswordHasher<object>(
        Options.Create(new PasswordHasherOptions { IterationCount = 1000 })).HashPassword(null!, Password);

    /// <returns>The e-mail address to sign in with.</returns>
    public static async Task<string> Add(string connectionString, string name, string school, string role)
    {
        var id = Guid.CreateVersion7();
        var email = $"{id:N}@example.org";
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.ExecuteAsync("""
            insert into schools (id, name, needs_second_step) select @schoolId, @school, false
            where not exists (select from schools where name = @school);
            insert into people (id, email, name, password_hash) values (@id, @email, @name, @PasswordHash);
            insert into memberships (person_id, school_id, role)
            select @id, id, @role from schools where name = @school
            """, new { schoolId = Guid.CreateVersion7(), school, id, email, name, PasswordHash, role });
        return email;
    }
}
