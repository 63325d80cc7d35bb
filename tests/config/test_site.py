"""The shipped inventory as a site, and where a site is looked for."""

from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest

from provision.config.data import data_folder, site_folder
from provision.config.init import init_site
from provision.config.load import find_site, load_site
from provision.errors import BadInput, Refused
from provision.model.finding import Level
from provision.model.site import Policy, Site
from provision.names import Fqdn, Slug


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    init_site(tmp_path / "bengkalis")
    return tmp_path / "bengkalis"


@pytest.fixture
def site(folder: Path) -> Site:
    return load_site(folder)


def test_the_shipped_site(site: Site, folder: Path) -> None:
    zone = site.zones[Fqdn.host("bengkaliskab.go.id")]
    assert [str(server.address) for server in zone.servers] == ["203.0.113.2", "203.0.113.3"]
    assert (zone.delegation_ttl, zone.address_ttl, zone.patience, zone.timeout) == (3600, 3600, 30.0, 5.0)
    assert zone.read_key.secret.base == folder
    assert site.agency(Slug.parse("dinkes")).head == "Kepala Dinas Kesehatan"
    assert site.office.officials["head"].nip == "19700101 199503 1 999"
    assert (site.policy.blocks, site.policy.levels) == (Level.ERROR, Policy().levels)
    assert {"www", "mail", "ns1", "localhost", "autodiscover", "wpad"} <= site.policy.reserved
    assert site.ledger == f"sqlite:///{folder}/ledger/ledger.db"


def test_root_hints_are_known_where_a_site_names_none(site: Site) -> None:
    assert len({hint.name for hint in site.hints}) == 13
    assert site.hints[0].name == Fqdn.host("a.root-servers.net")


def test_the_samples_point_at_nobody(site: Site) -> None:
    """Addresses that are set aside for examples (RFC 5737) cannot be somebody's server."""
    example = ip_network("203.0.113.0/24")
    [zone] = site.zones.values()
    assert zone.resolver
    assert all(ip_address(str(server.address)) in example for server in (*zone.servers, zone.resolver))


def edit(folder: Path, file: str, old: str, new: str) -> Site:
    path = folder / "inventory" / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    return load_site(folder)


def test_levels_of_single_findings_may_be_set(folder: Path) -> None:
    site = edit(folder, "site.yaml", "levels: {}", "levels: {NAME_NOT_OFFICIAL: ERROR}")
    assert site.policy.levels == {**Policy().levels, "NAME_NOT_OFFICIAL": Level.ERROR}


def test_what_may_be_waived(site: Site, folder: Path) -> None:
    assert (site.policy.waivable, site.policy.waive_days) == (Policy().waivable, Policy().waive_days)
    assert edit(folder, "site.yaml", "waive_days: 365", "waive_days: 30").policy.waive_days == 30
    (folder / "inventory" / "site.yaml").write_text(
        (folder / "inventory" / "site.yaml").read_text().partition("  waivable:")[0]
        + "  waivable: [NAME_RESTING]\n"
    )
    assert load_site(folder).policy.waivable == {"NAME_RESTING"}


def test_shared_networks(folder: Path) -> None:
    assert edit(folder, "site.yaml", "shared: []", "shared: [203.0.113.0/28]").policy.shared == (
        ip_network("203.0.113.0/28"),
    )


def test_regional_holidays_by_day(folder: Path) -> None:
    new = "regional_holidays: {2026-07-30: Hari Jadi Bengkalis}"
    assert edit(folder, "site.yaml", "regional_holidays: {}", new).regional_holidays == {
        "2026-07-30": "Hari Jadi Bengkalis"
    }


def test_a_database_server_for_the_ledger(folder: Path) -> None:
    url = "postgresql+psycopg://prakom@db.bengkaliskab.go.id/ledger"
    assert edit(folder, "site.yaml", "ledger: ledger/ledger.db", f"ledger: {url}").ledger == url


def test_find_site_by_option_then_environment(folder: Path, tmp_path: Path) -> None:
    assert find_site(folder, {"PROVISION_SITE": "/nowhere"}) == folder
    assert find_site(None, {"PROVISION_SITE": str(folder)}) == folder
    with pytest.raises(BadInput, match="is not a site"):
        find_site(tmp_path, {})


def test_find_site_here(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert find_site(None, {"PROVISION_SITE": ""}) == Path()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadInput, match="provision init DIR"):
        find_site(None, {})


def test_a_sites_own_folder_goes_before_the_shipped_one(folder: Path) -> None:
    assert site_folder(folder, "playbooks") == folder / "playbooks"
    (folder / "playbooks").rename(folder / "old")
    assert site_folder(folder, "playbooks") == data_folder("playbooks")


def test_what_several_people_write_is_their_groups_and_keys_are_nobody_elses(folder: Path) -> None:
    modes = {name: (folder / name).stat().st_mode & 0o7777 for name in ("ledger", "outbox", "keys")}
    assert modes == {"ledger": 0o2770, "outbox": 0o2770, "keys": 0o700}


def test_init_writes_into_an_empty_folder_only(tmp_path: Path) -> None:
    init_site(tmp_path)
    with pytest.raises(Refused, match="nothing was written"):
        init_site(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(Refused):
        init_site(tmp_path / "file")
