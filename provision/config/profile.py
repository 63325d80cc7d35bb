"""A profile for checks of the DNS, in the keys of Zonemaster's own profiles: YAML or JSON."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from provision.config.document import read_document
from provision.config.faults import Fault
from provision.config.fields import Host, Line, Strict
from provision.i18n import Text
from provision.model.finding import Level
from provision.model.profile import CYMRU, AsLookup, Profile
from provision.names import Fqdn, shown

# Zonemaster has three kinds of DEBUG; here they are one.
FINER = {"DEBUG2": "DEBUG", "DEBUG3": "DEBUG"}
LevelName = Literal["DEBUG", "DEBUG2", "DEBUG3", "INFO", "NOTICE", "WARNING", "ERROR", "CRITICAL"]
# What Zonemaster's engine tells of its own course: a profile may name these.
MARKERS = {"TEST_CASE_START", "TEST_CASE_END"}
# What a profile may name: the test cases, their limits, and the tags of each module, as of Zonemaster v2025.2;
# a few that its own profile forgets have the level of their specification.
Known = Mapping[str, Any]
KNOWN = Path(__file__).with_name("dns_profile.json")


class NetPart(Strict):
    """Over which families it is asked."""

    ipv4: bool = True
    ipv6: bool = True


class AsPart(Strict):
    """Where it is looked up which network announces an address."""

    style: Literal["Cymru", "RIPE", "none"] = "Cymru"
    sources: dict[Literal["Cymru", "RIPE"], tuple[Host, ...]] = Field(default_factory=dict)


def _off(value: object) -> object:
    return {"style": "none"} if value in ("off", "none", "false") else value


class ProfileFile(Strict):
    """A profile; what steers Zonemaster's own engine, and not its verdicts, is taken and left alone."""

    allow_special_purpose_addresses: bool = False
    net: NetPart = NetPart()
    asn_db: Annotated[AsPart, BeforeValidator(_off)] = AsPart()
    test_cases: tuple[Line, ...] | None = None
    switched_off: tuple[Line, ...] = ()
    test_levels: dict[Line, dict[Line, LevelName]] = Field(default_factory=dict)
    test_cases_vars: dict[Line, dict[Line, Annotated[int, Field(ge=0)]]] = Field(default_factory=dict)
    no_network: bool = False
    resolver: object = None
    cache: object = None
    logfilter: object = None


def read_profile(path: Path) -> Profile:
    """Return the profile of a file.

    Raises BadConfig, with file and line, where the file names what there is not, or NotFound.
    """
    document = read_document(path)
    file = document.validate(ProfileFile)
    known = known_profile()
    faults = [*_unknown_cases(file, known), *_unknown_tags(file, known)]
    if faults:
        raise document.refusal(faults)
    return _profile(file, known)


def known_profile() -> Mapping[str, Any]:
    """Return Zonemaster's default profile: its test cases, limits and levels."""
    known: Mapping[str, Any] = json.loads(KNOWN.read_text(encoding="utf-8"))
    return known


def _profile(file: ProfileFile, known: Known) -> Profile:
    chosen = frozenset(known["test_cases"] if file.test_cases is None else file.test_cases)
    return Profile(
        levels={
            (module.upper(), tag): Level[FINER.get(name, name)]
            for module, levels in file.test_levels.items()
            for tag, name in levels.items()
        },
        limits={
            (case, name): value
            for case, values in file.test_cases_vars.items()
            for name, value in values.items()
        },
        only=chosen - frozenset(file.switched_off),
        ipv4=file.net.ipv4,
        ipv6=file.net.ipv6,
        special=file.allow_special_purpose_addresses,
        as_lookup=_as_lookup(file.asn_db),
    )


def _as_lookup(part: AsPart) -> AsLookup | None:
    if part.style == "none":
        return None
    default = CYMRU if part.style == "Cymru" else (Fqdn("riswhois.ripe.net"),)
    return AsLookup(part.style, part.sources.get(part.style) or default)


def _unknown_cases(file: ProfileFile, known: Known) -> Iterator[Fault]:
    lists = (("test_cases", file.test_cases or ()), ("switched_off", file.switched_off))
    for key, names in lists:
        for place, name in enumerate(names):
            if name not in known["test_cases"]:
                yield Fault((key, place), _no_case(name))
    for case, limits in file.test_cases_vars.items():
        if case not in known["test_cases"]:
            yield Fault(("test_cases_vars", case), _no_case(case))
        for name in sorted(limits.keys() - known["test_cases_vars"].get(case, {}).keys()):
            what = Text("{case} has no limit {name}", case=shown(case), name=shown(name))
            yield Fault(("test_cases_vars", case, name), what)


def _unknown_tags(file: ProfileFile, known: Known) -> Iterator[Fault]:
    for module, levels in file.test_levels.items():
        tags = {*known["test_levels"].get(module.upper(), ()), *MARKERS}
        for tag in levels:
            if tag not in tags:
                what = Text("{module} has no tag {tag}", module=shown(module), tag=shown(tag))
                yield Fault(("test_levels", module, tag), what)


def _no_case(name: str) -> Text:
    return Text("{name} is not a test case, as delegation01 is", name=shown(name))
