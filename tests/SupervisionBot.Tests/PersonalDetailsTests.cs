using SupervisionBot.OneToOne;

namespace SupervisionBot.Tests;

public sealed class PersonalDetailsTests
{
    [Theory]
    [InlineData("Abi Smith", "Name")]
    [InlineData("Mary-Jane O'Neill", "Name")]
    [InlineData("Smith, John", "Name")]
    [InlineData("Abigail", "Name")]
    [InlineData("Łukasz Żak", "Name")]
    [InlineData("Case Abi Smith", "Name")]
    [InlineData("04/03/2015", "DateOfBirth")]
    [InlineData("4.3.15", "DateOfBirth")]
    [InlineData("4 March 2015", "DateOfBirth")]
    [InlineData("2015-03-04", "DateOfBirth")]
    [InlineData("DOB 4-Mar-2015", "DateOfBirth")]
    [InlineData("943 476 5919", "NhsNumber")]
    [InlineData("9434765919", "NhsNumber")]
    [InlineData("NHS 943-476-5919", "NhsNumber")]
    [InlineData("07700 900123", "PhoneNumber")]
    [InlineData("+44 7700 900123", "PhoneNumber")]
    [InlineData("0151 496 0123", "PhoneNumber")]
    [InlineData("L34 9AB", "Postcode")]
    [InlineData("sw1a1aa", "Postcode")]
    [InlineData("12 High Street M1 1AE", "Postcode")]
    public void LooksLikeADetailOfAPerson(string text, string detail)
    {
        Assert.Equal(detail, PersonalDetails.In(text)?.ToString());
    }

    [Theory]
    [InlineData("LCS-20417")]
    [InlineData("2024/00123")]
    [InlineData("CIN 48213")]
    [InlineData("KN4471")]
    [InlineData("9434765918")]
    [InlineData("1234567890")]
    [InlineData("CP-2024-17")]
    [InlineData("48213")]
    [InlineData("M-1007/24")]
    [InlineData("case 12 of 2024")]
    public void IsAnOrdinaryCaseReference(string text)
    {
        Assert.Null(PersonalDetails.In(text));
    }
}
