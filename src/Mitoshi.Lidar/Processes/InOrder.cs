namespace Mitoshi.Lidar;

/// <summary>Runs work on several threads and gives the results in the order of the items, a bounded number of them at a time.</summary>
internal static class InOrder
{
    public static IEnumerable<TResult> Run<TItem, TResult>(IReadOnlyList<TItem> items, Func<TItem, TResult> work, int threads, CancellationToken cancellation)
    {
        Queue<Task<TResult>> ahead = new();
        int next = 0;
        try
        {
            for (int i = 0; i < items.Count; i++)
            {
                while (next < items.Count && ahead.Count < Math.Max(threads, 1))
                {
                    TItem item = items[next++];
                    ahead.Enqueue(Task.Run(() => work(item), cancellation));
                }

                yield return ahead.Dequeue().GetAwaiter().GetResult();
            }
        }
        finally
        {
            // Nobody may go on reading files that are closed after this.
            foreach (Task<TResult> task in ahead)
            {
                ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
            }
        }
    }
}
