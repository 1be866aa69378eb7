using System.Security.Cryptography;
using Dapper;
using LessonLens.Database;
using Microsoft.AspNetCore.DataProtection;

namespace LessonLens.People;

/// <summary>Codes from somebody's phone, and the written ones for when the phone is lost.</summary>
public sealed partial class SecondStepStore(
    Db db, TimeProvider time, IDataProtectionProvider protection, ILogger<SecondStepStore> log)
{
    private const int RecoveryCodes = 10;

    public async Task<bool> IsOn(Guid person) => await Of(person) is not null;

    public async Task<SecondStep?> Of(Guid person)
    {
        await using var connection = await db.Open();
        return await connection.QuerySingleOrDefaultAsync<SecondStep>("""
            select began_at, (
                select count(*)::int from recovery_codes where person_id = @person) as codes_left
            from second_steps where person_id = @person
            """, new { person });
    }

    /// <summary>A new secret, as the page holds it until a code has shown that the phone has it.</summary>
    public byte[] Offer(Guid person) => Protector(person).Protect(Totp.NewSecret());

    /// <returns>The secret; null where it was not made here for this person.</returns>
    public byte[]? Open(Guid person, byte[] offer)
    {
        try
        {
            return Protector(person).Unprotect(offer);
        }
        catch (CryptographicException e)
        {
            CannotOpen(e.Message);
            return null;
        }
    }

    /// <returns>The recovery codes, which are seen only now; null where the code is wrong.</returns>
    public Task<IReadOnlyList<string>?> Begin(Guid person, byte[] offer, string code) =>
        db.Change<IReadOnlyList<string>?>(async change =>
        {
            var now = time.GetUtcNow();
            if (Open(person, offer) is not { } secret
                || Totp.Match(secret, Plain(code), now, after: 0) is not { } step) return null;
            var isNew = await change.Connection.ExecuteAsync("""
                insert into second_steps (person_id, secret, last_step, began_at)
                values (@person, @offer, @step, @now)
                on conflict do nothing
                """, new { person, offer, step, now }) == 1;
            if (!isNew) return null;
            LogBook.Append(change, new LogEntry(LogAct.SecondStepBegun) { ActorId = person });
            return await MakeCodes(change, person);
        });

    /// <summary>Ten new ones; those from before are worth nothing then.</summary>
    /// <returns>Empty where there is no second step.</returns>
    public Task<IReadOnlyList<string>> RenewCodes(Guid person) =>
        db.Change(change =>
        {
            LogBook.Append(change, new LogEntry(LogAct.RecoveryRenewed) { ActorId = person });
            return MakeCodes(change, person);
        });

    public Task End(Guid person) => db.Change(change =>
    {
        LogBook.Append(change, new LogEntry(LogAct.SecondStepEnded) { ActorId = person });
        return change.Connection.ExecuteAsync(
            "delete from second_steps where person_id = @person", new { person });
    });

    /// <summary>Whether the code is right. It is used up then.</summary>
    /// <param name="person">Who has shown their password.</param>
    /// <param name="code">From the phone or the paper, as it was typed.</param>
    public Task<bool> Accepts(Guid person, string code) => db.Change(async change =>
    {
        var plain = Plain(code);
        if (plain.Length != Totp.Digits)
            return await change.Connection.ExecuteAsync(
                "delete from recovery_codes where person_id = @person and code_hash = @hash",
                new { person, hash = Secret.Hash(plain) }) == 1;
        // The lock lets the same code in only once.
        var row = await change.Connection.QuerySingleOrDefaultAsync<Row>(
            "select secret, last_step from second_steps where person_id = @person for update",
            new { person });
        if (row is null || Open(person, row.Secret) is not { } secret
            || Totp.Match(secret, plain, time.GetUtcNow(), row.LastStep) is not { } step) return false;
        await change.Connection.ExecuteAsync(
            "update second_steps set last_step = @step where person_id = @person", new { person, step });
        return true;
    });

    private static async Task<IReadOnlyList<string>> MakeCodes(Change change, Guid person)
    {
        var codes = Enumerable.Range(0, RecoveryCodes).Select(_ => Secret.New()).ToList();
        var made = await change.Connection.ExecuteAsync("""
            delete from recovery_codes where person_id = @person;
            insert into recovery_codes (person_id, code_hash)
            select person_id, unnest(@hashes) from second_steps where person_id = @person
            """, new { person, hashes = codes.Select(Secret.Hash).ToArray() });
        return made == 0 ? [] : codes.Select(InFours).ToList();
    }

    /// <summary>As one writes it down, or types it.</summary>
    internal static string InFours(string code) =>
        string.Join(' ', code.Chunk(4).Select(four => new string(four)));

    /// <summary>People type codes in groups, and in capitals.</summary>
    private static string Plain(string code) =>
        string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    private IDataProtector Protector(Guid person) => protection.CreateProtector("second step", $"{person}");

    [LoggerMessage(LogLevel.Warning, "A second step's secret cannot be decrypted: {Reason}")]
    private partial void CannotOpen(string reason);

    private sealed record Row
    {
        public required byte[] Secret { get; init; }
        public required long LastStep { get; init; }
    }
}

/// <summary>Somebody's second step, as they see it.</summary>
public sealed record SecondStep
{
    public required DateTime BeganAt { get; init; }

    /// <summary>Recovery codes that have not been used.</summary>
    public required int CodesLeft { get; init; }
}
