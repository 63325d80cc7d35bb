"""Cases for the office's judges: a letter of Dinas Kesehatan for dinkes, with what is changed in it."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from provision.checks.office.case import Case, Register
from provision.config.load import load_site
from provision.model.grant import Grant
from provision.model.request import Action, Letter, Request
from provision.model.rrset import RRset
from provision.model.site import Site
from provision.names import RequestId, Slug
from provision.services.service import Look, Proposal
from provision.services.subdomain.actions import propose
from provision.services.subdomain.case import case_of
from provision.services.subdomain.holding import wanted_of
from tests.samples import APEX, zone

SITE = load_site(Path(__file__).parents[3])
DAY = date(2026, 11, 24)


def site(**policy: Any) -> Site:
    return replace(SITE, policy=replace(SITE.policy, **policy))


def request(
    label: str = "dinkes",
    *,
    agency: str = "dinkes",
    number: int = 1,
    action: Action = Action.NEW,
    **fields: Any,
) -> Request:
    asked = {"ips": ["103.94.10.5"], "ns": [], "www": False, **fields}
    return Request(
        RequestId("SUB", 2026, number), "subdomain", action, Slug(agency), f"{label}.{APEX}",
        Letter(str(number), DAY, "Permohonan subdomain", DAY), asked,
    )  # fmt: skip


def grant(
    label: str = "dinkes", *, agency: str = "dinkes", ips: tuple[str, ...] = ("103.94.10.5",), **parts: Any
) -> Grant:
    params = {"ips": list(ips), "ns": [], "www": False}
    return replace(Grant("subdomain", f"{label}.{APEX}", Slug(agency), params, since=DAY), **parts)


def case(
    asked: Request | None = None, *rrsets: RRset, before: Grant | None = None, grants: tuple[Grant, ...] = (),
    others: tuple[Request, ...] = (), later: tuple[Request, ...] = (), where: Site = SITE, side: str = "", **parts: Any,
) -> Case:  # fmt: skip
    asked = asked or request()
    held = {before.key: before} if before else {}
    pairs = propose(asked, held, DAY)
    pair = next(pair for pair in pairs if side in {"", pair[1].object.partition(".")[0]})
    zone_of = where.zones[APEX]
    wanted = wanted_of(pair[1], zone_of)
    if before and before.stands:
        was = wanted_of(before, zone_of)
        wanted = replace(wanted, names=wanted.names | was.names, keys=wanted.keys | was.keys)
    look = Look(where, zone(*rrsets), Register(grants, (*others, asked, *later)), DAY)
    return replace(case_of(asked, Proposal(asked, *pair), wanted, look), **parts)
