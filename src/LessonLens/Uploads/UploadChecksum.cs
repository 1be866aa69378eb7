using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.Uploads;

/// <summary>
/// <c>Upload-Checksum</c> (tus 1.0.0, checksum and checksum-trailer): what the body of a request must hash
/// to; if it does not, nothing of it counts.
/// </summary>
public sealed class UploadChecksum : IDisposable
{
    public const string Header = "Upload-Checksum";
    public const string Algorithms = "sha1,sha256";

    internal static ProblemHttpResult NotReadable => TypedResults.Problem(statusCode: 400,
        title: $"Upload-Checksum is an algorithm ({Algorithms}), a space and the sum in base64.");

    private readonly Dictionary<string, IncrementalHash> _sums = [];
    private readonly HttpRequest _request;
    private readonly string? _header;

    private UploadChecksum(HttpRequest request, string? header)
    {
        (_request, _header) = (request, header);
        // A trailer says only after the body which of them it means.
        foreach (var name in header is null ? Algorithms.Split(',') : [NameIn(header)])
            _sums[name] = IncrementalHash.CreateHash(new HashAlgorithmName(name.ToUpperInvariant()));
    }

    /// <returns>
    /// False when it is malformed or of an algorithm that we do not know; null when none is promised.
    /// </returns>
    public static bool TryRead(HttpRequest request, out UploadChecksum? checksum)
    {
        checksum = null;
        if (request.Headers[Header].ToString() is { Length: > 0 } header)
        {
            if (!IsReadable(header)) return false;
            checksum = new UploadChecksum(request, header);
        }
        else if (request.Headers.Trailer.ToString().Contains(Header, StringComparison.OrdinalIgnoreCase))
        {
            checksum = new UploadChecksum(request, header: null);
        }

        return true;
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var sum in _sums.Values) sum.AppendData(bytes);
    }

    /// <summary>Once the whole body has been read; null when its trailer cannot be understood.</summary>
    public bool? IsKept()
    {
        var promised = _header ?? (_request.SupportsTrailers() && _request.CheckTrailersAvailable()
            ? _request.GetTrailer(Header).ToString() : "");
        if (!IsReadable(promised)) return null;
        return _sums[NameIn(promised)].GetHashAndReset().AsSpan().SequenceEqual(
            Convert.FromBase64String(promised[(promised.IndexOf(' ') + 1)..]));
    }

    public void Dispose()
    {
        foreach (var sum in _sums.Values) sum.Dispose();
    }

    private static bool IsReadable(string header) =>
        header.Split(' ') is [var name, { Length: > 0 } sum]
        && Algorithms.Split(',').Contains(name) && Base64.IsValid(sum);

    private static string NameIn(string header) => header[..header.IndexOf(' ')];
}
