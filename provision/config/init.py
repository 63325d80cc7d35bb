"""A new site, to be edited: copies of the shipped data, and folders for what is never shipped."""

import shutil
from pathlib import Path

from provision.config.data import data_folder
from provision.errors import Refused
from provision.i18n import Text
from provision.names import shown

COPIED = ("inventory", "playbooks", "letters")
PRIVATE = 0o700
# Several people of one group write there, and what one makes is the group's; others see nothing.
OF_THE_GROUP = 0o2770
# Secrets, the register and letters with people's names do not belong in a repository.
IGNORED = "keys/\nledger/\noutbox/\nscans/\nbackup/\n"


def init_site(folder: Path) -> None:
    """Write a new site into a folder. Raises Refused where there is something in it already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(
            Text(
                "{folder} is not an empty folder; name a new one, nothing was written",
                folder=shown(str(folder), 200),
            )
        )
    folder.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        # Contents alone: the installed files may be read-only, the site's are there to be edited.
        shutil.copytree(data_folder(name), folder / name, copy_function=shutil.copyfile)
    (folder / "keys").mkdir(PRIVATE)
    for name in ("ledger", "outbox", "scans"):
        (folder / name).mkdir()
        (folder / name).chmod(OF_THE_GROUP)  # apart: the umask takes from what mkdir is told
    (folder / ".gitignore").write_text(IGNORED)
