"""A DS record as people write it: key tag, algorithm, digest type, digest (RFC 4034 section 5.3)."""

import re

from provision.errors import BadInput
from provision.i18n import Text
from provision.names import shown

WORDS = 4
MOST_TAG, MOST_OCTET = 65535, 255
NUMBER = re.compile(r"[0-9]{1,5}")
DIGEST = re.compile(r"([0-9A-F]{2})+")
# By digest type (RFC 4034, 4509, 5933, 6605): how many hexadecimal digits.
DIGITS = {1: 40, 2: 64, 3: 64, 4: 96}


def parse_ds(text: str) -> str:
    """Return the record written as `TAG ALGORITHM TYPE DIGEST`, with commas or spaces, in presentation form.

    Whether the algorithms are still in use is not judged here. Raises BadInput.
    """
    parts = re.split(r"[,\s]+", text.strip(), maxsplit=WORDS - 1)
    if len(parts) != WORDS or not all(NUMBER.fullmatch(part) for part in parts[:3]):
        raise BadInput(
            Text("{text} is not a DS record, as 31406,8,2,F78CF3… is: key tag, algorithm, digest type, digest",
                 text=shown(text))
        )  # fmt: skip
    tag, algorithm, kind = map(int, parts[:3])
    digest = "".join(parts[3].split()).upper()
    wrong = not DIGEST.fullmatch(digest) or len(digest) != DIGITS.get(kind, len(digest))
    if wrong or tag > MOST_TAG or max(algorithm, kind) > MOST_OCTET:
        raise BadInput(
            Text("{text}: the digest or a number of this DS record cannot be right", text=shown(text))
        )
    return f"{tag} {algorithm} {kind} {digest.lower()}"
