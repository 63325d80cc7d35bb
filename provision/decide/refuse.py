"""The last gate before anything is sent: what a name server would swallow or hide is refused here.

Name servers answer NOERROR to an address beside a CNAME and ignore it, and accept names below a
cut that nobody will ever see (measured on BIND and Knot).
"""

from collections.abc import Iterator, Sequence

from provision.errors import Unsafe
from provision.i18n import Text
from provision.model.change import Change
from provision.model.zone import SeenZone
from provision.names import Fqdn

BESIDE_CNAME = {"CNAME", "NSEC", "RRSIG", "DNSKEY"}


def refuse_unsafe(changes: Sequence[Change], zone: SeenZone) -> None:
    """Raise Unsafe, naming every reason, where the zone after the changes would not be sound."""
    after = zone.after(changes)
    names = sorted({change.name for change in changes if change.after})
    reasons = [reason for name in names for reason in _reasons(name, after, changes)]
    if reasons:
        raise Unsafe(Text("The plan is refused: {reasons}", reasons=reasons))


def _reasons(name: Fqdn, after: SeenZone, changes: Sequence[Change]) -> Iterator[Text]:
    if name == after.apex:
        yield Text("{name} is the zone itself", name=name)
    types = {rrset.type for rrset in after.at(name)}
    if "CNAME" in types and types - BESIDE_CNAME:
        yield Text("{name} would be an alias and hold other records too", name=name)
    cut = after.cut_above(name)
    if cut and not _is_glue(name, cut.targets if cut.type == "NS" else ()):
        yield Text("{name} would lie hidden below {cut}", name=name, cut=cut.name)
    if after.get(name, "NS"):
        yield from _hidden_by(name, after, changes)


def _hidden_by(name: Fqdn, after: SeenZone, changes: Sequence[Change]) -> Iterator[Text]:
    new = any(change.op == "create" and change.rrset.key == (name, "NS") for change in changes)
    targets = after.rrsets[name, "NS"].targets
    hidden = [below for below in after.below(name) if new and not _is_glue(below, targets)]
    if hidden:
        yield Text("the delegation of {name} would hide {hidden}", name=name, hidden=sorted(hidden))


def _is_glue(name: Fqdn, targets: Sequence[Fqdn]) -> bool:
    return name in targets
