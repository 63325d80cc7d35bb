"""A profile is read with Zonemaster's keys; what it names wrongly is told by line and key."""

import json
import shutil
from pathlib import Path

import pytest

from provision.config.data import data_folder
from provision.config.load import load_site
from provision.config.profile import known_profile, read_profile
from provision.errors import BadConfig, NotFound
from provision.model.finding import Level
from provision.model.profile import CYMRU, USUAL, AsLookup, Profile
from provision.names import Fqdn

CASES = frozenset(known_profile()["test_cases"])
AS = AsLookup("Cymru", CYMRU)


def profile(text: str, folder: Path, name: str = "profile.yaml") -> Profile:
    path = folder / name
    path.write_text(text)
    return read_profile(path)


GOOD = [
    ("{}", Profile(only=CASES, as_lookup=AS)),
    ("allow_special_purpose_addresses: true", Profile(only=CASES, special=True, as_lookup=AS)),
    ("net: {ipv4: true, ipv6: false}", Profile(only=CASES, ipv6=False, as_lookup=AS)),
    ("test_cases: [zone02]", Profile(only=frozenset({"zone02"}), as_lookup=AS)),
    ("switched_off: [zone02]", Profile(only=CASES - {"zone02"}, as_lookup=AS)),
    ("asn_db: off", Profile(only=CASES)),
    ("asn_db: {style: RIPE}", Profile(only=CASES, as_lookup=AsLookup("RIPE", (Fqdn("riswhois.ripe.net"),)))),
    ("asn_db: {sources: {Cymru: [asn.contoh.id]}}", Profile(only=CASES, as_lookup=AsLookup("Cymru", (Fqdn("asn.contoh.id"),)))),
    ("test_levels: {DELEGATION: {NOT_ENOUGH_NS_DEL: NOTICE}}",
     Profile(only=CASES, as_lookup=AS, levels={("DELEGATION", "NOT_ENOUGH_NS_DEL"): Level.NOTICE})),
    ("test_levels: {SYSTEM: {UNKNOWN_METHOD: CRITICAL}}\nresolver: {defaults: {retry: 2}}\nno_network: false",
     Profile(only=CASES, as_lookup=AS, levels={("SYSTEM", "UNKNOWN_METHOD"): Level.CRITICAL})),
    ("test_cases_vars: {zone02: {SOA_REFRESH_MINIMUM_VALUE: 7200}}",
     Profile(only=CASES, as_lookup=AS, limits={("zone02", "SOA_REFRESH_MINIMUM_VALUE"): 7200})),
]  # fmt: skip
BAD = [
    ("allow_special_purpose_address: true", "1: allow_special_purpose_address: "),
    ("test_cases:\n  - zone99", "2: test_cases[0]: zone99 is not a test case, as delegation01 is"),
    ("switched_off: [basic]", "1: switched_off[0]: basic is not a test case, as delegation01 is"),
    ("test_levels:\n  ZONE:\n    NO_SUCH: ERROR", "3: test_levels.ZONE.NO_SUCH: ZONE has no tag NO_SUCH"),
    ("test_levels: {ZONE: {REFRESH_MINIMUM_VALUE_LOWER: LOUD}}", "1: test_levels.ZONE.REFRESH_MINIMUM_VALUE_LOWER: "),
    ("test_cases_vars: {zone02: {SOA_REFRESH: 1}}", "1: test_cases_vars.zone02.SOA_REFRESH: zone02 has no limit SOA_REFRESH"),
    ("test_cases_vars: {zone02: {SOA_REFRESH_MINIMUM_VALUE: -1}}", "1: test_cases_vars.zone02.SOA_REFRESH_MINIMUM_VALUE: "),
    ("asn_db: {style: whois}", "1: asn_db.style: "),
    ("- delegation01", "1"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), GOOD, ids=[row[0] for row in GOOD])
def test_read(text: str, wanted: Profile, tmp_path: Path) -> None:
    assert profile(text, tmp_path) == wanted


@pytest.mark.parametrize(("text", "wanted"), BAD, ids=[row[0] for row in BAD])
def test_refused(text: str, wanted: str, tmp_path: Path) -> None:
    with pytest.raises(BadConfig) as caught:
        profile(text, tmp_path)
    assert str(caught.value.text).startswith(f"{tmp_path}/profile.yaml:{wanted}")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_profile(tmp_path / "none.yaml")


def test_the_default_profile_is_one(tmp_path: Path) -> None:
    known = known_profile()
    read = profile(json.dumps(known), tmp_path, "profile.json")
    assert (len(known["test_cases"]), read.only) == (73, CASES)
    assert len(read.levels) == sum(map(len, known["test_levels"].values()))


def test_without_a_file_all_test_cases_run() -> None:
    assert USUAL.only is None
    assert USUAL.as_lookup == AS


def test_a_site_may_name_a_profile(tmp_path: Path) -> None:
    shutil.copytree(data_folder("inventory"), tmp_path / "inventory")
    (tmp_path / "inventory/dns.yaml").write_text("switched_off: [zone02]")
    site = tmp_path / "inventory/site.yaml"
    site.write_text(site.read_text().replace("policy:\n", "policy:\n  profile: inventory/dns.yaml\n"))
    assert load_site(tmp_path).policy.profile.only == CASES - {"zone02"}
