using Dapper;
using LessonLens.Database;

namespace LessonLens.Media;

/// <summary>How loud each recording is, and in which of its seconds somebody speaks.</summary>
public sealed class PeaksStore(Db db) : RecordingBlobStore(db, "peaks")
{
    /// <param name="change">In which it is written.</param>
    /// <param name="recording">Whose.</param>
    /// <param name="blob">With the peaks.</param>
    /// <param name="speech">A letter a second (<see cref="SpeechTrack"/>); null when it has no sound.</param>
    public async Task Put(Change change, Guid recording, string blob, string? speech)
    {
        await Put(change, recording, blob);
        await change.Connection.ExecuteAsync(
            "update peaks set speech = @speech where recording_id = @recording", new { recording, speech });
    }
}
