namespace LessonLens.Media;

/// <summary>One H.264 track of an MP4 file: its tables, read into <see cref="Keyframe"/>s.</summary>
internal sealed class Mp4Track
{
    private readonly Mp4Box _track;
    private readonly Mp4Box _table;
    private readonly double _scale;
    private readonly double _movieScale;

    private Mp4Track(Mp4Box track, Mp4Box table, Mp4Box media, Mp4Box movie)
    {
        (_track, _table) = (track, table);
        _scale = media.UInt32(media.IsWide ? 20 : 12);
        _movieScale = movie.UInt32(movie.IsWide ? 20 : 12);
    }

    /// <param name="moov">The index.</param>
    /// <param name="id">The number that the track has in the file.</param>
    public static Mp4Track? Find(ReadOnlyMemory<byte> moov, uint id)
    {
        var index = new Mp4Box(moov);
        foreach (var track in index.Children("trak"))
        {
            if (track.Child("tkhd") is not { } header) continue;
            if (header.UInt32(header.IsWide ? 20 : 12) != id) continue;
            return track.Child("mdia") is { } mdia
                && mdia.Child("mdhd") is { } media && mdia.Child("minf")?.Child("stbl") is { } table
                && index.Child("mvhd") is { } movie
                ? new Mp4Track(track, table, media, movie) : null;
        }

        return null;
    }

    public Mp4Index? Index(long fileLength)
    {
        // More than one way to decode it in one track: a camera that changed its mind.
        if (_table.Child("stsd") is not { } descriptions || descriptions.UInt32(4) != 1) return null;
        // After the box's own header (8), 78 bytes that all descriptions of pictures begin with.
        var settings = descriptions.From(8 + 8 + 78).Child("avcC");
        if (settings is null || Turn() is not { } turn || Shift() is not { } shift) return null;
        var keyframes = Samples(shift).Where(one => one.Bytes > 0 && one.Offset + one.Bytes <= fileLength)
            .OrderBy(one => one.At).ToList();
        return keyframes.Count == 0 ? null : new Mp4Index(keyframes, settings.Value.Bytes.ToArray(), turn);
    }

    /// <summary>Encrypted (ISO 23001-7): the track then bears this name in place of its codec's.</summary>
    public bool IsLocked() => _table.Child("stsd") is { Length: >= 16 } descriptions
        && descriptions.Bytes.Span.Slice(12, 4).SequenceEqual("encv"u8);

    /// <summary>
    /// Whether pictures are in the file that are not to be seen: somebody has cut it without writing it anew.
    /// </summary>
    public bool HidesPictures()
    {
        if (_track.Child("edts")?.Child("elst") is not { } edits) return false;
        if (Shift() is null) return true;
        var times = Mp4Tables.Times(_table, Mp4Tables.Sizes(_table).Length);
        if (times.Length == 0) return false;
        var (entry, wide) = (edits.IsWide ? 20 : 12, edits.IsWide);
        for (int at = 8, left = edits.Count(4, entry); left > 0; at += entry, left--)
        {
            var start = wide ? edits.Int64(at + 8) : edits.Int32(at + 4);
            if (start == -1) continue;
            var length = (wide ? edits.Int64(at) : edits.UInt32(at)) / _movieScale * _scale;
            // Lengths are rounded to the film's clock; 0 stands for all.
            var end = length > 0 ? start + length + _scale / _movieScale : double.MaxValue;
            return times.Min() < start || times.Max() >= end;
        }

        return false;
    }

    /// <summary>
    /// By how much the track's times differ from those on a clock that starts with the film.
    /// </summary>
    private double? Shift()
    {
        if (_track.Child("edts")?.Child("elst") is not { } edits) return 0;
        var (entry, wide) = (edits.IsWide ? 20 : 12, edits.IsWide);
        double shift = 0;
        var parts = 0;
        for (int at = 8, left = edits.Count(4, entry); left > 0; at += entry, left--)
        {
            var start = wide ? edits.Int64(at + 8) : edits.Int32(at + 4);
            // -1: nothing is shown for so long.
            if (start == -1) shift += (wide ? edits.Int64(at) : edits.UInt32(at)) / _movieScale;
            else shift -= ++parts == 1 ? start / _scale : 0;
        }

        return parts <= 1 ? shift : null;
    }

    /// <summary>
    /// Null for mirrors and slants; the last six numbers of the matrix (a b u, c d v) say how.
    /// </summary>
    private string? Turn()
    {
        if (_track.Child("tkhd") is not { } header) return null;
        var at = header.IsWide ? 52 : 40;
        const int one = 1 << 16;
        return (header.Int32(at), header.Int32(at + 4), header.Int32(at + 12), header.Int32(at + 16)) switch
        {
            (one, 0, 0, one) => "",
            (0, one, -one, 0) => "transpose=clock,",
            (-one, 0, 0, -one) => "hflip,vflip,",
            (0, -one, one, 0) => "transpose=cclock,",
            _ => null,
        };
    }

    private IEnumerable<Keyframe> Samples(double shift)
    {
        var sizes = Mp4Tables.Sizes(_table);
        var offsets = Mp4Tables.Offsets(_table, sizes);
        var times = Mp4Tables.Times(_table, sizes.Length);
        return Mp4Tables.Keyframes(_table, sizes.Length)
            .Select(number => new Keyframe(
                TimeSpan.FromSeconds(times[number] / _scale + shift), offsets[number], sizes[number]));
    }
}
