"""Servers that fail on purpose, on spare addresses inside the namespace."""

import json
import shutil
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import dns.exception
import dns.flags
import dns.message
import dns.opcode
import dns.query
import dns.rcode

from provision.sandbox.regency import PARENT_RECORDS
from provision.sandbox.topology import zone
from tests.real.office import PARENT, PRIMARY, Office

DOORS = ("udp", "tcp")
Answering = Callable[[bytes], bytes | None]


def with_rcode(rcode: int) -> Answering:
    """Answer every question with a code."""

    def answer(question: bytes) -> bytes:
        response = dns.message.make_response(
            dns.message.from_wire(question, ignore_trailing=True, keyring=False)
        )
        response.set_rcode(rcode)
        return response.to_wire()

    return answer


def truncated(question: bytes) -> bytes:
    """Answer nothing but "it was cut", even over TCP."""
    response = dns.message.make_response(dns.message.from_wire(question, ignore_trailing=True, keyring=False))
    response.flags |= dns.flags.TC
    return response.to_wire()


def rubbish(question: bytes) -> bytes:
    """Answer with bytes that are no message."""
    return question[:2] + b"\x80\x00\x00\x01" + b"\xff" * 20


def silence(_question: bytes) -> None:
    """Answer nothing."""


def hung_up(_question: bytes) -> bytes:
    """Answer with nothing at all, and close."""
    return b""


def passed_on(question: bytes) -> bytes:
    """Answer what the real primary answers; a zone of this size is transferred in one message."""
    with socket.create_connection((PRIMARY, 53), timeout=5) as real:
        real.sendall(struct.pack("!H", len(question)) + question)
        stream = real.makefile("rb")
        return stream.read(struct.unpack("!H", stream.read(2))[0])


def is_update(question: bytes) -> bool:
    """Tell an UPDATE by its header alone: what it holds is signed and not ours to read."""
    return question[2] >> 3 & 0xF == dns.opcode.UPDATE


def for_updates(answer: Answering, *, carried_out: bool = False) -> Answering:
    """Be the real primary, but answer updates otherwise, having carried them out or not."""

    def choose(question: bytes) -> bytes | None:
        if not is_update(question):
            return passed_on(question)
        if carried_out:
            passed_on(question)
        return answer(question)

    return choose


NAMED = """
options {{ directory "{folder}"; listen-on {{ {address}; }}; listen-on-v6 {{ none; }}; pid-file "{folder}/pid";
  session-keyfile "{folder}/session"; recursion no; dnssec-validation no; key-directory "{folder}"; }};
controls {{ }};
"""


@contextmanager
def named(address: str, config: str, *, folder_name: str = "spare", **files: str) -> Iterator[Path]:
    """Run a BIND of its own on spare addresses while a block runs; yield its folder, where its files lie.

    Several addresses are parted by semicolons and spaces, as BIND has them.
    """
    # Where Debian's profile lets named write.
    folder = Path("/var/cache/bind") / folder_name
    folder.mkdir(mode=0o777)
    (folder / "named.conf").write_text(NAMED.format(folder=folder, address=address) + config)
    for name, text in files.items():
        (folder / name).write_text(text)
    # BIND listens on the addresses that an interface has.
    addresses = address.split("; ")
    for one in addresses:
        subprocess.run(["ip", "address", "replace", f"{one}/32", "dev", "lo"], check=True)
    process = subprocess.Popen(["named", "-f", "-c", folder / "named.conf"], stderr=subprocess.DEVNULL)
    try:
        until_it_answers(addresses[0])
        yield folder
    finally:
        process.terminate()
        process.wait()
        subprocess.run(["rm", "-r", folder], check=True)


KNOT = """
server:
  rundir: {folder}
  listen: {address}@53
  udp-workers: 1
  tcp-workers: 1
  background-workers: 1
database:
  storage: {folder}
  journal-db-max-size: 16M
key:
- id: provision-read
  algorithm: hmac-sha256
  secret: {read}
- id: provision-write
  algorithm: hmac-sha256
  secret: {write}
acl:
- id: read
  key: provision-read
  action: transfer
{rights}
zone:
- domain: {zone}.
  storage: {folder}
  file: zone
  acl: [ read, write ]
{more}
"""
NARROW = """
- id: write
  key: provision-write
  action: update
  update-type: [ A, AAAA, CNAME, MX, NS, DS, TXT ]
  update-owner: zone
  update-owner-match: sub"""


@contextmanager
def knotd(address: str, office: Office, rights: str = NARROW, more: str = "") -> Iterator[None]:
    """Run a Knot of its own on a spare address while a block runs, with the parent zone as it was first.

    `more` are further settings of the zone.
    """
    folder = Path("/var/lib/knot/spare")
    folder.mkdir()
    keys = {name: (office.folder / f"keys/{name}.key").read_text().strip() for name in ("read", "write")}
    (folder / "knot.conf").write_text(
        KNOT.format(folder=folder, address=address, zone=PARENT, rights=rights, more=more, **keys)
    )
    (folder / "zone").write_text(zone(PARENT, "ns1 ns2", *PARENT_RECORDS).text)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(["knotd", "-c", folder / "knot.conf"], stdout=log, stderr=log)
    try:
        until_it_answers(address)
        yield
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder)


def until_it_answers(address: str) -> None:
    """Wait for a server that was just started."""
    for _ in range(100):
        try:
            dns.query.tcp(dns.message.make_query(".", "SOA"), address, timeout=1)
        except (OSError, dns.exception.DNSException, EOFError):
            time.sleep(0.05)
        else:
            return
    raise AssertionError(address)


@contextmanager
def present(address: str) -> Iterator[None]:
    """Give this machine an address while a block runs."""
    home = [f"{address}/{128 if ':' in address else 32}", "dev", "lo"]
    subprocess.run(["ip", "address", "add", *home], check=True)
    try:
        yield
    finally:
        subprocess.run(["ip", "address", "del", *home], check=True)


@contextmanager
def serving(address: str, answer: Answering, *, over: Sequence[str] = DOORS) -> Iterator[list[bytes]]:
    """Serve port 53 of an address while a block runs; yield the questions heard."""
    heard: list[bytes] = []
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    doors = {"udp": (socket.SOCK_DGRAM, _udp), "tcp": (socket.SOCK_STREAM, _tcp)}
    socks = [(socket.socket(family, doors[door][0]), doors[door][1]) for door in over]
    for sock, _ in socks:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.settimeout(0.2)
        sock.bind((address, 53))
        if sock.type == socket.SOCK_STREAM:
            sock.listen()
    over_now = threading.Event()
    threads = [threading.Thread(target=run, args=(sock, answer, heard, over_now)) for sock, run in socks]
    for thread in threads:
        thread.start()
    try:
        yield heard
    finally:
        over_now.set()
        for thread in threads:
            thread.join()
        for sock, _ in socks:
            sock.close()


def _udp(sock: socket.socket, answer: Answering, heard: list[bytes], over: threading.Event) -> None:
    while not over.is_set():
        try:
            question, peer = sock.recvfrom(65535)
        except TimeoutError:
            continue
        heard.append(question)
        if (said := answer(question)) is not None:
            sock.sendto(said, peer)


def _tcp(sock: socket.socket, answer: Answering, heard: list[bytes], over: threading.Event) -> None:
    talks: list[threading.Thread] = []
    while not over.is_set():
        try:
            peer, _ = sock.accept()
        except TimeoutError:
            continue
        talks.append(threading.Thread(target=_talk, args=(peer, answer, heard, over)))
        talks[-1].start()
    for talk in talks:
        talk.join()


def _talk(peer: socket.socket, answer: Answering, heard: list[bytes], over: threading.Event) -> None:
    with peer:
        peer.settimeout(1)
        size = peer.recv(2)
        if len(size) < 2:
            return
        question = peer.recv(struct.unpack("!H", size)[0])
        heard.append(question)
        if (said := answer(question)) is None:
            over.wait(8)
        elif said:
            peer.sendall(struct.pack("!H", len(said)) + said)


@contextmanager
def without_ipv6() -> Iterator[None]:
    """Take this machine's IPv6 away while a block runs; the servers keep what they had, unreachable."""
    told = subprocess.run(
        ["ip", "-json", "-6", "address", "show", "dev", "lo"], capture_output=True, check=True
    ).stdout
    held = [one["local"] for link in json.loads(told) for one in link.get("addr_info", [])]
    subprocess.run(["ip", "-6", "address", "flush", "dev", "lo"], check=True)
    try:
        yield
    finally:
        lines = "\n".join(f"address add {address}/128 dev lo nodad" for address in held)
        subprocess.run(["ip", "-batch", "-"], input=lines, text=True, check=True)
