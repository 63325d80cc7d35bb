"""Why the DS records that a zone asks for cannot be taken, in words for the office and for agencies."""

from provision.checks.dns.case import Case, Message
from provision.i18n import msg
from provision.model.finding import Level

BY_LETTER = msg("Return the letter; the agency may also state the DS records in a letter")
# No test case of Zonemaster's: the office's own, on what Dnssec15 to 18 look at.
CDS = Case(
    "",
    "RFC 7344 section 4; RFC 8078 section 3; RFC 8078 section 4",
    {
        "CDS_UNSEEN": Message(
            Level.ERROR,
            msg("The DS records of {zone} were to be taken from its CDS records, and none of its name servers answers for them"),
            msg("Look whether the name servers answer, then check again"),
            msg("The DS record of {zone} was to be taken from its CDS records, but none of its name servers answers.\n"
                "Let every name server answer for the zone, with its CDS and CDNSKEY records."),
        ),
        "CDS_DIFFERS": Message(
            Level.ERROR,
            msg("Not all name servers of {zone} show the same CDS and CDNSKEY records; these differ from the first that answers: {servers}"),
            msg("Wait until all servers have the same version of the zone; where they do not get it, return the letter"),
            msg("Not all name servers of {zone} show the same CDS and CDNSKEY records: {servers}.\n"
                "Let every name server serve the same version of the zone."),
        ),
        "CDS_NONE": Message(
            Level.ERROR,
            msg("The DS records of {zone} were to be taken from its CDS records, and it has neither CDS nor CDNSKEY records"),
            BY_LETTER,
            msg("The DS record of {zone} was to be taken from its CDS records, but the zone has none.\n"
                "Let the signing server publish CDS and CDNSKEY records, or state the DS record in the letter."),
        ),
        "CDS_CONTRADICTS": Message(
            Level.ERROR,
            msg("The CDS and CDNSKEY records of {zone} contradict each other"),
            BY_LETTER,
            msg("The CDS and CDNSKEY records of {zone} contradict each other.\n"
                "Publish both of the same keys, or the one that asks for removal alone."),
        ),
        "CDS_UNSIGNED": Message(
            Level.ERROR,
            msg("{zone} asks for DS records, but is not signed: it shows no keys (DNSKEY) on {servers}"),
            BY_LETTER,
            msg("A DS record for {zone} is asked for, but the zone is not signed with DNSSEC on {servers}.\n"
                "Sign the zone first, and let every name server serve the signed one."),
        ),
        "CDS_INVALID": Message(
            Level.ERROR,
            msg("The CDS and CDNSKEY records of {zone}, or its keys, are not validly signed by a key that they name, as seen on {servers}"),
            BY_LETTER,
            msg("The CDS and CDNSKEY records of {zone} are not validly signed by the key that they name.\n"
                "Sign the zone again with that key, or state the DS record in the letter."),
        ),
        "CDS_UNTRUSTED": Message(
            Level.ERROR,
            msg("The CDS and CDNSKEY records of {zone}, or its keys, are not validly signed by a key to which a DS record points "
                "today, as seen on {servers}"),
            BY_LETTER,
            msg("The CDS and CDNSKEY records of {zone} are not validly signed by the key that is known here.\n"
                "Sign them with the key whose DS record is published, or state the new DS record in the letter."),
        ),
        "CDS_BREAKS_CHAIN": Message(
            Level.ERROR,
            msg("With the DS records that {zone} asks for, nobody could verify it any more: none of them is of a key that validly "
                "signs its keys, as seen on {servers}"),
            BY_LETTER,
            msg("With the DS record that {zone} asks for, its signatures could no longer be verified.\n"
                "Sign the keys of the zone with the key that is asked for before the DS record is changed."),
        ),
        "CDS_REMOVES": Message(
            Level.NOTICE,
            msg("{zone} asks that it have no DS records: its CDS or CDNSKEY record is the one that removes them"),
            msg("Nothing; afterwards nobody verifies the signatures of the zone"),
        ),
        "CDS_ASKS_OTHERWISE": Message(
            Level.NOTICE,
            msg("{zone} asks, by its CDS or CDNSKEY records, for other DS records than were granted"),
            msg("Ask the agency for a letter about it; then: provision request new subdomain --action change --ds cds"),
        ),
    },
)  # fmt: skip
