"""A finding: what a check has to say, told so that each sentence stands alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from provision.i18n import Text
from provision.model.change import Change
from provision.names import Fqdn


class Level(IntEnum):
    """How bad, in Zonemaster's words and order."""

    DEBUG = 0
    INFO = 1
    NOTICE = 2
    WARNING = 3
    ERROR = 4
    CRITICAL = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found.

    `tag` is a stable code, Zonemaster's where it has one, with `testcase` beside it; `subject` is
    what it is about (a name, an address). `why` names subject, seen and wanted; `do` tells the
    office what mends it; `letter` tells the agency the same in words for people who run no name
    server: what is wrong on its first line, what to correct on its second. `source` is the rule. `change` mends it, where a change of ours can; `wait` is the
    number of seconds after which it mends itself. `zone` is where the change belongs, None for the
    grant's own parent zone.
    """

    tag: str
    level: Level
    subject: str
    why: Text
    do: Text
    source: str
    testcase: str = ""
    letter: Text | None = None
    args: Mapping[str, Any] = field(default_factory=dict)
    change: Change | None = None
    wait: int | None = None
    zone: Fqdn | None = None

    def to_json(self, lang: str = "en") -> dict[str, Any]:
        """Return plain data for `--output json`; the sentences in the language asked for."""
        return {
            "testcase": self.testcase,
            "tag": self.tag,
            "level": self.level.name,
            "subject": self.subject,
            "args": dict(self.args),
            "why": self.why.to(lang),
            "do": self.do.to(lang),
            "source": self.source,
            "change": self.change.to_json() if self.change else None,
            "wait": self.wait,
        }
