using System.ComponentModel.DataAnnotations;

namespace LessonLens.People;

/// <summary>
/// The section <c>Mail</c> of the configuration. Without a host, links are handed over by hand.
/// </summary>
public sealed class MailOptions : IValidatableObject
{
    /// <summary>The SMTP server.</summary>
    public string? Host { get; set; }

    [Range(1, 65_535)]
    public int Port { get; set; } = 587;

    /// <summary>False only where the server is on this machine or network.</summary>
    public bool StartTls { get; set; } = true;

    public string? User { get; set; }
    public string? Password { get; set; }

    /// <summary>Whom letters come from: "LessonLens &lt;lessons@school.example&gt;".</summary>
    public string? From { get; set; }

    /// <summary>
    /// Where this LessonLens is, as a browser writes it. What a request says of that may be a lie, and would
    /// lead whoever asked for a new password elsewhere.
    /// </summary>
    public Uri? LinksTo { get; set; }

    public bool IsOn => !string.IsNullOrEmpty(Host);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsOn) yield break;
        if (!System.Net.Mail.MailAddress.TryCreate(From, out _))
            yield return new ValidationResult("Mail:From needs an e-mail address.");
        if (LinksTo is not { IsAbsoluteUri: true })
            yield return new ValidationResult("Mail:LinksTo needs the address of this LessonLens.");
    }
}
