using System.Security.Cryptography;
using System.Text;
using Dapper;
using LessonLens.Database;
using Microsoft.AspNetCore.DataProtection;

namespace LessonLens.People;

/// <summary>Schools' providers, as their administrators have set them.</summary>
public sealed class ProviderStore(Db db, IDataProtectionProvider protection)
{
    private const string Columns =
        "v.school_id, s.name as school, v.issuer, v.client_id, v.domains, v.asks_second_step";

    /// <returns>With its secret; null where the school has none, or a secret that we cannot read.</returns>
    public async Task<(Provider Provider, string Secret)?> Find(Guid school, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        var found = await connection.QuerySingleOrDefaultAsync<Provider>(
            $"select {Columns} from providers v join schools s on s.id = v.school_id where s.id = @school",
            new { school });
        var secret = await connection.QuerySingleOrDefaultAsync<byte[]>(
            "select client_secret from providers where school_id = @school", new { school });
        if (found is null || secret is null) return null;
        try
        {
            return (found, Encoding.UTF8.GetString(Protector(school).Unprotect(secret)));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Those that let addresses of this domain in, by the names of their schools.</summary>
    public async Task<IReadOnlyList<Provider>> ForDomain(string domain, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<Provider>($"""
            select {Columns} from providers v join schools s on s.id = v.school_id
            where v.domains @> array[@domain]
            order by s.name, s.id
            """, new { domain })).ToList();
    }

    /// <summary>Those of the schools that I look after.</summary>
    public async Task<IReadOnlyList<Provider>> OfMySchools(Guid me, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<Provider>($"""
            select {Columns} from providers v join schools s on s.id = v.school_id
            where s.id in (select school_id from memberships where person_id = @me and role = 'admin')
            """, new { me })).ToList();
    }

    /// <param name="me">Looks after the school.</param>
    /// <param name="provider">Without fault.</param>
    /// <param name="secret">Null keeps the one before, while the issuer stays the same.</param>
    /// <returns>False where the school is not mine, or there is no secret.</returns>
    public Task<bool> Save(Guid me, Provider provider, string? secret) => db.Change(async change =>
    {
        var isDone = await change.Connection.ExecuteAsync("""
            insert into providers as v
                (school_id, issuer, client_id, client_secret, domains, asks_second_step)
            select school_id, @Issuer, @ClientId, coalesce(@hidden, (
                    select client_secret from providers where school_id = @SchoolId and issuer = @Issuer)),
                @Domains, @AsksSecondStep
            from memberships
            where person_id = @me and school_id = @SchoolId and role = 'admin' and (@hidden is not null
                or exists (select from providers where school_id = @SchoolId and issuer = @Issuer))
            on conflict (school_id) do update set issuer = excluded.issuer, client_id = excluded.client_id,
                client_secret = excluded.client_secret, domains = excluded.domains,
                asks_second_step = excluded.asks_second_step
            """, new
        {
            me, provider.SchoolId, provider.Issuer, provider.ClientId, provider.Domains,
            provider.AsksSecondStep,
            hidden = string.IsNullOrEmpty(secret) ? null
                : Protector(provider.SchoolId).Protect(Encoding.UTF8.GetBytes(secret)),
        }) == 1;
        if (isDone) Log(change, LogAct.ProviderSet, me, provider.SchoolId);
        return isDone;
    });

    /// <summary>Passwords alone open the door then; what is bound stays bound.</summary>
    public Task Remove(Guid me, Guid school) => db.Change(async change =>
    {
        var isDone = await change.Connection.ExecuteAsync("""
            delete from providers where school_id in (select school_id from memberships
                where person_id = @me and school_id = @school and role = 'admin')
            """, new { me, school }) == 1;
        if (isDone) Log(change, LogAct.ProviderRemoved, me, school);
    });

    private static void Log(Change change, LogAct act, Guid me, Guid school) =>
        LogBook.Append(change, new LogEntry(act) { SchoolId = school, ActorId = me });

    private IDataProtector Protector(Guid school) => protection.CreateProtector("provider", $"{school}");
}
