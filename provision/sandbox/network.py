"""The sandbox's network: one interface that leads nowhere, with a regency's addresses on it."""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

from provision.errors import Outside, Refused
from provision.i18n import Text
from provision.names import Ip

LOOPBACK = "lo"
ROUTES, ROUTES6 = Path("/proc/self/net/route"), Path("/proc/self/net/ipv6_route")


def refuse_ways_out() -> None:
    """Raise Refused where an interface is up, or a route leads, beyond this namespace."""
    ways = sorted(_interfaces() | _routed() - {LOOPBACK})
    if ways:
        raise Refused(
            Text(
                "The sandbox does not start: a way leads out of it, by {ways}; its test traffic must stay inside",
                ways=ways,
            )
        )


def _interfaces() -> set[str]:
    links = json.loads(_ip("-json", "link", "show", "up") or "[]")
    return {link["ifname"] for link in links if link} - {LOOPBACK}


def _routed() -> set[str]:
    four = ROUTES.read_text().splitlines()[1:]
    six = ROUTES6.read_text().splitlines() if ROUTES6.exists() else []
    return {line.split()[0] for line in four} | {line.split()[-1] for line in six}


def add_addresses(addresses: Iterable[Ip]) -> None:
    """Give the loopback interface these addresses, and bring it up."""
    lines = [f"link set {LOOPBACK} up"]
    lines += [f"address replace {ip}/{ip.max_prefixlen} dev {LOOPBACK}" for ip in addresses]
    _ip("-batch", "-", stdin="\n".join(lines))


def _ip(*words: str, stdin: str = "") -> str:
    done = subprocess.run(("ip", *words), input=stdin, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Outside(Text("The sandbox's addresses could not be set: {reason}", reason=done.stderr.strip()))
    return done.stdout
