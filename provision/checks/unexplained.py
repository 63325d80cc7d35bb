"""What a zone holds that no grant explains: found by the survey of all grants, never held against a letter."""

from collections.abc import Collection, Sequence

from provision.i18n import Text, msg
from provision.model.finding import Finding, Level
from provision.model.ignored import Ignored
from provision.model.zone import SeenZone
from provision.names import Fqdn

SOURCE = msg("Site policy: what stands in a zone of ours has a holder, or a reason in inventory/ignored.yaml")
NAMED = 5


def unexplained(seen: SeenZone, held: Collection[Fqdn], ignored: Ignored) -> Sequence[Fqdn]:
    """Return the names with records that neither a grant answers for nor the site's list explains.

    The zone's own apex and name servers are its own; below a cut that is held, its holder decides.
    """
    servers = seen.get(seen.apex, "NS")
    known = {*held, seen.apex, *(servers.targets if servers else ())}
    names = sorted({rrset.name for rrset in seen} - known)
    return [name for name in names if not _below_held_cut(name, seen, held) and ignored.reason(name) is None]


def _below_held_cut(name: Fqdn, seen: SeenZone, held: Collection[Fqdn]) -> bool:
    cut = seen.cut_above(name)
    return cut is not None and cut.name in held


def without_grant(seen: SeenZone, names: Sequence[Fqdn], *, adopted: bool) -> list[Finding]:
    """Return a finding for each such name of a zone that was adopted, else one for all of them.

    Before it was adopted nobody has said whose its names are: that is known, and no news every night.
    """
    if adopted:
        return [_nobodys(name, seen) for name in names]
    return [_not_adopted(seen.apex, names)] if names else []


def _nobodys(name: Fqdn, seen: SeenZone) -> Finding:
    records = [str(rrset) for rrset in sorted(seen.at(name))]
    return Finding(
        tag="NAME_WITHOUT_GRANT",
        level=Level.NOTICE,
        subject=name.text,
        args={"records": records},
        why=Text("The zone holds {records}, and no grant explains it", records=records),
        do=Text("Find out whose it is, then adopt it: provision adopt dns {zone} --to FILE.xlsx; "
                "or list it in inventory/ignored.yaml", zone=seen.apex),
        source=SOURCE,
    )  # fmt: skip


def _not_adopted(apex: Fqdn, names: Sequence[Fqdn]) -> Finding:
    some = [name.text for name in names[:NAMED]] + ["…"] * (len(names) > NAMED)
    return Finding(
        tag="ZONE_NOT_ADOPTED",
        level=Level.INFO,
        subject=apex.text,
        args={"names": [name.text for name in names]},
        why=Text("{zone} holds {count} names that were there before us: {names}",
                 zone=apex, count=len(names), names=some),
        do=Text("Adopt them: provision adopt dns {zone} --to FILE.xlsx", zone=apex),
        source=SOURCE,
    )  # fmt: skip
