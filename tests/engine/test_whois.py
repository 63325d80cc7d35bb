"""Questions to whois servers among those to name servers: each goes where it belongs, in order."""

from collections.abc import Sequence

from provision.engine.whois import WithWhois
from provision.model.query import WHOIS, Answer, Query, Silence
from provision.names import Fqdn, Ip, parse_ip

IP, DEAF = parse_ip("103.1.1.1"), parse_ip("103.1.1.2")
RIS = Fqdn("ris.id")


class Dns:
    """Answers everything, and keeps what was asked."""

    def __init__(self) -> None:
        self.asked: list[Query] = []

    def exchange(self, queries: Sequence[Query]) -> Sequence[Answer]:
        self.asked += queries
        return [Answer(query, rcode="NXDOMAIN") for query in reversed(queries)]


class Whois:
    """Says back what it was asked; one address says nothing."""

    def ask(self, server: Ip, words: str) -> Sequence[str] | None:
        return None if server == DEAF else ("% told", words)


def test_each_where_it_belongs() -> None:
    dns = Dns()
    plain = [Query(IP, RIS, "A"), Query(IP, RIS, "AAAA")]
    ris, deaf = (Query(ip, RIS, WHOIS, tcp=True, port=43, spelled=" -F x") for ip in (IP, DEAF))
    answers = WithWhois(dns, Whois()).exchange([plain[0], ris, plain[1], deaf])
    assert [answer.query for answer in answers] == [plain[0], ris, plain[1], deaf]
    assert dns.asked == plain
    assert answers[1].answer[0].values == ("% told", " -F x")
    assert [answer.silence for answer in answers] == [None, None, None, Silence.TIMEOUT]
