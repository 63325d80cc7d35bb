"""A test case as data: its name, the rule behind it, and what each of its tags says to people."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from provision.i18n import Text
from provision.model.finding import Finding, Level
from provision.names import Fqdn

SERVER = re.compile(r"^([^/\s]+)/([0-9a-f]*[.:][0-9a-f.:]+)$")  # "name/address"
SEVERAL = re.compile("[;/]")


@dataclass(frozen=True, slots=True)
class Message:
    """What a tag says: its default level, why, what the office does about it, and the words of a letter.

    The places in the sentences are the finding's arguments; `{name}` and `{address}` are the two parts
    of an argument `ns`, and `{zone}` is the zone under test.
    """

    level: Level
    why: str
    do: str = ""
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A test case of Zonemaster: its name (`delegation01`), its sources, its messages by tag."""

    name: str
    source: str
    messages: Mapping[str, Message]

    def found(self, tag: str, zone: Fqdn, /, **args: str | int) -> Finding:
        """Return the finding of a tag; its arguments have Zonemaster's names and form."""
        message = self.messages[tag]
        words = _words(zone, args)
        return Finding(
            tag=tag,
            testcase=self.name,
            level=message.level,
            subject=str(zone),
            args=args,
            why=Text(message.why, **words),
            do=Text(message.do, **words),
            letter=Text(message.letter, **words) if message.letter else None,
            source=self.source,
        )


def listed(items: Iterable[object]) -> str:
    """Return a list as Zonemaster's arguments have it: sorted, each once, parted by semicolons."""
    return ";".join(sorted({str(item) for item in items}))


def _words(zone: Fqdn, args: Mapping[str, str | int]) -> dict[str, object]:
    """Return what fills the places of the sentences: lists as lists, a name server also by its parts."""
    words: dict[str, object] = {"zone": zone, **{key: _told(value) for key, value in args.items()}}
    if "ns" in args:
        words["name"], _, words["address"] = str(args["ns"]).partition("/")
    return words


def _told(value: str | int) -> object:
    if value == "":
        return Text("none")
    if not isinstance(value, str) or not SEVERAL.search(value):
        return value
    items = [SERVER.sub(r"\1 (\2)", item) for item in value.split(";")]
    return items if len(items) > 1 else items[0]
