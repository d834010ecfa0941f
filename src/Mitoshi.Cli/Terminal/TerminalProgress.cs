using System.Diagnostics;

namespace Mitoshi.Cli.Terminal;

/// <summary>Progress with time left: one line that renews itself on a terminal, a line every ten seconds in a log.</summary>
internal sealed class TerminalProgress(Language language, bool isShown) : IProgress, IDisposable
{
    private readonly Lock _lock = new();
    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private int _lineLength;

    public IProgressTask Start(Core.Text what, long total) => isShown ? new Piece(this, what.In(language), Math.Max(total, 1)) : SilentProgress.Instance;

    public void Say(Core.Text line)
    {
        if (isShown)
        {
            lock (_lock)
            {
                Erase();
                Console.Error.WriteLine(line.In(language));
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            Erase();
        }
    }

    private void Erase()
    {
        if (_isTerminal && _lineLength > 0)
        {
            Console.Error.Write("\r" + new string(' ', _lineLength) + "\r");
            _lineLength = 0;
        }
    }

    private void Show(string line)
    {
        lock (_lock)
        {
            if (_isTerminal)
            {
                Console.Error.Write("\r" + line.PadRight(_lineLength));
                _lineLength = line.Length;
            }
            else
            {
                Console.Error.WriteLine(line);
            }
        }
    }

    private sealed class Piece(TerminalProgress owner, string what, long total) : IProgressTask
    {
        private readonly long _start = Stopwatch.GetTimestamp();
        private long _done;
        private long _shown = Stopwatch.GetTimestamp();

        public void Advance(long steps)
        {
            long done = Interlocked.Add(ref _done, steps);
            long now = Stopwatch.GetTimestamp();
            long shown = Interlocked.Read(ref _shown);
            double pauseSeconds = owner._isTerminal ? 0.2 : 10;
            if (Stopwatch.GetElapsedTime(shown, now).TotalSeconds >= pauseSeconds && Interlocked.CompareExchange(ref _shown, now, shown) == shown)
            {
                double elapsedSeconds = Stopwatch.GetElapsedTime(_start, now).TotalSeconds;
                double leftSeconds = elapsedSeconds * (total - done) / Math.Max(done, 1);
                string left = owner.Language == Language.Japanese ? $"残り {Duration(leftSeconds)}" : $"{Duration(leftSeconds)} left";
                owner.Show($"{what}  {100.0 * done / total:0} %  {left}");
            }
        }

        public void Dispose()
        {
            double seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
            if (seconds >= 1)
            {
                owner.Say($"{what}  {Duration(seconds)}");
            }
        }

        private static string Duration(double seconds) => seconds < 100 ? $"{seconds:0} s" : $"{seconds / 60:0} min";
    }

    private Language Language => language;
}
