namespace LessonLens.People;

/// <summary>The section <c>Providers</c> of the configuration.</summary>
public sealed class ProviderOptions
{
    /// <summary>
    /// Also providers within the network in which this process runs, and without https on this machine: an
    /// administrator of a school can then make it ask whatever answers there.
    /// </summary>
    public bool AllowPrivateAddresses { get; set; }
}
