"""The names that are nobody's but the office's own, as `inventory/ignored.yaml` lists them with their reasons."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from provision.config.document import Document, read_document
from provision.config.faults import Fault
from provision.config.fields import Line, Strict, told
from provision.i18n import Text
from provision.model.ignored import BELOW, LITERAL, Ignored
from provision.names import Fqdn

FILE = Path("inventory") / "ignored.yaml"


@dataclass(frozen=True, slots=True)
class Listed:
    """A name of the list, and whether all below it is meant instead."""

    name: Fqdn
    below: bool


def _listed(text: str) -> Listed:
    if text.startswith(BELOW):
        return Listed(Fqdn.seen(text.removeprefix(BELOW)), below=True)
    return Listed(
        Fqdn.seen(BELOW + text.removeprefix(LITERAL) if text.startswith(LITERAL) else text), below=False
    )


class IgnoredFile(Strict):
    """`inventory/ignored.yaml`: for each name the reason."""

    ignored: dict[Annotated[Listed, told(_listed)], Line] = Field(default_factory=dict)


def read_ignored(folder: Path, zones: Mapping[Fqdn, object]) -> Ignored:
    """Return what a site's folder lists: nothing where it has no such file. Raises BadConfig, with file and line."""
    path = folder / FILE
    return read_list(path, zones) if path.exists() else Ignored()


def read_list(path: Path, zones: Mapping[Fqdn, object]) -> Ignored:
    """Return what a file lists. Raises BadConfig, with file and line."""
    document = read_document(path)
    told = document.validate(IgnoredFile).ignored
    if faults := list(_lost(document, zones)):
        raise document.refusal(faults)
    names = {one.name: reason for one, reason in told.items() if not one.below}
    return Ignored(names, {one.name: reason for one, reason in told.items() if one.below})


def _lost(document: Document, zones: Mapping[Fqdn, object]) -> Iterator[Fault]:
    """Yield a fault for each name that lies in none of the zones, or is written twice in other letters."""
    seen: set[Listed] = set()
    written = document.data["ignored"] if isinstance(document.data, dict) else {}
    for key in written or ():
        one = _listed(key)
        inside = one.name.is_at_or_below if one.below else one.name.is_below
        if not any(inside(zone) for zone in zones):
            known = sorted(zone.text for zone in zones)
            yield Fault(
                ("ignored", key),
                Text("{name} lies below none of the zones in inventory/zones.yaml ({zones})",
                     name=one.name, zones=known),
            )  # fmt: skip
        elif one in seen:
            yield Fault(("ignored", key), Text("{name} is written twice; keep it once", name=one.name))
        seen.add(one)
