using LessonLens.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LessonLens.Tests.Shared;

public sealed class ProblemsTests
{
    [Fact]
    public async Task What_goes_wrong_on_our_side_stands_in_the_log_with_its_cause_and_without_the_address()
    {
        await using var services = new ServiceCollection().AddLogging().AddProblemDetails()
            .BuildServiceProvider();
        var log = new Heard();
        var problems = new Problems(services.GetRequiredService<IProblemDetailsService>(), log);
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Path = "/new-password/a-secret";

        await problems.TryHandleAsync(context, new InvalidOperationException("the cause"), default);
        await problems.TryHandleAsync(context, new BadHttpRequestException("theirs"), default);

        var (level, text, cause) = Assert.Single(log.Lines);
        Assert.Equal((LogLevel.Error, "the cause"), (level, cause?.Message));
        Assert.DoesNotContain("a-secret", text, StringComparison.Ordinal);
    }

    private sealed class Heard : ILogger<Problems>
    {
        public List<(LogLevel Level, string Text, Exception? Cause)> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            Lines.Add((logLevel, formatter(state, exception), exception));
    }
}
