"""Spells a name in mixed letters, as resolvers do to be harder to deceive ("0x20")."""

from provision.names import MAX_NAME, Fqdn

WWW = "www."


def www(zone: Fqdn) -> Fqdn:
    """Return the name `www` in a zone, which has letters even where the zone's name has none."""
    fits = len(WWW + zone.text) <= MAX_NAME
    return Fqdn((WWW + zone.text).rstrip(".")) if fits else zone


def mixed(name: Fqdn, first: int) -> str:
    """Return a name with every other letter a capital: from its first letter (0) or its second (1).

    Always the same, so that test cases that ask for the same spelling share a question.
    """
    return "".join(letter.upper() if place % 2 == first else letter for place, letter in enumerate(name.text))
