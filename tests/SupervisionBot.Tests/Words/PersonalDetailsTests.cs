using SupervisionBot.Words;

namespace SupervisionBot.Tests.Words;

public sealed class PersonalDetailsTests
{
    [Theory]
    [InlineData("Abi Smith", "Name")]
    [InlineData("A. Smith", "Name")]
    [InlineData("Mary-Jane O'Neill", "Name")]
    [InlineData("Smith, John", "Name")]
    [InlineData("Abigail", "Name")]
    [InlineData("Łukasz Żak", "Name")]
    [InlineData("Case Abi Smith", "Name")]
    [InlineData("JANE SMITH", "Name")]
    [InlineData("04/03/2015", "DateOfBirth")]
    [InlineData("4.3.15", "DateOfBirth")]
    [InlineData("4 March 2015", "DateOfBirth")]
    [InlineData("1st May 2015", "DateOfBirth")]
    [InlineData("2015-03-04", "DateOfBirth")]
    [InlineData("DOB 4-Mar-2015", "DateOfBirth")]
    [InlineData("DOB 20150501", "DateOfBirth")]
    [InlineData("DOB20150501", "DateOfBirth")]
    [InlineData("dob: 010515", "DateOfBirth")]
    [InlineData("D.O.B. 01052015", "DateOfBirth")]
    [InlineData("baby K 03/11", "DateOfBirth")]
    [InlineData("K 03/11", "DateOfBirth")]
    [InlineData("Smith 3.11", "DateOfBirth")]
    [InlineData("twin 2, 03-11", "DateOfBirth")]
    [InlineData("born 3/11", "DateOfBirth")]
    [InlineData("943 476 5919", "NhsNumber")]
    [InlineData("9434765919", "NhsNumber")]
    [InlineData("NHS 943-476-5919", "NhsNumber")]
    [InlineData("NHS9434765919", "NhsNumber")]
    [InlineData("1234567890 9434765919", "NhsNumber")]
    [InlineData("QQ 12 34 56 C", "NationalInsuranceNumber")]
    [InlineData("ab123456d", "NationalInsuranceNumber")]
    [InlineData("07700 900123", "PhoneNumber")]
    [InlineData("+44 7700 900123", "PhoneNumber")]
    [InlineData("+44 (0)161 496 0000", "PhoneNumber")]
    [InlineData("0151 496 0123", "PhoneNumber")]
    [InlineData("jane.smith@example.org", "EmailAddress")]
    [InlineData("L34 9AB", "Postcode")]
    [InlineData("sw1a1aa", "Postcode")]
    [InlineData("12 High Street M1 1AE", "Postcode")]
    [InlineData("12 Acacia Avenue", "Address")]
    public void AReferenceThatLooksLikeADetailOfAPersonIsNoticedUnderItsName(string text, string detail)
    {
        Assert.Equal(detail, PersonalDetails.InReference(text)?.ToString());
    }

    [Theory]
    [InlineData("(0161) 496 0000", "PhoneNumber")]
    [InlineData("Ring 0044 161 496 0000 after six", "PhoneNumber")]
    [InlineData("07700.900.123", "PhoneNumber")]
    [InlineData("her number is +44 (0) 7700 900123.", "PhoneNumber")]
    [InlineData("He was born 1st May 2015", "DateOfBirth")]
    [InlineData("He was born May 1, 2015", "DateOfBirth")]
    [InlineData("He was born on the 3rd of May", "DateOfBirth")]
    [InlineData("DOB 20150501", "DateOfBirth")]
    [InlineData("jane.smith@gmail.com", "EmailAddress")]
    [InlineData("QQ 12 34 56 C (NI number)", "NationalInsuranceNumber")]
    [InlineData("JANE SMITH said so", "Name")]
    [InlineData("Our manager Jane Smith said so", "Name")]
    [InlineData("The Head Jane Smith said so", "Name")]
    [InlineData("they live at 12 Acacia Avenue", "Address")]
    [InlineData("at 3b St. Anne's... no, 3b Church Lane", "Address")]
    [InlineData("NHS number 943 476 5919 was in it", "NhsNumber")]
    [InlineData("in m60 1nw", "Postcode")]
    public void ASentenceThatGivesSomebodyAwayIsNoticedUnderItsName(string text, string detail)
    {
        Assert.Equal(detail, PersonalDetails.InProse(text)?.ToString());
    }

    [Theory]
    [InlineData("LCS-20417")]
    [InlineData("2024/00123")]
    [InlineData("2024/113")]
    [InlineData("2024-113")]
    [InlineData("CIN 48213")]
    [InlineData("CIN 03/11")]
    [InlineData("CP 24/11")]
    [InlineData("Team 4 12/10")]
    [InlineData("Case 03/11")]
    [InlineData("KN4471")]
    [InlineData("KN 4471 B")]
    [InlineData("9434765918")]
    [InlineData("1234567890")]
    [InlineData("20240117")]
    [InlineData("20150501")]
    [InlineData("010515")]
    [InlineData("CP-2024-17")]
    [InlineData("CP-20240117-3")]
    [InlineData("48213")]
    [InlineData("M-1007/24")]
    [InlineData("case 12 of 2024")]
    [InlineData("EHM/2024/7731")]
    [InlineData("LAC 7731/24")]
    [InlineData("Ref 7731")]
    [InlineData("Household 7731")]
    [InlineData("UASC-0042")]
    [InlineData("S47 2024/8")]
    [InlineData("BG 12 34 56 C")]
    [InlineData("TN123456A")]
    [InlineData("0412345678")]
    public void AnOrdinaryCaseReferenceIsTakenAsItIs(string text)
    {
        Assert.Null(PersonalDetails.InReference(text));
    }

    [Theory]
    [InlineData("Stop asking for the same form 3 times in 2 weeks.")]
    [InlineData("Supervision every 4 weeks, not 6. Start on time.")]
    [InlineData("The Child Protection Conference should come before the Core Group.")]
    [InlineData("Section 47 visits take 10 days, and S17 assessments 45.")]
    [InlineData("KS4 2nd half term is too late for the PEP.")]
    [InlineData("Signs of Safety training for the whole Early Help Hub.")]
    [InlineData("MASH CAMHS meetings. EHCP SENCO calls.")]
    [InlineData("PLEASE STOP the paper forms, there are TOO MANY of them.")]
    [InlineData("We have NOT ENOUGH time to think.")]
    [InlineData("Ratio of 1:15 is too high; 12-14 would do.")]
    [InlineData("Caseloads went from 12 to 18, 20 and 22.")]
    [InlineData("Working Together 2023 asks for it. Ofsted did in 2024.")]
    [InlineData("On Monday Microsoft Teams was down from 9.30 to 11.45.")]
    [InlineData("Between 10/12 and 14/12 nobody could park.")]
    [InlineData("3 Family Court hearings in one week.")]
    [InlineData("5 minutes down the road is the Children's Centre.")]
    [InlineData("Keep the buddy system. Thank you.")]
    [InlineData("Children aged 3 5 and 12 were missed.")]
    [InlineData("A birth weight of 3.2 is not ours to judge.")]
    [InlineData("See pages 3-5 and 12.")]
    [InlineData("Ask @Supervision, or use the #help channel.")]
    [InlineData("Reports 2024/113 and 2024/114 were the same.")]
    [InlineData("Use Liquidlogic less; Mosaic Records are slow.")]
    [InlineData("We had 20 days, they may take 30.")]
    [InlineData("The rota 0 1 2 3 4 5 6 7 8 9 is odd.")]
    public void AnOrdinarySentenceGivesNobodyAway(string text)
    {
        Assert.Null(PersonalDetails.InProse(text));
    }

    [Theory]
    [InlineData("Aa-")]
    [InlineData("A ")]
    [InlineData("a")]
    [InlineData("1")]
    [InlineData("0 ")]
    [InlineData("01/")]
    [InlineData("943 476 5918 ")]
    [InlineData("a.")]
    [InlineData("dob ")]
    [InlineData("12 Aaa ")]
    [InlineData("\u200b")]
    public void EvenAVeryLongTextIsReadToItsEnd(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 256 * 1024 / piece.Length));

        PersonalDetails.InReference(text + "!");
        Assert.Equal(PersonalDetail.EmailAddress, PersonalDetails.InProse(text + " jane.smith@example.org"));
    }
}
