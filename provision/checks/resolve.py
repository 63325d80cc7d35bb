"""Looks any records up from the root, through aliases."""

from provision.checks.aliases import MOST_ALIASES, trouble_in
from provision.checks.asking import Asking
from provision.checks.walk import Walker
from provision.model.query import Answer
from provision.names import Fqdn


def resolve(name: Fqdn, rtype: str, walker: Walker) -> Asking[Answer | None]:
    """Return the answer for a name, or for the name that its aliases end at.

    None where no server gave a usable answer. Aliases that lead nowhere end at the answer that holds them.
    """
    seen = [name]
    while True:
        found = yield from walker.walk(name, rtype)
        if found is None:
            return None
        answer = found.answer
        alias = answer.get(name, "CNAME")
        bent = alias is not None and (trouble_in(name, [answer], seen) or len(seen) > MOST_ALIASES)
        if alias is None or bent or answer.get(name, rtype):
            return answer
        name = next(iter(alias.targets), Fqdn(""))
        seen.append(name)
