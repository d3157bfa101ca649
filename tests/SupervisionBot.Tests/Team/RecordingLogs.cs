using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SupervisionBot.Tests.Team;

/// <summary>Every line that is logged, with its scopes, values and exception.</summary>
internal sealed class RecordingLogs : ILoggerProvider
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(RecordingLogs logs, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            logs.Lines.Enqueue($"{category} scope {state} {Values(state)}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            logs.Lines.Enqueue($"{logLevel} {category} {eventId.Id} {formatter(state, exception)} {Values(state)} {exception}");
        }

        private static string Values<TState>(TState state) => state is IEnumerable<KeyValuePair<string, object?>> named ? string.Join(' ', named.Select(value => $"{value.Key}={value.Value}")) : "";
    }
}
