using LessonLens.People;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LessonLens.Tests.People;

/// <summary>
/// What Google and Microsoft say in claims of their own, which no provider on this machine does for them.
/// </summary>
public sealed class ProviderRuleTests
{
    private const string Tenant =
        "https://login.microsoftonline.com/6c1f2a7e-0f43-4a8e-9b53-1d0c2f2a7b10/v2.0";

    [Theory]
    [InlineData(Provider.Google, """{"email_verified":true,"hd":"riverside.example"}""", true)]
    [InlineData(Provider.Google, """{"email_verified":true}""", false)]
    [InlineData(Provider.Google, """{"email_verified":true,"hd":"elsewhere.example"}""", false)]
    [InlineData(Provider.Google, """{"email_verified":false,"hd":"riverside.example"}""", false)]
    [InlineData(Provider.Google, """{"xms_edov":true,"hd":"riverside.example"}""", false)]
    [InlineData(Tenant, """{"xms_edov":true}""", true)]
    [InlineData(Tenant, """{"xms_edov":"1"}""", true)]
    [InlineData(Tenant, """{"xms_edov":false}""", false)]
    [InlineData(Tenant, """{}""", false)]
    [InlineData("https://login.riverside.example", """{"email_verified":true}""", true)]
    [InlineData("https://login.riverside.example", """{"xms_edov":true}""", false)]
    public void An_address_counts_only_where_its_provider_vouches_for_it(
        string issuer, string claims, bool isVerified)
    {
        var provider = new Provider
        {
            SchoolId = Guid.Empty, School = "Riverside", Issuer = issuer, ClientId = "lessonlens",
            Domains = ["riverside.example"], AsksSecondStep = false,
        };
        var token = new JsonWebToken("""{"alg":"none"}""", claims);
        Assert.Equal(isVerified, ProviderToken.IsVerified(provider, token));
    }
}
