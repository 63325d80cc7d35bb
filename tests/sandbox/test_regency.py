"""The regency's data: sound by itself, without a server."""

from collections import Counter
from pathlib import Path

import dns.zone
import pytest

from provision.errors import NotFound
from provision.names import parse_ip
from provision.sandbox import bind, knot, nsd, unbound
from provision.sandbox.ground import Ground, Keys
from provision.sandbox.regency import REGENCY
from provision.sandbox.site import write_site, zones_yaml
from provision.sandbox.topology import NameServer, Role, Software


def test_every_address_is_one_server_s_and_public() -> None:
    assert max(Counter(REGENCY.addresses).values()) == 1
    assert all(address.is_global for address in REGENCY.addresses)
    assert parse_ip(nsd.NOBODY) not in REGENCY.addresses


def test_every_server_has_a_label_of_its_own() -> None:
    labels = [server.label for server in REGENCY.servers]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("server", REGENCY.servers, ids=lambda server: server.label)
def test_every_zone_can_be_parsed(server: NameServer) -> None:
    for zone in server.zones:
        held = zone.role is not Role.EXPIRED
        dns.zone.from_text(zone.text, f"{zone.name.text}.", relativize=False, check_origin=held)


def test_primary_and_secondary_begin_with_the_same_zone() -> None:
    ours = [REGENCY.server(label).zones[0].text for label in ("primary", "secondary")]
    assert ours[0] == ours[1]


def test_keys_are_new_each_time_and_do_not_print() -> None:
    one, other = Keys(), Keys()
    assert one.read.secret != other.read.secret != other.write.secret
    assert one.read.secret not in repr(Ground(REGENCY, one))


def test_only_the_primary_takes_updates() -> None:
    ground = Ground(REGENCY)
    updated = [
        server.label
        for server in REGENCY.servers
        if server.software is Software.BIND
        and "update-policy" in bind.files(server, ground, Path("/x"))["named.conf"]
    ]
    assert updated == ["primary"]


@pytest.mark.parametrize("make", [bind.files, knot.files, nsd.files, unbound.files])
def test_no_server_file_names_another_home(make: object) -> None:
    files = make(REGENCY.servers[0], Ground(REGENCY), Path("/x"))  # type: ignore[operator]
    assert all("/var/" not in text for text in files.values())


def test_the_site_names_the_office_s_servers() -> None:
    text = zones_yaml(REGENCY)
    assert all(
        address in text for address in ("103.131.104.2", "103.131.105.2", "103.131.104.10", "198.41.0.4")
    )


def test_outside_a_sandbox_there_is_no_site_to_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provision.sandbox.site.KEYS", tmp_path / "none")
    with pytest.raises(NotFound):
        write_site(tmp_path / "site")
