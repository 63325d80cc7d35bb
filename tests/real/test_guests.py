"""Somebody who may only read the site's files: what looks works, writes nothing, and no LOGNAME makes them another."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.real.office import Office

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become nobody"),
]
# May read everything, as the tests' own folders let root alone in; may write nothing.
GUEST = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups",
         "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]  # fmt: skip
TABLE = [
    ("check 2", 0, "Nothing stands in the way"),
    ("plan 2", 0, "posko.bengkaliskab.go.id"),
    ("request list", 0, "SUB-2026-0002"),
    ("request show 2", 0, "To be answered by"),
    ("request inbox --all", 0, "SUB-2026-0002"),
    ("show taman", 0, "Lingkungan Hidup"),
    ("verify 1", 0, "Not recorded: you may read the ledger"),
    ("audit dns", 0, ""),
    ("ledger verify", 0, "whole"),
    ("apply 2 --yes", 4, "nobody may not do this: it is the turn of server administrator (root)"),
    ("fulfil 2 --yes", 4, "nobody may not do this: it is the turn of Prakom (root)"),
    ("letter draft 1", 4, "it is the turn of Prakom (root)"),
    ("request disposisi 2 --by head --date 2026-01-12", 4, "nobody may not do this"),
]


@pytest.fixture
def readable(office: Office, site_folder: Path) -> Office:
    site = site_folder / "inventory" / "site.yaml"
    roles = "\nusers:\n  root: [{role: prakom}, {role: server_admin}]\n"
    site.write_text(site.read_text().replace("\nusers: {}\n", roles))
    office.granted("dlh", "taman")
    office.followed()
    office.letter("bpbd", "posko", {"ips": ["103.150.30.91"]})
    return office


def test_a_guest_looks_and_leaves_nothing(readable: Office) -> None:
    with readable.desk() as desk:
        head = desk.ledger.head()
    environ = {**os.environ, "PROVISION_SITE": str(readable.folder), "PROVISION_LANG": "en", "LOGNAME": "root", "USER": "root"}  # fmt: skip
    for words, code, said in TABLE:
        command = [*GUEST, sys.executable, "-m", "provision", *words.split()]
        done = subprocess.run(command, capture_output=True, text=True, env=environ, check=False)
        assert (done.returncode, "Traceback" in done.stderr) == (code, False), (words, done.stderr)
        assert said in done.stdout + done.stderr, (words, done.stderr)
    with readable.desk() as desk:
        assert desk.ledger.head() == head
