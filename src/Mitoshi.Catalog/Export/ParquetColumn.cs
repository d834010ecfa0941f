using Parquet;
using Parquet.Schema;

namespace Mitoshi.Catalog.Export;

/// <summary>Values of one column on their way to a row group, with their levels.</summary>
internal abstract class ParquetColumn
{
    protected List<int> Defined { get; } = [];

    protected List<int> Repeated { get; } = [];

    /// <summary>Nothing stands here: the value, or something above it, is null or empty.</summary>
    public void AddNothing(int defined, int repeated)
    {
        Defined.Add(defined);
        Repeated.Add(repeated);
    }

    /// <summary>Writes what was added as the next column of a row group.</summary>
    public abstract Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellation);
}

/// <summary>A column of one type.</summary>
internal sealed class ParquetColumn<T>(DataField field) : ParquetColumn
    where T : struct
{
    private readonly List<T> _values = [];

    public void Add(T value, int defined, int repeated)
    {
        _values.Add(value);
        AddNothing(defined, repeated);
    }

    public override async Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellation)
    {
        await group.WriteAllPartsAsync<T>(field, _values.ToArray(), Defined.ToArray(), field.MaxRepetitionLevel > 0 ? Repeated.ToArray() : null, cancellation);
        _values.Clear();
        Defined.Clear();
        Repeated.Clear();
    }
}
