using LessonLens.Media;

namespace LessonLens.Tests.Media;

/// <summary>What a camera says of itself, byte by byte (ITU-T H.264, 7.3.2.3 and 7.4.1).</summary>
public sealed class CameraRemarksTests
{
    [Theory]
    // A name: its kind and its length stay, and so does the bit that ends the unit.
    [InlineData("06 05 04 51756f6b 80", "06 05 04 ffffffff 80")]
    // Captions, then a point of entry that a player needs, then a name.
    [InlineData("06 04 02 4141 06 01 84 05 01 51 80", "06 04 02 ffff 06 01 84 05 01 ff 80")]
    // Zeros within what is said: the 3 between them and a small number is not counted, and must stay one.
    [InlineData("06 05 05 51000003 016b 06 01 84 80", "06 05 05 ff000003 ffff 06 01 84 80")]
    // Zeros at its end: the 3 belongs to them and to the next kind, which is a small number.
    [InlineData("06 05 03 510000 03 01 02 4141 80", "06 05 03 ff0000 03 01 02 4141 80")]
    // Zeros that no 3 follows hide nothing that has to stay.
    [InlineData("06 05 03 510000 06 01 84 80", "06 05 03 ffffff 06 01 84 80")]
    // It says that it is longer than there is.
    [InlineData("06 05 ff 20 51756f 6b80", "06 05 ff 20 ffffff ffff")]
    [InlineData("06", "06")]
    public void All_that_a_player_does_not_need_is_overwritten_and_nothing_else_changes(
        string unit, string expected)
    {
        var bytes = Bytes(unit);

        CameraRemarks.BlankUnit(bytes);

        Assert.Equal(Convert.ToHexString(Bytes(expected)), Convert.ToHexString(bytes));
    }

    private static byte[] Bytes(string hex) =>
        Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
