"""The demonstration as data: six letters, then everything again, to show that nothing is left to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from provision.i18n import Text

LETTERS = Path(__file__).with_name("letters")
FULFILLED, RETURNED = 0, 3


@dataclass(frozen=True, slots=True)
class Step:
    """A command of the demonstration: the words after `provision`, how it must end, where its result is kept."""

    words: tuple[str, ...]
    ends: int = 0
    keep: str = ""
    title: Text | None = None


def _letter(file: str, request: str, title: Text, ends: int) -> Sequence[Step]:
    """Return what is done with one letter: recorded, planned where it can be, fulfilled or returned."""
    plan = Step(("plan", request, "--output", "json"), keep=f"plans/{request}.json")
    return [
        Step(("request", "import", str(LETTERS / f"{file}.yaml")), title=title),
        *([plan] if ends == FULFILLED else []),
        Step(("fulfil", request, "--yes"), ends=ends),
    ]


def steps() -> Sequence[Step]:
    """Return the whole demonstration, in order."""
    files = sorted(path.stem for path in LETTERS.glob("*.yaml"))
    told = [_letter(file, f"{number:04d}", *WHAT[file]) for number, file in enumerate(files, 1)]
    again = Step(
        ("audit", "dns", "--all"), title=Text("Every grant is surveyed again: nothing is left to change")
    )
    imports = [("request", "import", str(LETTERS / f"{file}.yaml")) for file in files]
    twice = Text("The same letters are imported again: nothing is made twice")
    return [
        *(step for steps in told for step in steps),
        again,
        *(Step(words, title=twice if number == 0 else None) for number, words in enumerate(imports)),
        Step(("request", "list")),
        Step(("show", "dinkes"), title=Text("All about one name")),
        Step(("ledger", "verify"), title=Text("The ledger")),
        Step(("ledger", "export"), keep="ledger.jsonl"),
    ]


WHAT = {
    "1-delegation": (Text("1. A delegation to the agency's own name servers"), FULFILLED),
    "2-address": (Text("2. An address in the office's own zone"), FULFILLED),
    "3-revocation": (Text("3. A revocation of that address"), FULFILLED),
    "4-private-address": (Text("4. To be returned: the address is private"), RETURNED),
    "5-lame-server": (Text("5. To be returned: a name server does not know the zone"), RETURNED),
    "6-held-by-another": (Text("6. To be returned: another agency holds the name"), RETURNED),
}
