using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Microsoft.Extensions.Options;

namespace LessonLens.People;

/// <summary>
/// Hands letters to the school's mail server. For jobs: a mail server may take its time, or be away.
/// </summary>
public sealed class Mailer(IOptions<MailOptions> options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public bool IsOn => options.Value.IsOn;

    /// <summary>The address of a page of ours, for a letter.</summary>
    public Uri LinkTo(string path) => new(options.Value.LinksTo!, path);

    /// <exception cref="SmtpException">The server refused it, or could not be reached.</exception>
    public async Task Send(string to, string subject, string text, CancellationToken stop)
    {
        var mail = options.Value;
        using var letter = new MailMessage(new MailAddress(mail.From!), new MailAddress(to))
        {
            Subject = subject,
            SubjectEncoding = Encoding.UTF8,
            Body = text,
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.QuotedPrintable,
        };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        using var server = new SmtpClient(mail.Host, mail.Port) { EnableSsl = mail.StartTls };
        if (mail.User is not null) server.Credentials = new NetworkCredential(mail.User, mail.Password);
        try
        {
            await server.SendMailAsync(letter, limit.Token);
        }
        catch (OperationCanceledException e) when (!stop.IsCancellationRequested)
        {
            throw new SmtpException("The mail server did not answer in time.", e);
        }
    }
}
