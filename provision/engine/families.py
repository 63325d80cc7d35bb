"""Leaves out a family of addresses that a profile switches off: not asked, and so nobody's fault."""

from provision.engine.sieve import Sieve
from provision.model.profile import Profile
from provision.model.query import Query, Silence
from provision.ports import Dns, Stream


class OnlyFamilies(Sieve):
    """Asks over the families that a profile allows."""

    def __init__(self, dns: Dns | Stream, profile: Profile) -> None:
        super().__init__(dns)
        self._allowed = {4: profile.ipv4, 6: profile.ipv6}

    def refusal(self, query: Query) -> Silence | None:
        """Return that there is no such family here, as far as this check goes."""
        return None if self._allowed[query.server.version] else Silence.NO_FAMILY
