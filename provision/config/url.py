"""Addresses of HTTP APIs: encrypted, or near enough that nobody listens on the way."""

from ipaddress import ip_address, ip_network
from typing import Annotated
from urllib.parse import SplitResult, urlsplit

from provision.config.fields import told
from provision.errors import BadInput
from provision.i18n import Text

SCHEMES = ("https", "http")
NEAR = ("127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")


def parse_url(text: str) -> str:
    """Return an API's address without its last slash. Raises BadInput.

    What was written is not repeated: a password may stand in it.
    """
    parts = _split(text)
    if parts is None or "@" in parts.netloc or parts.query or parts.fragment:
        raise BadInput(
            Text("must be an address such as https://ns1.bengkaliskab.go.id:8081, without a name or password")
        )
    if parts.scheme == "http" and not _near(parts):
        raise BadInput(
            Text("sends its key unencrypted; write https://, or http:// with a number of this machine or of a "
                 "private network ({near})", near=NEAR)
        )  # fmt: skip
    return text.rstrip("/")


def _split(text: str) -> SplitResult | None:
    """Return the parts of a usable address; None for anything else."""
    try:
        parts = urlsplit(text)
        whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    printable = text.isascii() and text.isprintable() and " " not in text
    return parts if whole and printable and parts.scheme in SCHEMES else None


def _near(parts: SplitResult) -> bool:
    """Tell whether the address is a number of this machine or of a private network; a name may lead anywhere."""
    try:
        address = ip_address(parts.hostname or "")
    except ValueError:
        return False
    return any(address in ip_network(near) for near in NEAR)


Url = Annotated[str, told(parse_url)]
