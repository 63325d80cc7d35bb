"""What helps where DNSSEC is broken, in sentences that many test cases share: for the office, and for letters."""

from provision.i18n import msg

RESIGN = msg("Sign the zone again with its present keys, and let every server transfer it")
RENEW = msg("Sign the zone again, let the signing server renew signatures by itself, and check its clock")
CLOCK = msg("Check the clock of the server that signs the zone, and sign again")
KEYS_TOGETHER = msg(
    "Let every server serve the same version of the zone, with its keys and signatures together"
)
MEND_DS = msg("Compare the DS records in the parent with the keys of the zone; remove those that fit none")
OTHER_CHECKER = msg("Verify the signatures by other means; this algorithm is unknown here")
OTHER_ALGORITHM = msg("Roll the keys over to algorithm 13 (ECDSA P-256) or 15 (Ed25519)")
EXPIRED_LETTER = msg(
    "The DNSSEC signatures of {zone} have expired.\n"
    "Sign the zone again, and let the signing server renew the signatures by itself."
)
EARLY_LETTER = msg(
    "The DNSSEC signatures of {zone} are not valid yet.\n"
    "Set the clock of the signing server right, and sign the zone again."
)
WRONG_LETTER = msg(
    "DNSSEC signatures of {zone} do not fit its keys.\n"
    "Sign the zone again with its present keys, and let every name server transfer it."
)
MISSING_LETTER = msg(
    "Some name servers of {zone} serve keys of DNSSEC without all the signatures.\n"
    "Sign the zone again, and let every name server transfer all of it."
)
DS_LETTER = msg(
    "The DS record for {zone} does not fit the keys of the zone.\n"
    "Send the DS record of the key in use, or ask for the old one to be removed."
)
