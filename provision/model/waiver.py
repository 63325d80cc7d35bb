"""A waiver: the head of division lets a finding about a grant pass, for a reason and until a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from provision.names import Slug

# No one may let these pass: they would take what is another's or the office's own, hide or break
# names, or claim what no server shows.
NEVER = frozenset(
    {
        "A01_ADDR_NOT_GLOBALLY_REACHABLE",
        "A01_DOCUMENTATION_ADDR",
        "A01_LOCAL_USE_ADDR",
        "A01_NO_GLOBALLY_REACHABLE_ADDR",
        "NAME_HELD",
        "NAME_OF_ANOTHER_AGENCY",
        "NAME_RESERVED",
        "NAME_IN_OPEN_REQUEST",
        "NOT_THE_HOLDER",
        "NO_SUCH_GRANT",
        "GRANT_HAS_ENDED",
        "GRANT_SUSPENDED",
        "GRANT_NOT_SUSPENDED",
        "SAME_HOLDER",
        "END_DATE_PASSED",
        "NAME_SERVERS_UNDER_OLD_NAME",
        "RECORD_BELONGS_TO_CHILD",
        "CHANGE_BELONGS_TO_CHILD",
        "OWN_ZONE_HOLDS_ITS_DATA",
        "RECORD_CLASHES",
        "NAME_IN_ZONE",
        "NAME_IS_ALIAS",
        "NAME_HIDDEN_BY_CUT",
        "NAMES_BELOW_WOULD_VANISH",
        "NAME_HAS_DEPENDENTS",
        "RECORD_MISSING",
        "RECORD_DIFFERS",
        "RECORD_UNWANTED",
        "CHECK_CUT_SHORT",
        "CDS_UNSEEN",
        "CDS_DIFFERS",
        "CDS_NONE",
        "CDS_CONTRADICTS",
        "CDS_UNSIGNED",
        "CDS_INVALID",
        "CDS_UNTRUSTED",
        "CDS_BREAKS_CHAIN",
    }
)
# What a site may let pass where its own list does not say otherwise.
WAIVABLE = frozenset(
    {
        "NAME_NOT_OFFICIAL",
        "NAME_RESTING",
        "DISCOURAGED_DOUBLE_DASH",
        "CHANGE_LOWERS",
        "RECORD_NOT_ALLOWED",
        "ADDRESS_ABROAD",
        "IP_HELD_BY_OTHER",
        "APEX_ADDRESS_DIFFERS",
        "NOT_ENOUGH_NS_DEL",
        "DEL_NS_SAME_IP",
        "CN02_NO_RESPONSE_TCP",
        "EXTRA_NAME_PARENT",
        "EXTRA_NAME_CHILD",
        "MULTIPLE_SOA_SERIALS",
        "NO_IPV6_NS_CHILD",
        "NO_IPV6_NS_DEL",
        "NOT_ENOUGH_IPV6_NS_CHILD",
        "NOT_ENOUGH_IPV6_NS_DEL",
    }
)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding's code that does not count about an agency's grant, until a day that still belongs to it.

    `request` is the one that it was given about, `by` who gave it.
    """

    code: str
    grant: str
    agency: Slug
    request: str
    reason: str
    until: date
    by: str

    def runs(self, day: date) -> bool:
        """Tell whether it still counts on a day."""
        return day <= self.until

    def covers(self, code: str, grant: str, agency: Slug) -> bool:
        """Tell whether it is about that finding of that grant, held by that agency."""
        return (self.code, self.grant, self.agency) == (code, grant, agency)

    def to_json(self) -> dict[str, Any]:
        """Return what its event's body holds; who gave it stands beside."""
        return {
            "code": self.code,
            "grant": self.grant,
            "agency": self.agency.text,
            "request": self.request,
            "reason": self.reason,
            "until": self.until.isoformat(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any], by: str) -> "Waiver":
        """Make a waiver from what `to_json` returned, and who gave it."""
        until = date.fromisoformat(data["until"])
        agency = Slug.parse(data["agency"])
        return cls(data["code"], data["grant"], agency, data["request"], data["reason"], until, by)
