using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using QRCoder;

namespace LessonLens.People;

/// <summary>Setting up a second step for signing in, and taking it away again.</summary>
[SetsUpSecondStep]
public sealed class SecondStepPage(PersonStore people, SecondStepStore secondSteps, PasswordCheck check)
    : PageModel
{
    private byte[] _offer = [];
    private byte[] _secret = [];
    private string _email = "";

    /// <summary>Null where there is none yet.</summary>
    public SecondStep? SecondStep { get; private set; }

    /// <summary>Looks after a school, and so cannot do without.</summary>
    public bool IsMissing => User.HasClaim(claim => claim.Type == SecondStepRule.Missing);

    /// <summary>Seen only now; empty on all other visits.</summary>
    public IReadOnlyList<string> Codes { get; private set; } = [];

    /// <summary>Why nothing was done, in words.</summary>
    public string? Wrong { get; private set; }

    /// <summary>The new secret, encrypted; comes back with the first code.</summary>
    public string Offer => Convert.ToBase64String(_offer);

    /// <summary>In groups of four, for typing.</summary>
    public string Secret => SecondStepStore.InFours(Totp.Base32(_secret));

    /// <summary>A PNG with its white margin, so that it can be read in the dark as well.</summary>
    public string QrCode
    {
        get
        {
            using var data = QRCodeGenerator.GenerateQrCode(
                Totp.Uri(_secret, _email), QRCodeGenerator.ECCLevel.M);
            using var code = new PngByteQRCode(data);
            return $"data:image/png;base64,{Convert.ToBase64String(code.GetGraphic(6))}";
        }
    }

    public Task<IActionResult> OnGet() => Show();

    public async Task<IActionResult> OnPost(
        string? offer, string? code, string? password, CancellationToken stop)
    {
        var encrypted = new byte[200];
        if (Convert.TryFromBase64String(offer ?? "", encrypted, out var length))
            _offer = encrypted[..length];
        if (await IsMe(password, stop))
        {
            Codes = await secondSteps.Begin(User.PersonId(), _offer, code ?? "") ?? [];
            if (Codes.Count == 0) Wrong = "This code does not fit. Please write the one that your app shows "
                + "now, and see that your phone’s clock is right.";
        }

        return await Show();
    }

    public async Task<IActionResult> OnPostCodes(string? password, CancellationToken stop)
    {
        if (await IsMe(password, stop)) Codes = await secondSteps.RenewCodes(User.PersonId());
        return await Show();
    }

    public async Task<IActionResult> OnPostRemove(string? password, CancellationToken stop)
    {
        if (!await IsMe(password, stop)) return await Show();
        await secondSteps.End(User.PersonId());
        return LocalRedirect("/account?done=without-code");
    }

    private async Task<bool> IsMe(string? password, CancellationToken stop)
    {
        (_, Wrong) = await check.Try(User.PersonId(), password ?? "", stop);
        return Wrong is null;
    }

    private async Task<IActionResult> Show()
    {
        if (await people.Me(User.PersonId()) is not { } me) return NotFound();
        if (Wrong is not null) Response.StatusCode = StatusCodes.Status400BadRequest;
        SecondStep = await secondSteps.Of(me.Id);
        if (SecondStep is not null) return Page();
        _email = me.Email;
        // After a wrong code it is the same secret still, for the phone has it already.
        if (_offer.Length > 0) _secret = secondSteps.Open(me.Id, _offer) ?? [];
        if (_secret.Length > 0) return Page();
        _offer = secondSteps.Offer(me.Id);
        _secret = secondSteps.Open(me.Id, _offer)!;
        return Page();
    }
}
