"""The flow of a check: names first, then Basic, and the rest only where a zone with a working server is found."""

from collections.abc import Mapping, Sequence

import pytest

from provision.checks.delegation import NameServer
from provision.checks.registry import BESIDE, TESTCASES
from provision.checks.walk import Walker
from provision.checks.zone import ZoneChecked, check_name, check_servers, check_zone
from provision.config.profile import known_profile
from provision.errors import BadInput
from provision.model.finding import Finding, Level
from provision.model.profile import Profile
from provision.model.query import Silence
from provision.names import Fqdn, parse_ip
from tests.checks.dns.world import (
    CHILD,
    GO_IP,
    ID_IP,
    NS1_4,
    NS1_6,
    NS2_4,
    PENYEDIA_IP,
    ROOT_IP,
    ZONE,
    World,
    at,
    tags,
)
from tests.checks.driving import run

ELSEWHERE = Fqdn("x.go.id")
ALL = {case.CASE.name for case in TESTCASES}
FIRST = {"basic01", "basic02", "basic03"}


def checked(
    world: World, zone: Fqdn = ZONE, told: Sequence[NameServer] = (), profile: Profile | None = None
) -> ZoneChecked:
    walker = Walker((parse_ip(ROOT_IP),))
    return run(check_zone(zone, walker, told, profile=profile or Profile()), world)


def server(name: str, *addresses: str) -> NameServer:
    return NameServer(Fqdn(name), glue=tuple(map(parse_ip, addresses)))


def cases(findings: Sequence[Finding]) -> set[str]:
    return {finding.testcase for finding in findings}


DEAD = World().with_fault(at(CHILD, silence=Silence.TIMEOUT))
ENDS: Mapping[str, tuple[ZoneChecked, set[str]]] = {
    "no zone": (checked(World(), ELSEWHERE), {"B01_NO_CHILD", "CANNOT_CONTINUE"}),
    "nobody above": (checked(World().with_fault(at(ID_IP, silence=Silence.TIMEOUT))), {"B01_NO_CHILD", "CANNOT_CONTINUE"}),
    "no server works": (checked(DEAD), {"B02_NO_WORKING_NS", "CANNOT_CONTINUE"}),
    "told, and no server works": (checked(DEAD, told=[server("ns1.dinkes.go.id", NS1_4)]), {"B02_NO_WORKING_NS", "CANNOT_CONTINUE"}),
}  # fmt: skip


@pytest.mark.parametrize(("found", "ends"), ENDS.values(), ids=ENDS)
def test_where_nothing_works_only_that_is_told(found: ZoneChecked, ends: set[str]) -> None:
    worst = [finding for finding in found.findings if finding.level >= Level.ERROR]
    assert {finding.tag for finding in worst} == ends
    assert cases(found.findings) <= {*FIRST, "system"}
    assert found.findings[-1].tag == "CANNOT_CONTINUE"
    tags(found.findings)


def test_a_healthy_zone_goes_through_all() -> None:
    found = checked(World())
    assert found.parent == Fqdn("go.id")
    assert "system" not in cases(found.findings)
    # Every case that says anything of a healthy zone, Basic before all others.
    order = list(dict.fromkeys(finding.testcase for finding in found.findings))
    assert order[:3] == ["basic01", "basic02", "basic03"]
    assert {"address01", "delegation01"} <= set(order) <= ALL


def test_told_servers_need_no_delegation() -> None:
    told = [server("ns1.dinkes.go.id", NS1_4), server("ns2.penyedia.id")]
    found = checked(
        World().edited("go.id", "dinkes.go.id NS ns1.dinkes.go.id.\ndinkes.go.id NS ns2.penyedia.id.\n", ""),
        told=told,
    )
    assert "B01_PARENT_DISREGARDED" in tags(found.findings)
    assert "address01" in cases(found.findings)
    assert found.parent == Fqdn("go.id")


@pytest.mark.parametrize(
    ("told", "tag"),
    [
        (server("ns8.dinkes.go.id"), "FAKE_DELEGATION_IN_ZONE_NO_IP"),
        (server("ns8.penyedia.id"), "FAKE_DELEGATION_NO_IP"),
    ],
)
def test_a_told_server_without_address(told: NameServer, tag: str) -> None:
    found = checked(World(), told=[server("ns1.dinkes.go.id", NS1_4), told])
    [finding] = [finding for finding in found.findings if finding.testcase == "system"]
    assert (finding.tag, finding.args) == (tag, {"domain": "dinkes.go.id", "nsname": told.name.text})
    assert "address01" in cases(found.findings)


def test_a_name_server_behind_a_circle_of_aliases() -> None:
    world = World().edited(
        "penyedia.id", f"ns2.penyedia.id A {NS2_4}", "ns2.penyedia.id CNAME ns2.penyedia.id."
    )
    assert "CNAME_LOOP_INNER" in tags(checked(world).findings)


@pytest.mark.parametrize(
    ("only", "zone", "told"),
    [
        ({"address01"}, ELSEWHERE, {"A01_NO_NAME_SERVERS_FOUND"}),
        ({"basic02"}, ELSEWHERE, {"B02_NO_DELEGATION", "CANNOT_CONTINUE"}),
        ({"basic01", "delegation01"}, ELSEWHERE, {"B01_NO_CHILD", "CANNOT_CONTINUE"}),
        ({"delegation02"}, ZONE, set()),
    ],
)
def test_what_is_not_to_be_run_holds_nothing_back(only: set[str], zone: Fqdn, told: set[str]) -> None:
    found = checked(World(), zone, profile=Profile(only=frozenset(only)))
    assert {finding.tag for finding in found.findings if finding.level >= Level.ERROR} == told
    assert cases(found.findings) <= {*only, "system"}


def test_levels_are_the_profiles() -> None:
    levels = {("SYSTEM", "CANNOT_CONTINUE"): Level.NOTICE, ("BASIC", "B01_NO_CHILD"): Level.WARNING}
    found = checked(World(), ELSEWHERE, profile=Profile(levels=levels))
    assert max(finding.level for finding in found.findings) is Level.WARNING


def test_no_family_left() -> None:
    world = World()
    found = checked(world, profile=Profile(ipv4=False, ipv6=False))
    assert (tags(found.findings), world.asked) == ({"NO_NETWORK"}, [])


@pytest.mark.parametrize("silent", [(ID_IP,), (GO_IP,)])
def test_what_lies_behind_a_family_that_is_not_here_is_not_checked(silent: Sequence[str]) -> None:
    """No fault and no end is told: one note about ourselves."""
    found = checked(World().with_fault(at(silent, silence=Silence.NO_FAMILY)))
    assert [finding.tag for finding in found.findings if finding.level > Level.DEBUG] == [
        "CN01_IPV4_DISABLED"
    ]
    assert found.findings[-1].level is Level.INFO


@pytest.mark.parametrize("silent", [(ID_IP,), (GO_IP,)])
def test_a_zone_of_which_nothing_could_be_asked_does_not_look_in_order(silent: Sequence[str]) -> None:
    found = checked(World().with_fault(at(silent, silence=Silence.NOT_PUBLIC)))
    [told] = [finding for finding in found.findings if finding.level > Level.INFO]
    assert (told.testcase, told.tag, told.level) == ("system", "NOT_ASKED", Level.ERROR)
    assert str(told.args["ns_list"]).endswith(f"/{silent[0]}")


def test_servers_behind_a_family_that_is_not_here_are_noted_beside_the_rest() -> None:
    found = checked(World().with_fault(at((NS1_6, PENYEDIA_IP), silence=Silence.NO_FAMILY)))
    notes = [finding for finding in found.findings if finding.tag.startswith("CN01")]
    assert [(note.tag, note.level) for note in notes] == [
        ("CN01_IPV4_DISABLED", Level.INFO),
        ("CN01_IPV6_DISABLED", Level.INFO),
    ]
    assert "CANNOT_CONTINUE" not in tags(found.findings)


def test_a_zone_whose_servers_are_not_public_is_told_so() -> None:
    world = World().edited(
        "go.id",
        f"ns1.dinkes.go.id A {NS1_4}\nns1.dinkes.go.id AAAA {NS1_6}\n",
        "ns1.dinkes.go.id A 10.1.2.3\n",
    )
    world = world.edited("go.id", "dinkes.go.id NS ns2.penyedia.id.\n", "").with_fault(
        at("10.1.2.3", silence=Silence.NOT_PUBLIC)
    )
    found = checked(world)
    assert {"A01_LOCAL_USE_ADDR", "A01_NO_GLOBALLY_REACHABLE_ADDR"} <= tags(found.findings)


NAMED: Mapping[str, tuple[str, str]] = {
    "plain": ("Dinkes.GO.id", "dinkes.go.id"),
    "with the last dot": ("dinkes.go.id.", "dinkes.go.id"),
    "with spaces around": (" dinkes.go.id\n", "dinkes.go.id"),
    "with other full stops": ("dinkes\u3002go\uff0eid\uff61", "dinkes.go.id"),
    "with letters beyond ASCII": ("Bücher.go.id", "xn--bcher-kva.go.id"),
    "composed otherwise": ("Bu\u0308cher.go.id", "xn--bcher-kva.go.id"),
    "the root": (".", ""),
    "letters that no host has": ("_dinkes!.go.id", "_dinkes!.go.id"),
    "hyphens anywhere": ("-a--b-.go.id", "-a--b-.go.id"),
    "63 letters": (f"{'a' * 63}.id", f"{'a' * 63}.id"),
}


@pytest.mark.parametrize(("written", "name"), NAMED.values(), ids=NAMED)
def test_names(written: str, name: str) -> None:
    assert run(check_name(written, Walker((parse_ip(ROOT_IP),))), World()).zone == Fqdn(name)


BAD: Mapping[str, tuple[str, dict[str, Mapping[str, object]]]] = {
    "a part too long": (f"{'a' * 64}.id", {"DOMAIN_NAME_LABEL_TOO_LONG": {"domain": f"{'a' * 64}.id", "label": "a" * 64, "dlength": 64, "max": 63}}),
    "a part too long beyond ASCII": ("\u00fc" * 63 + ".id", {"DOMAIN_NAME_LABEL_TOO_LONG": {"max": 63}}),
    "too long": (".".join(["a" * 49] * 5) + ".abcd", {"DOMAIN_NAME_TOO_LONG": {"fqdnlength": 255, "max": 254}}),
    "an empty part": ("dinkes..id", {"DOMAIN_NAME_ZERO_LENGTH_LABEL": {"domain": "dinkes..id"}}),
    "a dot first": (".dinkes.id", {"DOMAIN_NAME_ZERO_LENGTH_LABEL": {"domain": ".dinkes.id"}}),
    "two faults": (f"{'a' * 64}..id", {"DOMAIN_NAME_LABEL_TOO_LONG": {"dlength": 64}, "DOMAIN_NAME_ZERO_LENGTH_LABEL": {}}),
}  # fmt: skip


@pytest.mark.parametrize(("written", "told"), BAD.values(), ids=BAD)
def test_names_that_cannot_be(written: str, told: Mapping[str, Mapping[str, object]]) -> None:
    world = World()
    found = run(check_name(written, Walker((parse_ip(ROOT_IP),))), world)
    assert tags(found.findings) == set(told)
    assert {finding.level for finding in found.findings} == {Level.CRITICAL}
    for finding in found.findings:
        assert {key: finding.args[key] for key in told[finding.tag]} == told[finding.tag]
    assert world.asked == []


@pytest.mark.parametrize(
    "written", ["", " ", "a b.id", "a\tb.id", "\u200b.id", "a\u202eb.id", "xn--\u00fc\u0600.id"]
)
def test_what_is_no_name_at_all(written: str) -> None:
    with pytest.raises(BadInput):
        run(check_name(written, Walker((parse_ip(ROOT_IP),))), World())


def test_the_longest_name_there_is() -> None:
    longest = ".".join(["a" * 49] * 5) + ".abc"
    assert len(longest) == 253
    assert run(check_name(longest, Walker((parse_ip(ROOT_IP),))), World()).zone == Fqdn(longest)


def test_an_offices_letter_is_told_everything_at_once_and_no_notes() -> None:
    told = [server("ns1.dinkes.go.id", NS1_4), server("ns9.penyedia.id")]
    found = run(check_servers(ZONE, told, Walker((parse_ip(ROOT_IP),))), DEAD)
    assert {"B02_NO_WORKING_NS", "CN01_NO_RESPONSE_UDP", "CN02_NO_RESPONSE_TCP"} <= tags(found)
    assert min(finding.level for finding in found) >= Level.NOTICE
    assert not cases(found) & {"address02", "address03"}


LEVELS = known_profile()["test_levels"]


def test_what_is_told_beside_the_test_cases_has_zonemasters_levels() -> None:
    names, system = BESIDE
    assert {tag: message.level.name for tag, message in names.messages.items()} == {
        tag: level for tag, level in LEVELS["BASIC"].items() if tag.startswith("DOMAIN_NAME")
    }
    critical = {tag for tag, message in system.messages.items() if message.level is Level.CRITICAL}
    assert critical == {"CANNOT_CONTINUE", "NO_NETWORK"}
    assert {message.level for tag, message in system.messages.items() if tag not in critical} == {Level.ERROR}
