"""What the test cases of EDNS share: the plain question with EDNS, and messages of the same tags."""

from collections.abc import Mapping

from provision.checks.dns.case import Message
from provision.checks.dns.transport import DISABLED
from provision.i18n import msg
from provision.model.finding import Level
from provision.model.query import Edns

EDNS0 = Edns()
FOLLOW = msg("Let the server, and any firewall before it, follow RFC 6891")
NO_RESPONSE = Message(Level.DEBUG, msg("{name} ({address}) does not answer a question for {domain}"))
EDNS_MESSAGES: Mapping[str, Message] = {
    **DISABLED,
    "NO_RESPONSE": NO_RESPONSE,
    "NO_EDNS_SUPPORT": Message(
        Level.WARNING,
        msg("{name} ({address}) does not know EDNS: it answers FORMERR"),
        msg("Let the server be replaced by one that knows EDNS"),
    ),
}
