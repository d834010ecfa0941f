using Npgsql;

namespace Mitoshi.Catalog.Store.Postgres;

/// <summary>
/// Rides out a database that goes away and comes back: an operation is tried again, with growing pauses, for as long as the cause is the
/// connection and not the question.
/// </summary>
internal static class PostgresFault
{
    /// <summary>Pauses of 50 ms, 100 ms … 12.8 s: about 25 seconds in all, longer than a restart takes on a busy machine.</summary>
    public const int Tries = 10;

    /// <summary>About 6 seconds: who waits for an answer learns soon that there is none.</summary>
    public const int TriesInHurry = 8;

    /// <param name="work">The operation; told whether it is tried again, for then an earlier try may have been committed without our knowing.</param>
    /// <param name="time">Clock of the pauses.</param>
    /// <param name="tries">How often it is tried.</param>
    /// <param name="cancellation">Stops the pauses.</param>
    /// <exception cref="MitoshiException">catalog.no_database, search.bad_token, disk.full.</exception>
    public static async Task<T> RetriedAsync<T>(Func<bool, Task<T>> work, TimeProvider time, int tries, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await work(attempt > 1);
            }
            catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory)
            {
                throw DiskFault.Full("PostgreSQL", error);
            }
            catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.InvalidTextRepresentation or PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter)
            {
                throw new MitoshiException("search.bad_token", found: ("a value that no item can have", "どのアイテムも持てない値です"),
                    expected: ("text without the character zero, and tokens as they were given", "文字コード0のない文字列と、渡したままのtoken"), remedy: ("Begin again without a token.", "tokenなしで最初からやり直してください。"), error);
            }
            catch (NpgsqlException error) when (IsAway(error))
            {
                // Where somebody waits, one silence of half a minute is enough: a database that hangs is not asked again.
                if (attempt == tries || (tries == TriesInHurry && error.InnerException is TimeoutException))
                {
                    throw new MitoshiException("catalog.no_database", found: ($"PostgreSQL does not answer: {error.Message}", $"PostgreSQLが応答しません: {error.Message}"),
                        expected: ("a running PostgreSQL with PostGIS", "PostGISつきで動いているPostgreSQL"), remedy: ("Start it, and check catalog/postgres.conf. What was reported as written is there.", "起動し、catalog/postgres.conf を確かめてください。書き込み済みと報告したものは残っています。"), error);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(25 * (1 << attempt)), time, cancellation);
            }
        }
    }

    private static bool IsAway(NpgsqlException error) => error.IsTransient || error is not PostgresException
        || error.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;
}
