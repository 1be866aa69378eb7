using System.Text;

namespace LessonLens.Tests.Support;

/// <summary>
/// Recordings that say where they were made and with what, at all places where cameras, phones and programs
/// say so.
/// </summary>
internal static class TellingRecordings
{
    /// <summary>Each word of it begins so, and nothing else does.</summary>
    public const string Mark = "Quokka";

    // As camcorders name the message in which they say where they are (AVCHD), of each picture that can be
    // entered.
    private const string InThePicture =
        $"-bsf:v h264_metadata=sei_user_data=17ee8c60-f84d-11d9-8cd6-0800200c9a66+{Mark}InThePicture";

    private const string Picture = "-f lavfi -i testsrc2=s=320x180:r=25:d=2 -f lavfi -i sine=d=2";

    public static async Task<IReadOnlyDictionary<string, string>> All() => new Dictionary<string, string>
    {
        [await Phone()] = "InThePicture Place Make Title Handler Chapter Caption Keys Xmp",
        [await Matroska()] = "InThePicture Place Make Title Track Chapter Caption Attached",
        [await Camcorder()] = "InThePicture Service DataStream",
        [await Compact()] = "Title Product Jpeg",
    };

    private static async Task<string> Tagged() => await TestRecordings.Make("telling.mp4",
        $"{Picture} -i {await Caption()} -f ffmetadata -i {await Chapter()} -map 0 -map 1 -map 2 " +
        "-map_chapters 3 -c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 25 " +
        $"{InThePicture} -c:a aac -c:s mov_text -movflags use_metadata_tags " +
        $"-metadata com.apple.quicktime.location.ISO6709={Mark}Keys " +
        $"-metadata com.apple.quicktime.make={Mark}Make -metadata title={Mark}Title " +
        $"-metadata:s:v handler_name={Mark}Handler");

    private static async Task<string> Phone()
    {
        var film = Mp4Surgery.Add(await File.ReadAllBytesAsync(await Tagged()), "moov", Mp4Surgery.Box("udta",
            Mp4Surgery.Box("\u00a9xyz", [0, 11, 0x15, 0xc7, .. Encoding.ASCII.GetBytes($"{Mark}Place")])));
        byte[] xmp =
        [
            .. Convert.FromHexString("BE7ACFCB97A942E89C71999491E3AFAC"),
            .. Encoding.BigEndianUnicode.GetBytes($"<x:xmpmeta>{Mark}Xmp</x:xmpmeta>"),
        ];
        return await TestRecordings.Write("telling-phone.mp4", [.. film, .. Mp4Surgery.Box("uuid", xmp)]);
    }

    private static async Task<string> Matroska() => await TestRecordings.Make("telling.mkv",
        $"-i {await Tagged()} -attach {await Caption()} -metadata:s:t mimetype=text/plain " +
        $"-metadata:s:t filename={Mark}Attached -map 0:v -map 0:a -map 0:s -c copy -c:s srt " +
        $"-metadata location={Mark}Place -metadata:s:v title={Mark}Track");

    private static async Task<string> Camcorder() => await TestRecordings.Make("telling.ts",
        $"-i {await Tagged()} -f data -i {await TestRecordings.Text("telling.bin", $"{Mark}DataStream")} " +
        $"-map 0:v -map 0:a -map 1 -c copy -metadata service_name={Mark}Service -f mpegts");

    /// <summary>Each of its pictures is a photo, and what is said in one stands in each.</summary>
    private static async Task<string> Compact()
    {
        var film = await File.ReadAllBytesAsync(await TestRecordings.Make("telling.avi",
            $"{Picture} -c:v mjpeg -c:a pcm_s16le -metadata IPRD={Mark}Product -metadata title={Mark}Title"));
        for (int at; (at = film.AsSpan().IndexOf("Lavc"u8)) >= 0;)
            Encoding.ASCII.GetBytes($"{Mark}Jpeg").CopyTo(film, at);
        return await TestRecordings.Write("telling-compact.avi", film);
    }

    private static Task<string> Caption() => TestRecordings.Text(
        "telling.srt", $"1\n00:00:00,000 --> 00:00:01,000\n{Mark}Caption\n");

    private static Task<string> Chapter() => TestRecordings.Text("telling.txt",
        $";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1000\ntitle={Mark}Chapter\n");
}
