"""Signs the zones of the world, rightly or wrongly, and holds the rows of tables about signed zones.

Keys are made once for each process. Everything is signed for `NOW`, by which the rows are judged.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import dns.dnssec
import dns.name
import dns.rdata
import dns.rdataclass
import dns.rdataset
import dns.rdatatype
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa

from provision.checks.delegation import At
from provision.checks.zone import run as run_cases
from provision.model.finding import Finding
from provision.model.profile import DEFAULT, Profile
from provision.model.query import Answer, Query, Silence
from provision.model.rrset import RRset
from provision.names import Fqdn, parse_ip
from tests.checks.dns.proofs import hashed
from tests.checks.dns.world import (
    DINKES_ZONE,
    GO_IP,
    GO_ZONE,
    ZONE,
    Row,
    World,
    examined,
    tags,
)
from tests.checks.driving import run
from tests.checks.tree import sets

NOW = 1_795_000_000  # in November 2026
DAY = 86400
USUAL = (-DAY, 30 * DAY)
EXPIRED = (-40 * DAY, -DAY)
NOT_YET = (DAY, 30 * DAY)
ZONE_KEY, ENTRY = 256, 257
APEX = ZONE.text
GO2_IP = "103.19.179.179"
PARENTS = (At(Fqdn("ns1.go.id"), parse_ip(GO_IP)), At(Fqdn("ns2.go.id"), parse_ip(GO2_IP)))
KEY_TYPES = frozenset({"DNSKEY", "CDS", "CDNSKEY"})
MAKERS = {
    5: lambda size: rsa.generate_private_key(65537, size),
    7: lambda size: rsa.generate_private_key(65537, size),
    8: lambda size: rsa.generate_private_key(65537, size),
    10: lambda size: rsa.generate_private_key(65537, size),
    13: lambda _: ec.generate_private_key(ec.SECP256R1()),
    14: lambda _: ec.generate_private_key(ec.SECP384R1()),
    15: lambda _: ed25519.Ed25519PrivateKey.generate(),
    16: lambda _: ed448.Ed448PrivateKey.generate(),
}


@dataclass(frozen=True)
class Pair:
    """A private key with its DNSKEY record."""

    private: Any
    record: Any

    @classmethod
    def of(cls, text: str) -> "Pair":
        """Return a key that is only shown, and signs nothing."""
        return cls(None, dns.rdata.from_text("IN", "DNSKEY", text))

    @property
    def text(self) -> str:
        return str(self.record)

    @property
    def tag(self) -> int:
        return dns.dnssec.key_id(self.record)

    def ds(self, digest: int = 2) -> str:
        return str(dns.dnssec.make_ds(f"{APEX}.", self.record, digest, policy=dns.dnssec.allow_all_policy))


@lru_cache
def pair(algorithm: int = 13, flags: int = ZONE_KEY, number: int = 0, size: int = 2048) -> Pair:
    """Return a key of an algorithm; the same for the same arguments."""
    private = MAKERS[algorithm](size)
    return Pair(private, dns.dnssec.make_dnskey(private.public_key(), algorithm, flags))


KSK, ZSK, STRANGER = pair(flags=ENTRY), pair(), pair(number=1)


@dataclass(frozen=True)
class Signing:
    """How a zone is signed: `entry` keys sign the keys, the others the rest.

    `by` names other keys for a type (none: unsigned), `when` other times, `shown` other DNSKEY records than
    those of the keys. `extra` are records that the zone has besides.
    """

    entry: tuple[Pair, ...] = (KSK,)
    rest: tuple[Pair, ...] = (ZSK,)
    nsec3: str = ""
    denial: bool = True
    by: Mapping[str, tuple[Pair, ...]] = field(default_factory=dict)
    when: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    shown: tuple[str, ...] | None = None
    extra: str = ""
    types: str = ""

    def zone(self, plain: str = DINKES_ZONE, apex: str = APEX) -> str:
        """Return the text of a zone, signed."""
        keys = self.shown if self.shown is not None else [one.text for one in (*self.entry, *self.rest)]
        lines = [*plain.splitlines(), *self.extra.splitlines(), *(f"{apex} DNSKEY {key}" for key in keys)]
        text = "\n".join([*lines, *self._denial("\n".join(lines), apex)])
        made = [line for rrset in sets(text) for line in self._signed(rrset, apex)]
        return "\n".join([text, *made])

    def _denial(self, text: str, apex: str) -> Iterator[str]:
        types = {rrset.type for rrset in sets(text) if rrset.name.text == apex} | {"RRSIG"}
        if self.nsec3 and self.denial:
            listed = self.types or " ".join(sorted(types | {"NSEC3PARAM"}))
            owner = hashed(Fqdn(apex), self.nsec3)
            _, _, iterations, salt = self.nsec3.split()
            yield f"{apex} NSEC3PARAM 1 0 {iterations} {salt}"
            yield f"{owner}.{apex} NSEC3 {self.nsec3} {owner} {listed}"
        elif self.denial:
            listed = self.types or " ".join(sorted(types | {"NSEC"}))
            yield f"{apex} NSEC mail.{apex}. {listed}"

    def _signed(self, rrset: RRset, apex: str) -> Iterator[str]:
        if rrset.name.text != apex and rrset.type not in {"DS", "NSEC3"}:
            return
        usual = self.entry if rrset.type in KEY_TYPES else self.rest
        for one in self.by.get(rrset.type, usual):
            yield f"{rrset.name} RRSIG {signature(rrset, one, apex, self.when.get(rrset.type, USUAL))}"


SIMPLE = Signing()


def signature(rrset: RRset, one: Pair, apex: str, when: tuple[int, int] = USUAL) -> str:
    """Return the RRSIG record of a key over a set."""
    found = dns.rdataset.from_rdata_list(rrset.ttl, [_record(rrset.type, value) for value in rrset.values])
    made = dns.dnssec.sign(
        (dns.name.from_text(rrset.name.text), found), one.private, dns.name.from_text(apex), one.record,
        NOW + when[0], NOW + when[1], policy=dns.dnssec.allow_all_policy,
    )  # fmt: skip
    return str(made)


def _record(rtype: str, value: str) -> dns.rdata.Rdata:
    """Return a record, also one that cannot be read, as it is written then (RFC 3597)."""
    if not value.startswith("\\#"):
        return dns.rdata.from_text("IN", rtype, value)
    wire = bytes.fromhex("".join(value.split()[2:]))
    return dns.rdata.GenericRdata(dns.rdataclass.IN, dns.rdatatype.from_text(rtype), wire)


def parent_zone(*ds: str, signing: Signing = SIMPLE) -> str:
    """Return the parent's zone, signed, with DS records for the zone."""
    records = "\n".join(f"{APEX} DS {one}" for one in ds)
    plain = f"{GO_ZONE}go.id NS ns2.go.id.\nns2.go.id A {GO2_IP}\n{records}"
    return signing.zone(plain, "go.id")


def signed_world(signing: Signing | str | None = None, ds: Iterable[str] | None = None) -> World:
    """Return the world where the zone and its parent, on two servers, are signed, and the parent has DS records."""
    world = World().edited(
        "id", "go.id NS ns1.go.id.", f"go.id NS ns1.go.id.\ngo.id NS ns2.go.id.\nns2.go.id A {GO2_IP}"
    )
    zone = signing if isinstance(signing, str) else (signing or Signing()).zone()
    return world.with_zone(
        "go.id", parent_zone(*([KSK.ds()] if ds is None else ds)), GO_IP, GO2_IP
    ).with_zone(APEX, zone)


SIGNED = signed_world()


@dataclass(frozen=True)
class SignedRow(Row):
    """A row about a signed zone; `alone` runs its test case without Dnssec07, which would leave it out."""

    world: World = field(default_factory=lambda: SIGNED)
    alone: bool = False
    profile: Profile = DEFAULT
    parents: tuple[At, ...] = PARENTS

    def judge(self) -> None:
        """Assert that the row is true."""
        seen = found(self)
        assert tags(seen) == self.wanted
        for tag, wanted in self.args.items():
            assert wanted in [{key: one.args[key] for key in wanted} for one in seen if one.tag == tag]


def found(row: SignedRow) -> list[Finding]:
    """Return what the row's test case finds in its world."""
    only = frozenset({row.case.CASE.name}) if row.alone else None
    profile = replace(row.profile, now=NOW, only=only)
    delegation = examined(row.world, row.zone, row.told, profile=profile, **row.how)
    delegation = replace(delegation, parents=() if delegation.undelegated else row.parents)
    return run(run_cases([row.case], delegation), row.world.with_fault(switched_off(profile)))


def switched_off(profile: Profile):
    """Return the fault of a family that is not asked."""

    def fault(query: Query, answer: Answer) -> Answer:
        allowed = {4: profile.ipv4, 6: profile.ipv6}[query.server.version]
        return answer if allowed else Answer(query, Silence.NO_FAMILY)

    return fault


def without_families(case: Any, *wanted: str) -> SignedRow:
    """Return the row of a test case that may ask nobody."""
    both = {"IPV4_DISABLED", "IPV6_DISABLED"}
    none = Profile(ipv4=False, ipv6=False)
    return SignedRow(case, "both families switched off", {*wanted} or both, alone=True, profile=none)


def unsigned(world: World, *addresses: str) -> World:
    """Return the world where the zone is not signed at some addresses, or at all."""
    return world.with_zone(APEX, DINKES_ZONE, *addresses)


def cds(one: Pair, digest: int = 2) -> str:
    """Return the line of a zone that asks for the DS record of a key."""
    return f"{APEX} CDS {one.ds(digest)}"


def cdnskey(one: Pair) -> str:
    """Return the line of a zone that asks for a DS record of a key."""
    return f"{APEX} CDNSKEY {one.text}"
