"""A zone that may not be transferred: what is seen of it by asking, and what is not believed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from provision.drivers.asked import AskedParent
from provision.errors import BadAnswer, NoAnswer, Outside, Refused
from provision.model.change import Change
from provision.model.query import Answer, Query, Silence
from provision.model.rrset import ADDRESS_TYPES, RRset
from provision.model.site import ParentZone, Server, ZoneKind
from provision.model.zone import SeenZone
from provision.names import Fqdn, parse_ip
from tests.samples import APEX, a, cname, name, ns, txt, zone

PARENT = ParentZone(APEX, Server(parse_ip("203.0.113.2")), kind=ZoneKind.RENDER)


class Primary:
    """A name server that answers from a zone, referring where it is cut, and for wildcards."""

    def __init__(self, held: SeenZone, spoil: Callable[[Answer], Answer] = lambda answer: answer) -> None:
        self.held, self.spoil = held, spoil
        self.asked: list[Query] = []

    def exchange(self, queries: Sequence[Query]) -> Sequence[Answer]:
        self.asked += queries
        return [self.spoil(self._answer(query)) for query in queries]

    def _answer(self, query: Query) -> Answer:
        held = self.held
        here = held.get(query.name, "NS") if query.name != APEX and query.type != "DS" else None
        cut = held.cut_above(query.name) or here
        if cut:
            glue = [held.get(target, rtype) for target in cut.targets for rtype in ADDRESS_TYPES]
            return Answer(query, rcode="NOERROR", authority=(cut,), additional=tuple(filter(None, glue)))
        star = held.wildcard_over(query.name)
        owner = star.name if star else query.name
        found = held.get(owner, query.type) or held.get(owner, "CNAME")
        told = (replace(found, name=query.name),) if found else ()
        return Answer(
            query, rcode="NOERROR" if held.at(owner) else "NXDOMAIN", authoritative=True, answer=told
        )


HELD = zone(
    a("www"), txt("www"), cname("alias", "www"), a("*.desa"), a("nyata.desa", "103.94.10.9"),
    ns("dinkes", f"ns1.dinkes.{APEX}", "ns2.penyedia.id"), a("ns1.dinkes"),
    RRset.of(name("dinkes"), "DS", 300, ["4711 13 2 " + "ab" * 32]), a("ruang.kosong"),
)  # fmt: skip

# the names in question, and what is seen at them and on the way
SEEN: list[tuple[list[str], list[tuple[str, str]]]] = [
    ([], []),
    (["www"], [("www", "A"), ("www", "TXT")]),
    (["alias"], [("alias", "CNAME")]),
    (["baru"], []),
    (["kosong"], []),
    (["dinkes"], [("dinkes", "DS"), ("dinkes", "NS"), ("ns1.dinkes", "A")]),
    (["ns1.dinkes"], [("dinkes", "DS"), ("dinkes", "NS"), ("ns1.dinkes", "A")]),
    (["dalam.sekali.dinkes"], [("dinkes", "DS"), ("dinkes", "NS"), ("ns1.dinkes", "A")]),
    (["siapa.desa"], [("*.desa", "A")]),
    (["nyata.desa"], [("*.desa", "A"), ("nyata.desa", "A")]),
]


@pytest.mark.parametrize(("names", "keys"), SEEN, ids=lambda value: " ".join(map(str, value)) or "the apex")
def test_what_is_seen(names: list[str], keys: list[tuple[str, str]]) -> None:
    seen = AskedParent(PARENT, Primary(HELD)).about([name(one) for one in names])
    assert {rrset for rrset in seen if rrset.name != APEX} == {
        HELD.rrsets[name(owner), rtype] for owner, rtype in keys
    }
    assert (seen.serial, seen.get(APEX, "NS"), seen.whole) == (7, HELD.get(APEX, "NS"), False)


def test_each_question_is_asked_once() -> None:
    primary = Primary(HELD)
    AskedParent(PARENT, primary).about([name("www"), name("dinkes"), name("ns1.dinkes")])
    assert len(primary.asked) == len(set(primary.asked))


LIES: list[tuple[str, dict[str, Any], type[Outside]]] = [
    ("silence", {"silence": Silence.TIMEOUT}, NoAnswer),
    ("no such door", {"silence": Silence.REFUSED}, NoAnswer),
    ("rubbish", {"silence": Silence.MALFORMED}, BadAnswer),
    ("refused", {"rcode": "REFUSED"}, BadAnswer),
    ("broken", {"rcode": "SERVFAIL"}, BadAnswer),
    ("no authority", {"authoritative": False}, BadAnswer),
    ("a referral upwards", {"authoritative": False, "answer": (),
                            "authority": (RRset.hosts(Fqdn("id"), "NS", 60, [Fqdn("ns.id")]),)}, BadAnswer),
]  # fmt: skip


@pytest.mark.parametrize(("what", "lie", "error"), LIES, ids=[row[0] for row in LIES])
def test_a_server_that_does_not_know_is_not_believed(
    what: str, lie: dict[str, Any], error: type[Outside]
) -> None:
    def spoil(answer: Answer) -> Answer:
        return replace(answer, **lie) if answer.query.name == name("www") else answer

    with pytest.raises(error):
        AskedParent(PARENT, Primary(HELD, spoil)).about([name("www")])


def test_nothing_is_ever_written() -> None:
    with pytest.raises(Refused, match="by hand"):
        AskedParent(PARENT, Primary(HELD)).write([Change(None, a("x"))], [])
