"""The last sentence of a run that failed."""

import errno
import os

import click

from provision.cli.speech import LAST_RESORT
from provision.errors import Outside, ProvisionError, StorageFull
from provision.i18n import Text


def tell(error: Exception) -> int:
    """Print one sentence for an error and return its exit code; what we did not foresee is raised on."""
    known = error if isinstance(error, ProvisionError) else _translated(error)
    if known is None:
        raise error
    lang = os.environ.get("LANGUAGE", LAST_RESORT)
    click.echo(f"{Text('Error').to(lang)}: {known.text.to(lang)}", err=True)
    return known.exit_code


def _translated(error: Exception) -> ProvisionError | None:
    if not isinstance(error, OSError):
        return None
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return StorageFull(Text("No space is left on the disk; free some and run the same command again"))
    if error.filename is None:
        return None
    return Outside(Text("{path} cannot be used: {reason}", path=error.filename, reason=error.strerror or ""))
