"""The name servers of one process by address: what each holds, and what it says to the bytes of a question."""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import dns.exception
import dns.flags
import dns.message

from provision.drivers.zonefile.reading import read_zone
from provision.errors import ProvisionError
from provision.model.zone import SeenZone
from provision.names import Fqdn
from provision.sandbox.embedded.authority import Authority
from provision.sandbox.embedded.plan import PLAN, RESOLVER, SILENT
from provision.sandbox.embedded.recursion import Recursion

LARGEST, OVER_TCP = 1232, 65535
HEADER = 12
Answer = Callable[[dns.message.Message], dns.message.Message]


@dataclass(slots=True)
class Servers:
    """All that answer, by address; read again as a whole."""

    folder: Path
    answers: dict[str, Answer | None] = field(default_factory=dict)

    def told(self) -> list[dict[str, Any]]:
        """Return the plan: for each server its kind, its addresses and its zones' files."""
        plan: list[dict[str, Any]] = json.loads((self.folder / PLAN).read_text(encoding="utf-8"))
        return plan

    def load(self) -> None:
        """Read every zone. A server whose zone cannot be read keeps what it had, as name servers do."""
        told = self.told()
        held = {
            address: Authority(_zones(one["zones"]))
            for one in told
            if one["kind"] not in {SILENT, RESOLVER}
            for address in one["addresses"]
        }
        root = tuple(address for one in told if "" in one["zones"] for address in one["addresses"])
        resolver = Recursion(held, root[:1])
        for one in told:
            for address in one["addresses"]:
                self.answers[address] = (
                    resolver.answer
                    if one["kind"] == RESOLVER
                    else held[address].answer
                    if address in held
                    else None
                )

    def reload(self) -> None:
        """Read every zone again."""
        try:
            self.load()
        except ProvisionError as error:
            sys.stderr.write(f"{error}\n")

    def respond(self, address: str, wire: bytes, most: int | None = None) -> bytes | None:
        """Return what a server answers, None for silence; `most` is what fits where the question says nothing."""
        answer = self.answers[address]
        if answer is None:
            return None
        try:
            query = dns.message.from_wire(wire)
            response = answer(query)
        except (dns.exception.DNSException, ValueError, LookupError):
            return _malformed(wire)
        room = most and max(most, min(query.payload, LARGEST) if query.edns >= 0 else most)
        try:
            return response.to_wire(max_size=room or OVER_TCP)
        except dns.exception.TooBig:
            return _cut_short(query, response)


def _zones(files: Mapping[str, str | None]) -> Mapping[Fqdn, SeenZone | None]:
    return {Fqdn(name): _zone(Fqdn(name), Path(file)) if file else None for name, file in files.items()}


def _zone(name: Fqdn, file: Path) -> SeenZone:
    return read_zone(name, file, file.parent, {}).seen


def _malformed(wire: bytes) -> bytes | None:
    if len(wire) < HEADER:
        return None
    return wire[:2] + b"\x80\x01" + b"\x00" * 8


def _cut_short(query: dns.message.Message, response: dns.message.Message) -> bytes:
    short = dns.message.make_response(query)
    short.flags = response.flags | dns.flags.TC
    short.set_rcode(response.rcode())
    return short.to_wire()
