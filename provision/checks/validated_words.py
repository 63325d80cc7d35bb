"""What a resolver that verifies signatures makes of a grant, in words for the office."""

from provision.checks.dns.case import Case, Message
from provision.i18n import msg
from provision.model.finding import Level

# No test case of Zonemaster's: what people meet whose resolver verifies.
# What a resolver or a zone of ours does not verify is the same every night, and no news to an audit.
VALIDATED = Case(
    "",
    "RFC 4035 section 3.2.3; RFC 4035 section 5",
    {
        "CHAIN_VALID": Message(
            Level.INFO,
            msg("The resolver {resolver} verifies the signatures of {zone}, up to the root (AD)"),
            msg("Nothing"),
        ),
        "CHAIN_BOGUS": Message(
            Level.ERROR,
            msg("The resolver {resolver} holds back what it knows of {zone}: the signatures do not hold. Nobody reaches "
                "the name whose resolver verifies them"),
            msg("Compare the DS record with the keys of the zone; where the zone is not mended at once, let a letter "
                "remove or replace the DS record"),
        ),
        "CHAIN_REMEMBERED": Message(
            Level.ERROR,
            msg("Pending: the resolver {resolver} holds back what it knows of {zone}, since it still remembers older DS "
                "records or keys"),
            msg("Wait; it forgets by itself"),
        ),
        "CHAIN_PENDING": Message(
            Level.NOTICE,
            msg("Pending: the resolver {resolver} does not verify the signatures of {zone} yet; it still remembers older answers"),
            msg("Wait; it forgets by itself"),
        ),
        "PARENT_NOT_VALIDATED": Message(
            Level.INFO,
            msg("The DS record of {zone} protects nobody yet: the resolver {resolver} verifies no signatures of {parent}, "
                "our own zone"),
            msg("Sign our own zone, and have its DS record put into the zone above it"),
        ),
        "NO_VALIDATION": Message(
            Level.INFO,
            msg("The resolver {resolver} verifies no signatures (DNSSEC), not even those of the root; whether those of {zone} "
                "hold is not known from it"),
            msg("Let the resolver verify (DNSSEC validation), or name another one in inventory/zones.yaml"),
        ),
    },
)  # fmt: skip
