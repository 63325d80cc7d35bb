"""What hypothesis draws for the tests of values and decisions: small names, so that they meet often."""

import ipaddress
import string
from typing import Any

from hypothesis import strategies as st

from provision.model.change import Change
from provision.model.grant import Grant, Origin, State
from provision.model.plan import GrantChanges, Plan
from provision.model.request import Action, Letter, Request
from provision.model.rrset import RRset
from provision.model.zone import SeenZone
from provision.names import Fqdn, RequestId, Slug

APEX = Fqdn("bengkaliskab.go.id")
SOA = RRset.of(APEX, "SOA", 3600, [f"ns1.{APEX}. hostmaster.{APEX}. 7 3600 600 86400 300"])
NS = RRset.hosts(APEX, "NS", 3600, [APEX.child("ns1"), APEX.child("ns2")])


def name(labels: str) -> Fqdn:
    """Return a name below the apex; "" is the apex."""
    return Fqdn(f"{labels}.{APEX}" if labels else APEX.text)


def zone(*rrsets: RRset) -> SeenZone:
    """Return the zone with these sets beside its own."""
    return SeenZone.of(APEX, [SOA, NS, *rrsets])


def a(labels: str, *values: str, ttl: int = 3600) -> RRset:
    return RRset.of(name(labels), "A", ttl, values or ["103.94.10.5"])


def txt(labels: str, value: str = '"x"') -> RRset:
    return RRset.of(name(labels), "TXT", 3600, [value])


def cname(labels: str, target: str) -> RRset:
    return RRset.hosts(name(labels), "CNAME", 3600, [name(target)])


def ns(labels: str, *targets: str) -> RRset:
    return RRset.hosts(name(labels), "NS", 3600, [Fqdn(target) for target in targets or ("ns1.penyedia.id",)])


LABELS = st.sampled_from(["a", "b", "www"])
NAMES = st.lists(LABELS, min_size=1, max_size=3).map(lambda labels: name(".".join(labels)))
TTLS = st.sampled_from([300, 3600])
ADDRESSES = st.sampled_from(["103.94.10.5", "103.94.10.6", "103.94.10.7"])
TARGETS = st.sampled_from([name("a"), name("b.a"), Fqdn("ns1.penyedia.id")])
RRSETS = st.one_of(
    st.builds(RRset.of, NAMES, st.just("A"), TTLS, st.lists(ADDRESSES, min_size=1)),
    st.builds(RRset.of, NAMES, st.just("TXT"), TTLS, st.lists(st.sampled_from(['"x"', '"y"']), min_size=1)),
    st.builds(
        RRset.hosts, NAMES, st.sampled_from(["NS", "CNAME", "DNAME"]), TTLS, st.lists(TARGETS, min_size=1)
    ),
)
ZONES = st.lists(RRSETS, max_size=12).map(lambda rrsets: zone(*rrsets))


def _change(before: RRset | None, after: RRset | None) -> Change:
    if before and after:
        after = RRset(before.name, before.type, after.ttl, after.values)
    return Change(before, after)


CHANGES = st.one_of(
    st.builds(_change, RRSETS, st.none()),
    st.builds(_change, st.none(), RRSETS),
    st.builds(_change, RRSETS, RRSETS),
)
PLANS = st.builds(
    Plan,
    st.lists(st.sampled_from(["SUB-2026-0001", "SUB-2026-0002"]), unique=True, max_size=2).map(tuple),
    st.sampled_from([APEX, Fqdn("siakkab.go.id")]),
    st.lists(
        st.builds(
            GrantChanges,
            st.sampled_from(["subdomain:a", "subdomain:b"]),
            st.lists(CHANGES, max_size=3).map(tuple),
        ),
        max_size=3,
    ).map(tuple),
)

WORDS = st.text(max_size=12)
PLAIN: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), WORDS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=3)),
    max_leaves=6,
)
FIELDS = st.dictionaries(WORDS, PLAIN, max_size=3)
SLUGS = st.builds(
    lambda first, rest: Slug.parse(first + rest),
    st.sampled_from(string.ascii_lowercase),
    st.text("ab1-", max_size=9),
)
IDS = st.builds(RequestId, st.sampled_from(["SUB", "SRL"]), st.integers(1000, 9999), st.integers(0, 10**6))
LETTERS = st.builds(Letter, WORDS, st.dates(), WORDS, st.dates(), WORDS)
REQUESTS = st.builds(Request, IDS, WORDS, st.sampled_from(Action), SLUGS, WORDS, LETTERS, FIELDS, WORDS)
GRANTS = st.builds(
    Grant, WORDS, WORDS, SLUGS, FIELDS, st.dictionaries(WORDS, WORDS, max_size=3), st.sampled_from(State),
    st.sampled_from(Origin), st.none() | st.dates(), st.none() | st.dates(),
)  # fmt: skip


def ip(text: str) -> Any:
    return ipaddress.ip_address(text)
