"""Start the servers, and wait until each answers."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv6Address
from pathlib import Path

import dns.flags
import dns.message
import dns.rcode

from provision.errors import Outside
from provision.i18n import Text
from provision.names import Ip
from provision.sandbox import bind, knot, nsd, powerdns, relay, unbound
from provision.sandbox.ground import RUN, Ground
from provision.sandbox.topology import NameServer, Role, Software

PATIENCE = 20.0
PAUSE = 0.02
ANSWER_TIME = 0.2
PORT, LARGEST = 53, 65535
LOG = "log"
# What a server holds and does not tell everybody.
UNANSWERED = {Role.EXPIRED, Role.CATALOG, Role.LISTED}


@dataclass(frozen=True, slots=True)
class Program:
    """How one kind of name server is configured and run, and the folder it may live in."""

    name: str
    home: Path
    words: Callable[[Path], Sequence[str]]
    files: Callable[[NameServer, Ground, Path], Mapping[str, str]]
    prepare: Callable[[NameServer, Ground, Path], None] = lambda *_: None


PROGRAMS = {
    Software.BIND: Program(bind.PROGRAM, bind.HOME, bind.words, bind.files),
    Software.KNOT: Program(knot.PROGRAM, knot.HOME, knot.words, knot.files),
    Software.NSD: Program(nsd.PROGRAM, nsd.HOME, nsd.words, nsd.files),
    Software.POWERDNS: Program(
        powerdns.PROGRAM, powerdns.HOME, powerdns.words, powerdns.files, powerdns.prepare
    ),
    Software.UNBOUND: Program(unbound.PROGRAM, unbound.HOME, unbound.words, unbound.files),
}


def start(server: NameServer, ground: Ground) -> "subprocess.Popen[bytes]":
    """Start a server in a folder of its own, where its log lies too."""
    program = PROGRAMS.get(server.software)
    home = (program.home if program else RUN) / server.label
    home.mkdir(parents=True)
    for name, text in (program.files(server, ground, home) if program else {}).items():
        (home / name).write_text(text)
    if program:
        program.prepare(server, ground, home)
    words = program.words(home) if program else _broken(server)
    with (home / LOG).open("wb") as log:
        # A session of its own: the terminal's Ctrl-C is not meant for servers.
        return subprocess.Popen(
            words, cwd=home, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )


def _broken(server: NameServer) -> Sequence[str]:
    relayed = [str(server.relays)] if server.relays else []
    at = [str(ip) for ip in server.addresses]
    return (sys.executable, "-I", relay.__file__, server.software, *at, *relayed)


def wait(server: NameServer, process: "subprocess.Popen[bytes]") -> None:
    """Wait until every address of a server answers. Raises Outside with the end of its log."""
    until = time.monotonic() + PATIENCE
    for address in server.addresses:
        while not _ready(server, address):
            if process.poll() is not None or time.monotonic() > until:
                raise Outside(
                    Text(
                        "The server {label} ({address}) does not start: {log}",
                        label=server.label,
                        address=str(address),
                        log=_last_words(server),
                    )
                )
            time.sleep(PAUSE)


def _ready(server: NameServer, address: Ip) -> bool:
    if server.software is Software.BLACK_HOLE:
        with _socket(address, socket.SOCK_STREAM) as one:
            return one.connect_ex((str(address), PORT)) == 0
    held = [zone for zone in server.zones if zone.role not in UNANSWERED]
    answer = _asked(address, f"{held[0].name.text}." if held else ".")
    return answer is not None and (not held or _serves(answer))


def _asked(address: Ip, name: str) -> dns.message.Message | None:
    with _socket(address, socket.SOCK_DGRAM) as one:
        one.settimeout(ANSWER_TIME)
        try:
            one.connect((str(address), PORT))
            one.send(dns.message.make_query(name, "SOA").to_wire())
            return dns.message.from_wire(one.recv(LARGEST))
        except OSError:
            return None


def _serves(answer: dns.message.Message) -> bool:
    return answer.rcode() == dns.rcode.NOERROR and bool(answer.flags & dns.flags.AA)


def _socket(address: Ip, kind: socket.SocketKind) -> socket.socket:
    return socket.socket(socket.AF_INET6 if isinstance(address, IPv6Address) else socket.AF_INET, kind)


def _last_words(server: NameServer) -> str:
    program = PROGRAMS.get(server.software)
    log = (program.home if program else RUN) / server.label / LOG
    return " / ".join(log.read_text(errors="replace").splitlines()[-3:])
