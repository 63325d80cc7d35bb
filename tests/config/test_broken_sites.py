"""Every broken site of `broken/` is told by file, line and key path, and by nothing that may be a secret.

The first lines of a case are what is to be said, as comments; its name is the file of the inventory
that it replaces, and the fault.
"""

import shutil
from pathlib import Path

import pytest

from provision.config.data import data_folder
from provision.config.load import load_site
from provision.errors import BadConfig

CASES = sorted(Path(__file__).with_name("broken").iterdir())
LITERAL = "c2VjcmV0LXdyaXRlLWtleQ=="


def site_with(case: Path, folder: Path) -> Path:
    """Make a site of the shipped inventory with one file replaced."""
    shutil.copytree(data_folder("inventory"), folder / "inventory")
    shutil.copy(case, folder / "inventory" / f"{case.stem.partition('-')[0]}.yaml")
    return folder


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_broken_site(case: Path, tmp_path: Path) -> None:
    wanted = [line.removeprefix("#: ") for line in case.read_text().splitlines() if line.startswith("#: ")]
    with pytest.raises(BadConfig) as caught:
        load_site(site_with(case, tmp_path))
    seen = str(caught.value.text).replace(f"{tmp_path}/inventory/", "")
    assert seen.splitlines() == wanted
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    "case", [case for case in CASES if LITERAL in case.read_text()], ids=lambda case: case.stem
)
def test_a_literal_secret_shows_nowhere(case: Path, tmp_path: Path) -> None:
    with pytest.raises(BadConfig) as caught:
        load_site(site_with(case, tmp_path))
    error: BaseException | None = caught.value
    while error:
        assert LITERAL not in f"{error} {error!r} {error.args} {vars(error)}"
        error = error.__cause__ or error.__context__
