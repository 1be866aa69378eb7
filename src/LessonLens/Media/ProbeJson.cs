using System.Text.Json;
using System.Text.Json.Serialization;

namespace LessonLens.Media;

/// <summary>What ffprobe writes, as far as we ask.</summary>
internal sealed record ProbeJson(ProbeJson.Stream[]? Streams, ProbeJson.FormatPart? Format)
{
    /// <summary>The fields that ffprobe is asked for; nothing of the rest is of use.</summary>
    public const string Entries =
        "format=duration,start_time" +
        ":stream=index,id,codec_type,codec_name,profile,width,height,pix_fmt,sample_aspect_ratio," +
        "field_order,color_transfer,avg_frame_rate,start_time,duration" +
        ":stream_disposition=attached_pic,default:stream_side_data=rotation";

    private static readonly JsonSerializerOptions SnakeCase = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
    };

    /// <summary>Null when it broke off in the middle, as it does at a stream that it may not open.</summary>
    public static ProbeJson? Parse(string json)
    {
        try { return JsonSerializer.Deserialize<ProbeJson>(json, SnakeCase); }
        catch (JsonException) { return null; }
    }

    public sealed record FormatPart(double? Duration, double? StartTime);

    public sealed record Stream(
        int Index, string? Id, string? CodecType, string? CodecName, string? Profile,
        int Width, int Height, string? PixFmt, string? SampleAspectRatio,
        string? FieldOrder, string? ColorTransfer, string? AvgFrameRate, double? StartTime,
        double? Duration, Disposition? Disposition, SideData[]? SideDataList)
    {
        public bool IsPicture => CodecType == "video" && Disposition is not { AttachedPic: 1 };

        /// <summary>Of several, the one to be shown.</summary>
        public bool IsDefault => Disposition is { Default: 1 };

        /// <summary>0 where the container has no such numbers.</summary>
        public uint Track => Id is null ? 0 : Convert.ToUInt32(Id, 16);

        public bool IsSound => CodecType == "audio";
        public bool IsReadable => SafeInput.Reads(CodecName);
        public double? End => StartTime + Duration;
        public double Rotation => SideDataList?.FirstOrDefault(data => data.Rotation != 0)?.Rotation ?? 0;
    }

    public sealed record Disposition(int AttachedPic, int Default);

    public sealed record SideData(double Rotation);
}
