namespace Mitoshi.Catalog.Import;

/// <summary>A kind of data that is known by its names. Found by its type: a new kind is one class.</summary>
public interface ISceneKind
{
    /// <summary>Lower kinds are asked first; the general raster is last.</summary>
    int Order => 0;

    /// <summary>Takes the files that it knows out of <paramref name="files"/> and gives the scenes that they are.</summary>
    /// <param name="files">Paths not taken yet, in ordinal order.</param>
    IReadOnlyList<SceneDraft> Take(IList<string> files);
}
