"""Where the data lies that the package ships: playbooks, inventory, letters."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def data_folder(name: str) -> Path:
    """Return the shipped folder of that name: inside an installed package, at the top of a checkout."""
    installed = PACKAGE / "data" / name
    return installed if installed.is_dir() else PACKAGE.parent / name


def site_folder(site: Path, name: str) -> Path:
    """Return the site's own folder of that name, or the shipped one where the site has none."""
    own = site / name
    return own if own.is_dir() else data_folder(name)
