"""What every server of one sandbox is made from: the regency, fresh keys, signed zones."""

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from provision.sandbox.topology import Regency, Zone

RUN = Path("/run/sandbox")
KEYS = RUN / "keys"
TSIG_BYTES = 32


@dataclass(frozen=True, slots=True)
class Tsig:
    """A TSIG key of this sandbox alone."""

    name: str
    algorithm: str = "hmac-sha256"
    secret: str = field(
        default_factory=lambda: base64.b64encode(secrets.token_bytes(TSIG_BYTES)).decode(), repr=False
    )


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of the office: reading (transfer), writing (update), the secondary's own, and that of PowerDNS's API."""

    read: Tsig = field(default_factory=lambda: Tsig("provision-read"))
    write: Tsig = field(default_factory=lambda: Tsig("provision-write"))
    transfer: Tsig = field(default_factory=lambda: Tsig("secondary"))
    api: str = field(default_factory=lambda: secrets.token_urlsafe(TSIG_BYTES), repr=False)


@dataclass(frozen=True, slots=True)
class Ground:
    """All that a server's files are drawn from; `anchor` is the root's DS, which the resolver trusts."""

    regency: Regency
    keys: Keys = field(default_factory=Keys)
    signed: Mapping[Zone, str] = field(default_factory=dict)
    anchor: str = ""

    def text(self, zone: Zone) -> str:
        """Return a zone file, signed where the zone is."""
        return self.signed.get(zone, zone.text)
