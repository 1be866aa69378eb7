using LessonLens.Database;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Database;

[Collection(nameof(Alone))]
public sealed class ShortMemoryTests : IDisposable
{
    private readonly ShortMemory<string, string> _memory = new();
    private int _asked;

    [Fact]
    public async Task The_same_is_asked_once_and_again_after_two_seconds()
    {
        Assert.Equal("yes", await Ask("may I?", "yes"));
        Assert.Equal("yes", await Ask("may I?", "no longer"));
        Assert.Equal(1, _asked);

        await Wait.Until(async () => await Ask("may I?", "no longer") == "no longer", 5);
    }

    [Fact]
    public async Task A_no_is_not_remembered()
    {
        Assert.Null(await Ask("may I?", null));
        Assert.Equal("yes", await Ask("may I?", "yes"));
    }

    [Fact]
    public async Task What_was_forgotten_does_not_come_back_with_an_answer_that_was_on_its_way()
    {
        var late = new TaskCompletionSource<string?>();
        var asking = _memory.Ask("may I?", () => late.Task);
        _memory.Forget();
        late.SetResult("yes");
        Assert.Equal("yes", await asking);

        Assert.Null(await Ask("may I?", null));
    }

    public void Dispose() => _memory.Dispose();

    private Task<string?> Ask(string question, string? answer) => _memory.Ask(question, () =>
    {
        _asked++;
        return Task.FromResult(answer);
    });
}
