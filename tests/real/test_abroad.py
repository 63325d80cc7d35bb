"""Where the site wants addresses in the country, the letter that names others comes back, and says so."""

import pytest

from tests.real.office import Office, edit, ns
from tests.real.test_returned_letters import words_of

pytestmark = pytest.mark.sandbox

DELEGATED = {
    "ips": ["103.147.10.80"],
    "ns": ns("dinkes", "103.147.10.53,2001:df4:a10::53", "103.148.20.53,2001:df4:a20::53"),
}


def within(office: Office, *networks: str) -> None:
    """Let the site take addresses of these networks alone."""
    line = "# in_country: inventory/jaringan-indonesia.txt"
    edit(office.folder, line, line.removeprefix("# "), "site.yaml")
    (office.folder / "inventory/jaringan-indonesia.txt").write_text("\n".join(networks))


def test_the_letter_comes_back_with_each_address(office: Office) -> None:
    request = office.letter("dinkes", "dinkes", DELEGATED)
    office.must("check", str(request.id))
    within(office, "103.147.0.0/16", "2001:df4:a10::/48")
    assert office.tags(request, blocking=True) == ["ADDRESS_ABROAD"]
    office.must("fulfil", str(request.id), "--yes", code=3)
    letter = words_of(office.folder / f"outbox/{request.id}-returned.docx")
    for abroad in ("103.148.20.53", "2001:df4:a20::53"):
        assert f"Alamat IP {abroad} bukan alamat di Indonesia" in letter
    assert "103.147.10.80 bukan" not in letter


def test_in_the_country_all_is_well(office: Office) -> None:
    within(office, "103.0.0.0/8", "2001:df4::/32")
    office.must("check", str(office.letter("dinkes", "dinkes", DELEGATED).id))


def test_a_wrong_list_stops_everything_with_its_line(office: Office) -> None:
    within(office, "103.0.0.0/8", "", "Indonesia")
    said = office.must("check", "dinkes", code=2)
    assert "inventory/jaringan-indonesia.txt:3: Indonesia is not a network" in said
