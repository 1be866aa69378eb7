using LessonLens.Jobs;

namespace LessonLens.Tests.Jobs;

public sealed class JobFailureTests
{
    [Fact]
    public void What_a_program_said_is_kept_without_its_arguments_in_the_reason()
    {
        const string said = "ffmpeg ended with 1: -hide_banner -i source\nsource: Invalid data found";
        Assert.Equal(new JobFailure("ffmpeg ended with 1", said), Of(said));
    }

    [Theory]
    [InlineData("Could not open '/var/lib/school/work/12-1/source'.", "Could not open '…/source'.")]
    [InlineData("/srv/a/b.mp4: No such file", "…/b.mp4: No such file")]
    [InlineData("GET https://school.blob.example/c?sig=secret failed", "GET … failed")]
    [InlineData("scale=trunc(iw/2)*2 at 30000/1001", "scale=trunc(iw/2)*2 at 30000/1001")]
    public void Where_things_lie_on_the_machine_is_left_out(string said, string kept) =>
        Assert.Equal(new JobFailure(kept), Of(said));

    [Fact]
    public void However_much_was_said_the_end_is_kept_and_fits_the_table()
    {
        var emoji = string.Concat(Enumerable.Repeat("👩‍🏫", 2000));
        var failure = Of($"{new string('r', 5000)}\n{emoji}the end");
        Assert.Equal(200, failure.Reason.Length);
        Assert.InRange(failure.Log!.Length, 4000, 4096);
        Assert.EndsWith("the end", failure.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void What_no_table_takes_and_no_page_shows_is_left_out() => Assert.Equal(
        new JobFailure("A title: \uFFFD[31mred"), Of("A title:\0 \uD83D\u001b[31mred"));

    [Fact]
    public void A_failure_without_words_still_has_a_reason() =>
        Assert.Equal("InvalidOperationException", Of("").Reason);

    private static JobFailure Of(string said) => JobFailure.Of(new InvalidOperationException(said));
}
