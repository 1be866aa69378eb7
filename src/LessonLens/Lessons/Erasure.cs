using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LessonLens.Lessons;

/// <summary>
/// What a certificate says. No title, no text and no name stands in it, so that it may be kept for ever.
/// </summary>
public sealed record Erasure
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
    };

    public required Guid Id { get; init; }

    /// <summary>All erasures of this installation, counted from 1 without gaps.</summary>
    public required long Number { get; init; }

    public required Guid LessonId { get; init; }
    public required Guid OwnerId { get; init; }
    public required Guid SchoolId { get; init; }

    /// <summary>owner, or retention.</summary>
    public required string Cause { get; init; }

    /// <summary>UTC: when it was deleted, or its time was over.</summary>
    public required DateTime AskedAt { get; init; }

    /// <summary>UTC: when the last byte was gone.</summary>
    public required DateTime FinishedAt { get; init; }

    /// <summary>The SHA-256 of the certificate before, in hexadecimal; empty for the first.</summary>
    public required string Previous { get; init; }

    public required IReadOnlyList<ErasedItem> Items { get; init; }

    /// <summary>As it is kept, and hashed.</summary>
    public string Text() => JsonSerializer.Serialize(this, Json);

    public static Erasure Read(string text) => JsonSerializer.Deserialize<Erasure>(text, Json)!;

    public static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

/// <summary>One thing that is gone.</summary>
public sealed record ErasedItem
{
    /// <summary>lesson, recording, clip, note or reply by its id; or file by its name in the store.</summary>
    public required string What { get; init; }

    public required string Name { get; init; }

    /// <summary>Of a file.</summary>
    public long? Bytes { get; init; }

    /// <summary>Of a file, in hexadecimal; null when it never came to be whole.</summary>
    public string? Sha256 { get; init; }

    public required DateTime ErasedAt { get; init; }
}

/// <summary>A certificate and whether it stands where it stood, as the API tells it.</summary>
public sealed record ErasureCertificate
{
    public required Erasure Erasure { get; init; }

    /// <summary>Byte for byte what the hash is of.</summary>
    public required string Text { get; init; }

    public required string Sha256 { get; init; }

    /// <summary>This certificate and all before it are as they were written.</summary>
    public required bool Verifies { get; init; }
}
