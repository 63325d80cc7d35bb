"""Private folders for the sandbox: in memory, gone with the namespace."""

import os
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from provision.errors import Outside
from provision.i18n import Text

# Debian's own empty mount point: the real folders stand aside there while they are covered.
ASIDE = Path("/mnt")
RESOLV_CONF = Path("/etc/resolv.conf")


def cover(folders: Sequence[Path], keep: Iterable[Path]) -> None:
    """Cover folders with empty ones in memory, but leave what lies at the paths to keep visible."""
    kept = [path for each in keep for path in _entries(each, folders)]
    _mount("-t", "tmpfs", "tmpfs", ASIDE)
    for number, folder in enumerate(folders):
        aside = ASIDE / str(number)
        aside.mkdir()
        _mount("--rbind", folder, aside)
        _mount("-t", "tmpfs", "-o", f"mode={folder.stat().st_mode & 0o7777:o}", "tmpfs", folder)
        for path in kept:
            if path.is_relative_to(folder):
                _back(aside / path.relative_to(folder), path)
    _run("umount", "-R", "-l", ASIDE)


def _entries(path: Path, folders: Sequence[Path]) -> list[Path]:
    # A covered folder itself stays covered; what is in it is kept, one by one.
    return sorted(path.iterdir()) if path in folders else [path]


def _back(real: Path, path: Path) -> None:
    if not os.path.lexists(real) or path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if real.is_symlink():
        path.symlink_to(real.readlink())
        return
    path.mkdir() if real.is_dir() else path.touch()
    _mount("--rbind", real, path)


def resolve_by(address: str, file: Path) -> None:
    """Make programs here ask the sandbox's resolver, by covering the file that names resolvers."""
    file.write_text(f"nameserver {address}\n")
    named = RESOLV_CONF.resolve()
    if named.exists():
        _mount("--bind", file, named)
    elif named.is_relative_to("/run"):
        # The usual link into /run, which is covered by now.
        named.parent.mkdir(parents=True, exist_ok=True)
        named.write_text(file.read_text())


def _mount(*words: str | Path) -> None:
    _run("mount", *words)


def _run(*words: str | Path) -> None:
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Outside(Text("The sandbox's folders could not be made: {reason}", reason=done.stderr.strip()))
