"""What a resolver answers: it walks from the root among the servers of this process, and remembers nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset

from provision.sandbox.embedded.authority import Authority, addresses_in

MOST_STEPS, MOST_ALIASES, DEEPEST = 16, 8, 4


@dataclass(frozen=True, slots=True)
class Recursion:
    """A resolver; `servers` are all that answer, by address, `root` where it begins."""

    servers: Mapping[str, Authority]
    root: tuple[str, ...]

    def answer(self, query: dns.message.Message) -> dns.message.Message:
        """Return the answer to a question, found by walking."""
        response = dns.message.make_response(query)
        response.flags |= dns.flags.RA
        asked = query.question[0]
        name = asked.name
        for _ in range(MOST_ALIASES):
            found = self._walk(name, asked.rdtype, 0)
            if found is None:
                response.set_rcode(dns.rcode.SERVFAIL)
                return response
            response.answer += found.answer
            alias = found.answer[-1] if found.answer else None
            if alias is None or alias.rdtype != dns.rdatatype.CNAME or asked.rdtype == dns.rdatatype.CNAME:
                response.authority += found.authority
                response.set_rcode(found.rcode())
                break
            name = alias[0].target
        return response

    def _walk(
        self, name: dns.name.Name, rdtype: dns.rdatatype.RdataType, deep: int
    ) -> dns.message.Message | None:
        """Follow referrals to an answer with authority; None where there is none."""
        at = list(self.root)
        for _ in range(MOST_STEPS):
            found = self._ask(at, name, rdtype)
            if found is None or found.flags & dns.flags.AA:
                return found
            referral = next((rrset for rrset in found.authority if rrset.rdtype == dns.rdatatype.NS), None)
            if referral is None:
                return None
            at = addresses_in(found.additional) or self._located(referral, deep)
        return None

    def _ask(
        self, at: list[str], name: dns.name.Name, rdtype: dns.rdatatype.RdataType
    ) -> dns.message.Message | None:
        """Return the first usable answer of some servers."""
        for address in at:
            if address in self.servers:
                found = self.servers[address].answer(dns.message.make_query(name, rdtype))
                if found.rcode() in {dns.rcode.NOERROR, dns.rcode.NXDOMAIN}:
                    return found
        return None

    def _located(self, referral: dns.rrset.RRset, deep: int) -> list[str]:
        """Return the addresses of a referral's servers, where it brought none."""
        if deep >= DEEPEST:
            return []
        found = [self._walk(one.target, dns.rdatatype.A, deep + 1) for one in referral]
        return [address for answer in found if answer for address in addresses_in(answer.answer)]
