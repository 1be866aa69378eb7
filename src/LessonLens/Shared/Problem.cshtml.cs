using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.Shared;

/// <summary>What a page says when it cannot be shown. Not found and not yours are the same words.</summary>
[AllowAnonymous]
public sealed class ProblemPage : PageModel
{
    [BindProperty(SupportsGet = true)]
    public int Status { get; set; }

    public string Title => Status switch
    {
        404 => "This page is not here",
        403 => "That did not come from this site",
        >= 500 => "Something went wrong on our side",
        _ => "That did not work",
    };

    public string More => Status switch
    {
        404 => "The link may be wrong, or the lesson is not shared with you, or no longer.",
        403 => "Please open LessonLens itself and try it from there.",
        >= 500 => "Your lessons and notes are safe. Please try again in a moment.",
        _ => "Please go back and try again.",
    };

    public void OnGet() { }

    public void OnPost() { }
}
