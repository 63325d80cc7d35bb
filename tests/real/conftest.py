"""What the tests against real servers share: a site of their own, and the parent zone put back afterwards."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from provision.config.load import load_site
from provision.drivers.rfc2136 import Rfc2136Parent
from provision.model.change import Change
from provision.names import Fqdn
from tests.real.office import PARENT, Office


@pytest.fixture
def site_folder(tmp_path: Path) -> Path:
    """A copy of the sandbox's site: the same servers and keys, a ledger and an outbox of its own."""
    folder = tmp_path / "site"
    ignored = shutil.ignore_patterns("ledger", "outbox")
    shutil.copytree(os.environ["PROVISION_SITE"], folder, ignore=ignored)
    return folder


@pytest.fixture
def office(site_folder: Path) -> Iterator[Office]:
    """The office at work; what it leaves in the parent zone is taken out again."""
    parent = Rfc2136Parent(load_site(Path(os.environ["PROVISION_SITE"])).zones[Fqdn(PARENT)])
    before = parent.read()
    yield Office(site_folder)
    after = parent.read()
    keys = {key for key in {*before.rrsets, *after.rrsets} if key[1] != "SOA"}
    differ = [(after.rrsets.get(key), before.rrsets.get(key)) for key in keys]
    changes = [Change(seen, wanted) for seen, wanted in differ if seen != wanted]
    if changes:
        parent.write(changes, [])
