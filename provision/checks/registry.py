"""All checks of a delegation, in the order of their findings."""

from collections.abc import Callable

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.address01 import address01
from provision.checks.dns.basic02 import basic02
from provision.checks.dns.connectivity01 import connectivity01
from provision.checks.dns.connectivity02 import connectivity02
from provision.checks.dns.consistency01 import consistency01
from provision.checks.dns.consistency05 import consistency05
from provision.checks.dns.delegation01 import delegation01
from provision.checks.dns.delegation02 import delegation02
from provision.checks.dns.delegation04 import delegation04
from provision.checks.dns.delegation05 import delegation05
from provision.checks.dns.delegation06 import delegation06
from provision.checks.dns.delegation07 import delegation07
from provision.checks.dns.families import families
from provision.checks.dns.nameserver06 import nameserver06
from provision.model.finding import Finding

DelegationCheck = Callable[[Delegation], Asking[list[Finding]]]

DELEGATION_CHECKS: tuple[DelegationCheck, ...] = (
    address01,
    basic02,
    connectivity01,
    connectivity02,
    consistency01,
    consistency05,
    delegation01,
    delegation02,
    delegation04,
    delegation05,
    delegation06,
    delegation07,
    nameserver06,
    families,
)
