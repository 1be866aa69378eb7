using LessonLens.Shared;

namespace LessonLens.Tests.Shared;

public sealed class InitialsTests
{
    [Theory]
    [InlineData("Amira Haddad", "AH")]
    [InlineData("  ben  van der carter ", "BC")]
    [InlineData("Plato", "P")]
    [InlineData("👩🏽‍🏫 Ben Carter 🍀", "BC")]
    [InlineData("👩🏽‍🏫 🍀", "👩🏽‍🏫")]
    [InlineData("", "")]
    public void A_face_shows_the_first_letters_of_the_first_and_the_last_name(string name, string letters) =>
        Assert.Equal(letters, Initials.Of(name));
}
