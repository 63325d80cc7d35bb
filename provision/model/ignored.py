"""Names that are the office's own infrastructure: not granted to anybody, and nothing to ask about."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from provision.names import Fqdn

BELOW = "*."
# A wildcard record by itself; without the backslash all names below are meant.
LITERAL = "\\*."


@dataclass(frozen=True, slots=True)
class Ignored:
    """Names with the reason, and names below which all is meant."""

    names: Mapping[Fqdn, str] = field(default_factory=dict)
    below: Mapping[Fqdn, str] = field(default_factory=dict)

    def reason(self, name: Fqdn) -> str | None:
        """Return why a name is nobody's, None where it is not listed."""
        if name in self.names:
            return self.names[name]
        above = (name.parent, *name.parent.up_to(Fqdn("")))
        return next((self.below[near] for near in above if near in self.below), None)

    def touches(self, zone: Fqdn) -> bool:
        """Tell whether something in a zone is listed."""
        return any(name.is_at_or_below(zone) for name in (*self.names, *self.below))

    @staticmethod
    def written(name: Fqdn) -> str:
        """Return how a name, and it alone, is written in the list."""
        return name.text.replace(BELOW, LITERAL, 1) if name.text.startswith(BELOW) else name.text
