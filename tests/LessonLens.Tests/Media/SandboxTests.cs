using System.Net;
using System.Net.Sockets;
using LessonLens.Media;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

/// <summary>
/// A program that reads a stranger's file and has been taken over by it does what a script does here.
/// </summary>
public sealed class SandboxTests : IDisposable
{
    private const string Secret = "Another lesson";

    private readonly TemporaryFolder _machine = new();
    private readonly string _job;

    public SandboxTests()
    {
        _job = Directory.CreateDirectory(_machine["job"]).FullName;
        File.WriteAllText(_machine["secret"], Secret);
        File.SetUnixFileMode(_machine["secret"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(Path.Combine(_job, SafeInput.Name), "a recording");
        Directory.CreateDirectory(Path.Combine(_job, "rendition"));
    }

    public void Dispose() => _machine.Dispose();

    [Theory]
    [InlineData(SandboxLevel.OwnUser)]
    [InlineData(SandboxLevel.Closed)]
    public async Task It_reads_and_writes_nothing_but_its_own_folder(SandboxLevel level)
    {
        await Run($"cat ../secret {_machine["secret"]} > taken", level);
        await Run($"echo x > ../left; echo x > {_machine["left"]}; echo x > /usr/left", level);
        await Run($"echo x >> {SafeInput.Name}; rm -f {_machine["secret"]}", level);
        await Run($"kill -9 {Environment.ProcessId}", level);
        var made = await Run("echo x > rendition/made && echo x > made", level);

        Assert.Equal("", await File.ReadAllTextAsync(Path.Combine(_job, "taken"), Stop));
        Assert.Equal(Secret, await File.ReadAllTextAsync(_machine["secret"], Stop));
        Assert.Equal("a recording", await File.ReadAllTextAsync(Path.Combine(_job, SafeInput.Name), Stop));
        Assert.False(File.Exists(_machine["left"]) || File.Exists("/usr/left"));
        Assert.True(made.Succeeded, made.Errors);
    }

    [Fact]
    public async Task Where_it_is_closed_it_sees_no_network_no_machine_and_nobody_else()
    {
        using var neighbour = new TcpListener(IPAddress.Loopback, 0);
        neighbour.Start();
        var call = $"exec 3<>/dev/tcp/127.0.0.1/{((IPEndPoint)neighbour.LocalEndpoint).Port}";

        var outside = await Run(call, SandboxLevel.Limits, "bash");
        var calls = neighbour.Pending();
        if (calls) (await neighbour.AcceptTcpClientAsync(Stop)).Dispose();
        var inside = await Run(call, SandboxLevel.Closed, "bash");
        var seen = await Run("ls -a / /etc; ls /proc /home /tmp", SandboxLevel.Closed);

        Assert.True(outside.Succeeded && calls, "The call does not work where nothing keeps it.");
        Assert.False(inside.Succeeded || neighbour.Pending());
        Assert.Equal(
            ["/:", "alternatives", "bin", "etc", "job", "ld.so.cache", "lib", "lib64", "usr"],
            seen.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Except([".", "..", "/etc:"]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(SandboxLevel.Limits)]
    [InlineData(SandboxLevel.OwnUser)]
    [InlineData(SandboxLevel.Closed)]
    public async Task It_gets_neither_memory_nor_room_without_end(SandboxLevel level)
    {
        var memory = await Run("$much = 'a' x (5 << 30)", level, "perl", "-e");
        var room = await Run("truncate -s 5G much", level);
        var enough = await Run("truncate -s 1G much", level);

        Assert.False(memory.Succeeded || room.Succeeded);
        Assert.True(enough.Succeeded, enough.Errors);
    }

    [Fact]
    public async Task A_sandbox_that_cannot_be_made_says_nothing_of_the_file()
    {
        var run = new FfmpegRun("no-such-program", _job) { Sandbox = SandboxLevel.Closed };

        await Assert.ThrowsAsync<SandboxFailed>(() => Ffmpeg.Run(run, Stop));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<FfmpegResult> Run(
        string script, SandboxLevel level, string program = "sh", string option = "-c")
    {
        var (best, why) = await Sandbox.Best(_machine.Path);
        Assert.SkipUnless(best >= level, $"This machine gives no better sandbox than {best}: {why}");
        return await Ffmpeg.Run(new FfmpegRun(program, _job, option, script) { Sandbox = level }, Stop);
    }
}
