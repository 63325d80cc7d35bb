"""The demonstration as data: ten letters, then everything again, to show that nothing is left to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from provision.i18n import Text

LETTERS = Path(__file__).with_name("letters")
FULFILLED, RETURNED = 0, 3
# A day to come, in letters that stay the same for years.
LATER, DAYS = "NEXT_MONTH", timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Step:
    """A command of the demonstration: the words after `provision`, how it must end, where its result is kept."""

    words: tuple[str, ...]
    ends: int = 0
    keep: str = ""
    title: Text | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter of the demonstration: what it shows, how it ends, what is done between its check and its plan."""

    title: Text
    ends: int = FULFILLED
    first: tuple[Step, ...] = ()


def write_letters(folder: Path, today: date) -> None:
    """Write the letters into a folder, with their days to come."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in LETTERS.glob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace(LATER, (today + DAYS).isoformat())
        (folder / path.name).write_text(text, encoding="utf-8")


def steps(folder: Path, today: date) -> Sequence[Step]:
    """Return the whole demonstration, in order; its letters lie in a folder."""
    files = {stem: str(folder / f"{stem}.yaml") for stem in sorted(sent(today))}
    told = [
        step
        for number, (stem, letter) in enumerate(sorted(sent(today).items()), 1)
        for step in _letter(files[stem], f"{number:04d}", letter)
    ]
    twice = Text("The same letters are imported again: nothing is made twice")
    imports = [Step(("request", "import", *files.values()), title=twice)]
    return [*told, *imports, *AFTERWARDS]


def _letter(file: str, request: str, letter: Sent) -> Sequence[Step]:
    """Return what is done with one letter: recorded, planned where it can be, fulfilled or returned."""
    plan = Step(("plan", request, "--output", "json"), keep=f"plans/{request}.json")
    return [
        Step(("request", "import", file), title=letter.title),
        *letter.first,
        *([plan] if letter.ends == FULFILLED else []),
        Step(("fulfil", request, "--yes"), ends=letter.ends),
    ]


AFTERWARDS = (
    Step(("audit", "dns", "--all"), title=Text("Every grant is surveyed again: nothing is left to change")),
    Step(("request", "list")),
    Step(("show", "dinkes"), title=Text("All about one name")),
    Step(("ledger", "verify"), title=Text("The ledger")),
    Step(("ledger", "export"), keep="ledger.jsonl"),
)
SHARED = "Pemakaian bersama disetujui kedua perangkat daerah"


def sent(today: date) -> dict[str, Sent]:
    """Return what is shown with each letter."""
    waived = (
        Step(("check", "0006"), ends=RETURNED),
        Step(
            ("waive", "0006", "IP_HELD_BY_OTHER", "--until", (today + DAYS).isoformat(), "--reason", SHARED)
        ),
    )
    return {
        "01-delegation": Sent(Text("1. A delegation to the agency's own name servers")),
        "02-address": Sent(Text("2. An address in the office's own zone")),
        "03-change": Sent(Text("3. Its server moves: a change of IP")),
        "04-rename": Sent(Text("4. Another name, beside the old one until its last day")),
        "05-suspension": Sent(Text("5. A suspension")),
        "06-waiver": Sent(
            Text("6. Another agency's address, let pass by the head of division"), first=waived
        ),
        "07-revocation": Sent(Text("7. A revocation of the old name")),
        "08-private-address": Sent(Text("8. To be returned: the address is private"), RETURNED),
        "09-lame-server": Sent(Text("9. To be returned: a name server does not know the zone"), RETURNED),
        "10-held-by-another": Sent(Text("10. To be returned: another agency holds the name"), RETURNED),
    }
