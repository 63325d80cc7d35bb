"""A parent zone behind a name server: read by zone transfer, written by dynamic update (RFC 2136)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import dns.exception
import dns.message
import dns.name
import dns.query
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.tsig
import dns.xfr

from provision.decide.guard import Guard, Must
from provision.drivers.transfer import Transfer
from provision.drivers.update import update_message
from provision.drivers.wire import from_dns, texts, to_dns
from provision.errors import BadAnswer, BadConfig, BadKey, NoAnswer, Stale
from provision.i18n import Text
from provision.model.change import Change
from provision.model.rrset import SERIAL, RRset
from provision.model.site import Key, ParentZone
from provision.model.zone import SeenZone

# What the server itself makes of a signed zone: not records that anybody asked for.
SIGNING = frozenset({"RRSIG", "NSEC", "NSEC3", "NSEC3PARAM", "DNSKEY", "CDS", "CDNSKEY", "TYPE65534"})
MOST_BYTES = 65535
TSIG_ROOM = 300
HELD_BACK = {"YXDOMAIN", "YXRRSET", "NXRRSET", "NXDOMAIN"}


class Rfc2136Parent:
    """The real `Parent` on BIND, Knot or PowerDNS."""

    def __init__(self, zone: ParentZone) -> None:
        self._zone = zone
        self._origin = to_dns(zone.name)

    def read(self) -> SeenZone:
        """Transfer the zone with the reading key. Raises NoAnswer, BadAnswer or BadKey."""
        zone = Transfer(self._origin)
        with self._errors(self._read_key):
            query, _ = dns.xfr.make_query(zone, serial=None, keyring=_keyring(self._read_key))
            dns.query.inbound_xfr(self._at, zone, query, port=self._port, timeout=self._timeout, lifetime=60)
        return SeenZone.of(self._zone.name, _rrsets(zone))

    def serial(self) -> int:
        """Ask the primary for its serial. Raises NoAnswer, BadAnswer or BadKey."""
        return int(self._soa().split()[SERIAL])

    def compares_serial(self) -> bool:
        """Tell whether a guard on the serial holds exactly when the served serial is meant.

        Two updates without any change prove it: one guarded by the served SOA must pass, one by
        another serial must not. BIND with inline signing fails the first, since its raw zone has a
        serial of its own.
        """
        words = self._soa().split()
        other = str((int(words[SERIAL]) + 1) % 2**32)
        return self._holds(words) and not self._holds([*words[:SERIAL], other, *words[SERIAL + 1 :]])

    def _holds(self, soa: Sequence[str]) -> bool:
        try:
            self.write([], [Guard(Must.BE, self._zone.name, "SOA", (" ".join(soa),))])
        except Stale:
            return False
        return True

    def fits(self, changes: Sequence[Change], guards: Sequence[Guard]) -> bool:
        """Tell whether the update fits one message."""
        try:
            update_message(self._origin, changes, guards).to_wire(max_size=MOST_BYTES - TSIG_ROOM)
        except dns.exception.TooBig:
            return False
        return True

    def write(self, changes: Sequence[Change], guards: Sequence[Guard]) -> None:
        """Send one update with the writing key.

        Raises Stale where a guard does not hold; NoAnswer, BadAnswer or BadKey otherwise. After
        NoAnswer the update may or may not have been carried out: read again.
        """
        update = update_message(self._origin, changes, guards)
        update.use_tsig(_keyring(self._write_key))
        self._send(update, self._write_key)

    def _soa(self) -> str:
        query = dns.message.make_query(self._origin, "SOA")
        query.use_tsig(_keyring(self._read_key))
        response = self._send(query, self._read_key)
        rrset = response.get_rrset(response.answer, self._origin, dns.rdataclass.IN, dns.rdatatype.SOA)
        if rrset is None:
            raise BadAnswer(
                Text("{server} serves no SOA of {zone}", server=self._server, zone=self._zone.name)
            )
        return texts(rrset)[0]

    def _send(self, message: dns.message.Message, key: Key) -> dns.message.Message:
        with self._errors(key):
            response = dns.query.tcp(message, self._at, timeout=self._timeout, port=self._port)
        self._judge(dns.rcode.to_text(response.rcode()), key)
        return response

    def _judge(self, rcode: str, key: Key) -> None:
        if rcode in HELD_BACK:
            raise Stale(
                Text(
                    "{zone} is no longer as it was when the plan was made ({server} answered {rcode}); "
                    "nothing was changed, plan again",
                    zone=self._zone.name,
                    server=self._server,
                    rcode=rcode,
                )
            )
        if rcode != "NOERROR":
            raise BadAnswer(
                Text(
                    "{server} answered {rcode} for {zone} to the key {key}; provision doctor tells which right "
                    "or setting is missing",
                    server=self._server,
                    rcode=rcode,
                    zone=self._zone.name,
                    key=key.name,
                )
            )

    @contextmanager
    def _errors(self, key: Key) -> Iterator[None]:
        """Translate what dnspython and the system raise, once."""
        said = {"server": self._server, "zone": self._zone.name, "key": key.name}
        try:
            yield
        except (dns.tsig.PeerError, dns.tsig.BadSignature, dns.tsig.BadTime) as error:
            raise BadKey(
                Text("{server} does not accept the key {key}: check its secret and both clocks", **said)
            ) from error
        except (dns.exception.Timeout, TimeoutError) as error:
            raise NoAnswer(Text("{server} did not answer about {zone} in time; try again", **said)) from error
        except dns.xfr.TransferError as error:
            self._judge(dns.rcode.to_text(error.rcode), key)
        except (dns.exception.DNSException, EOFError) as error:
            raise BadAnswer(Text("{server} gave no proper answer about {zone}; try again", **said)) from error
        except OSError as error:
            raise NoAnswer(
                Text("{server} cannot be reached about {zone}: {reason}", reason=error.strerror or "", **said)
            ) from error

    @property
    def _read_key(self) -> Key:
        return _needed(self._zone.read_key, self._zone, "read_key")

    @property
    def _write_key(self) -> Key:
        return _needed(self._zone.write_key, self._zone, "write_key")

    @property
    def _server(self) -> str:
        return str(self._zone.primary)

    @property
    def _at(self) -> str:
        return str(self._zone.primary.address)

    @property
    def _port(self) -> int:
        return self._zone.primary.port

    @property
    def _timeout(self) -> float:
        return self._zone.timeout


def _needed(key: Key | None, zone: ParentZone, setting: str) -> Key:
    if key is None:
        raise BadConfig(
            Text("inventory/zones.yaml names no {setting} of {zone}; add it", setting=setting, zone=zone.name)
        )
    return key


def _keyring(key: Key) -> dict[dns.name.Name, dns.tsig.Key]:
    name = to_dns(key.name)
    try:
        made = dns.tsig.Key(name, key.secret.resolve().reveal(), algorithm=key.algorithm)
    except ValueError:
        # No `from`: the error may hold the secret.
        raise BadKey(Text("The secret of the key {key} is not Base64", key=key.name)) from None
    return {name: made}


def _rrsets(zone: Transfer) -> Iterator[RRset]:
    for (name, number, _), rdataset in zone.sets.items():
        rtype = dns.rdatatype.to_text(number)
        if rtype not in SIGNING:
            yield RRset.of(from_dns(name), rtype, rdataset.ttl, texts(rdataset))
