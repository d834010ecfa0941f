namespace Mitoshi.Core;

/// <summary>One thing that Mitoshi can do. Its properties with <see cref="ParameterAttribute"/> are its parameters, written once.</summary>
public abstract record Process
{
    /// <summary>Runs it. Takes nothing from statics, clock, culture or environment, only from its parameters and the context.</summary>
    public abstract Task<ProcessResult> ExecuteAsync(ProcessContext context);
}

/// <summary>A process with a typed result.</summary>
public abstract record Process<TResult> : Process
    where TResult : ProcessResult
{
    /// <inheritdoc/>
    public sealed override async Task<ProcessResult> ExecuteAsync(ProcessContext context) => await RunAsync(context);

    /// <summary>Runs it and keeps the type of the result, for a process that uses another.</summary>
    public Task<TResult> RunTypedAsync(ProcessContext context) => RunAsync(context);

    /// <summary>The work: one method that says what reads what.</summary>
    protected abstract Task<TResult> RunAsync(ProcessContext context);
}
