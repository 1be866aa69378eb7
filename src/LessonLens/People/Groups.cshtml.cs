using LessonLens.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.People;

/// <summary>
/// For a school's coordinators and administrators: its groups and who is in them. For all others there is
/// none.
/// </summary>
public sealed class GroupsPage(GroupStore groups, SchoolPeopleStore people) : PageModel
{
    public Guid Me => User.PersonId();

    public IReadOnlyList<SchoolGroups> Schools { get; private set; } = [];

    /// <summary>Why a group is not made or renamed, in words.</summary>
    public string? Wrong { get; private set; }

    /// <summary>Of the school or group that <see cref="Wrong"/> is about.</summary>
    public Guid WrongAt { get; private set; }

    public Undo? Undo { get; private set; }

    /// <summary>What was written there.</summary>
    public string WrongName { get; private set; } = "";

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await Load(HttpContext.RequestAborted)) await next();
        else context.Result = NotFound();
    }

    public void OnGet() { }

    public Task<IActionResult> OnPostMake(Guid school, GroupKind kind, string? name) =>
        Save(school, Guid.CreateVersion7(), at: school, kind, name);

    public Task<IActionResult> OnPostRename(Guid school, Guid group, GroupKind kind, string? name) =>
        Save(school, group, at: group, kind, name);

    public async Task<IActionResult> OnPostRemove(Guid school, Guid group) =>
        await groups.Remove(User.PersonId(), school, group) ? Back() : NotFound();

    public async Task<IActionResult> OnPostAdd(Guid school, Guid group, Guid person) =>
        await groups.Add(User.PersonId(), school, group, person) ? Back(group) : NotFound();

    public async Task<IActionResult> OnPostTakeOut(
        Guid school, Guid group, Guid person, CancellationToken stop)
    {
        var from = Schools.SelectMany(one => one.Groups).SingleOrDefault(one => one.Id == group);
        if (!await groups.TakeOut(User.PersonId(), school, group, person)) return NotFound();
        // Whoever leaves may not be able to come back by themselves.
        if (person == Me || from?.Members.SingleOrDefault(one => one.Id == person) is not { } gone)
            return Back(group);
        Undo = new($"{gone.Name} is not in {from.Name} any more.", "/people/groups?handler=Add",
            ("school", $"{school}"), ("group", $"{group}"), ("person", $"{person}"));
        await Load(stop);
        return Page();
    }

    /// <summary>Who is in it: "Ben", "Ben and Cora", "Ben, Cora and 3 others".</summary>
    internal static string Names(Group group) => group.Members.Select(one => one.Name).ToList() switch
    {
        [] => "Nobody",
        [var one] => one,
        [var one, var other] => $"{one} and {other}",
        [var one, var other, var third] => $"{one}, {other} and {third}",
        [var one, var other, .. var rest] => $"{one}, {other} and {rest.Count} others",
    };

    internal static string KindWords(GroupKind kind) =>
        kind == GroupKind.Department ? "department" : "learning community";

    private async Task<IActionResult> Save(Guid school, Guid group, Guid at, GroupKind kind, string? name)
    {
        var wanted = name?.Trim() ?? "";
        Wrong = wanted.Length switch
        {
            0 => "A group needs a name.",
            > WriteGroup.LongestName => "A group’s name has at most 100 characters.",
            _ => null,
        };
        if (Wrong is null)
        {
            var saved = await groups.Save(
                User.PersonId(), school, group, new() { Kind = kind, Name = wanted });
            if (saved == Saved.NotMine) return NotFound();
            if (saved != Saved.NameTaken) return Back(group);
            Wrong = "There is a group with this name already.";
        }

        (WrongAt, WrongName) = (at, wanted);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private LocalRedirectResult Back(Guid? group = null) =>
        LocalRedirect(group is { } id ? $"/people/groups#group-{id}" : "/people/groups");

    /// <returns>False where there is no school whose groups I look after.</returns>
    private async Task<bool> Load(CancellationToken stop)
    {
        var me = User.PersonId();
        var all = new List<SchoolGroups>();
        foreach (var school in await groups.Schools(me, stop))
            all.Add(new(school, await groups.Of(me, school.Id, stop) ?? [],
                await people.Names(me, school.Id, stop)));
        Schools = all;
        return all.Count > 0;
    }
}

/// <param name="School">Whose groups.</param>
/// <param name="Groups">By name.</param>
/// <param name="People">All who could be in one, by name.</param>
public sealed record SchoolGroups(
    LookedAfter School, IReadOnlyList<Group> Groups, IReadOnlyList<Person> People);
