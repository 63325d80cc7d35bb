"""Every error this program raises on purpose, as one tree; each class owns its exit code.

    ProvisionError               1  something failed
    ├── BadInput                 2  what was typed or handed in cannot be used
    │   ├── BadConfig               a file of the site, with file, line and key path
    │   └── NotFound                no request, grant, agency or file of that name
    ├── Refused                  4  could be done, but must not be
    │   ├── Stale                   the world is no longer what the plan was made for
    │   ├── Unsafe                  something else depends on what would go
    │   ├── Locked                  somebody else is at work
    │   ├── NotYours                the role is missing
    │   └── ReadOnly                the right to write is missing
    ├── NotVerified              5  done, but the world does not show it
    │   └── NotReloaded             written, but the server was not told
    └── Outside                  1  a server, a program or the disk failed us
        ├── NoAnswer                no answer in time
        ├── BadAnswer               an answer that says no (SERVFAIL, REFUSED, NOTAUTH, …)
        ├── BadKey                  a key the server does not accept
        ├── Diverted                this line answers for servers that do not exist
        ├── NoLine                  nobody outside answers, not even the root
        └── StorageFull             no space left

Foreign exceptions are translated where they enter, in drivers, ledger and letter, with `from`.
"""

from typing import ClassVar

from provision.i18n import Text


class ProvisionError(Exception):
    """Something failed; the text says what, where, and what to do."""

    exit_code: ClassVar[int] = 1

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text


class BadInput(ProvisionError):
    """What was typed or handed in cannot be used."""

    exit_code = 2


class BadConfig(BadInput):
    """A file of the site is wrong; the text begins with file, line and key path."""


class NotFound(BadInput):
    """Nothing of that name is known."""


class Refused(ProvisionError):
    """It could be done, but must not be."""

    exit_code = 4


class Stale(Refused):
    """The world is no longer what the plan was made for."""


class Unsafe(Refused):
    """Something else depends on what would go."""


class Locked(Refused):
    """Somebody else is at work."""


class NotYours(Refused):
    """The role that this step needs is missing."""


class ReadOnly(Refused):
    """The ledger may be read, and not written."""


class NotVerified(ProvisionError):
    """It was done, but the world does not show it."""

    exit_code = 5


class NotReloaded(NotVerified):
    """It is written into a file, but the server was not told to read it."""


class Outside(ProvisionError):
    """A server, a program or the disk failed us."""


class NoAnswer(Outside):
    """No answer came in time."""


class BadAnswer(Outside):
    """The answer says no."""


class BadKey(Outside):
    """The server does not accept the key."""


class Diverted(Outside):
    """The line answers for servers that do not exist: nothing it says of others is to be believed."""


class NoLine(Outside):
    """Nobody outside answers, not even the root: nothing was learnt of anybody."""


class StorageFull(Outside):
    """No space is left."""
