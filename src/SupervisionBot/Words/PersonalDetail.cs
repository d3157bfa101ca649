namespace SupervisionBot.Words;

/// <summary>What tells about whom something is.</summary>
internal enum PersonalDetail
{
    Name,
    DateOfBirth,
    NhsNumber,
    NationalInsuranceNumber,
    PhoneNumber,
    EmailAddress,
    Postcode,
    Address,
}
