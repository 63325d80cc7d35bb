"""The survey: look, then judge. Check, plan, verify, undo and audit are this one function."""

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from provision.checks.asking import Asking, together
from provision.checks.children import gone, served
from provision.checks.dns.families import once
from provision.checks.drift import drift
from provision.checks.lapsed import lapsed
from provision.checks.office.case import Register
from provision.checks.published import published
from provision.engine.ask import MOST_QUERIES, MOST_SECONDS, Asker, Cost, unfinished
from provision.engine.children import judge_child, read_children
from provision.engine.line import outside
from provision.engine.parents import read_parent, seen_in_part
from provision.engine.surveyed import Survey, Surveyed
from provision.engine.waived import waived
from provision.model.finding import Finding
from provision.model.report import Report
from provision.model.site import Site
from provision.model.waiver import Waiver
from provision.model.wanted import Wanted
from provision.model.zone import SeenZone
from provision.names import Fqdn
from provision.ports import Watcher, World
from provision.services.registry import service
from provision.services.service import Look, Proposal


@dataclass(frozen=True, slots=True)
class _Row:
    """One proposal under survey: what it wants, where that is looked for, what was judged without asking."""

    proposal: Proposal
    wanted: Wanted
    look: Look
    judged: Sequence[Finding]


_Judged = tuple[_Row, list[Finding]]


def survey(
    world: World, site: Site, proposals: Sequence[Proposal], *, ask: bool = True, also: Collection[Fqdn] = ()
) -> Survey:
    """Compare what the proposals want with what the world shows.

    Reads each parent zone once, asks name servers side by side, and returns one report for each
    proposal. Raises an error of `Outside` where a parent zone cannot be read, and Diverted or NoLine
    where what is seen of servers outside is not to be believed. Without `ask` nobody is asked or
    judged but the zones are read, which works over any line. `also` are parent zones to read in any case.
    """
    began = time.monotonic()
    homes = [site.zone_of(Fqdn.host(proposal.after.object)).name for proposal in proposals]
    wanted = [_wanted(proposal, site) for proposal in proposals]
    zones = {name: read_parent(world, site, name, wanted) for name in dict.fromkeys([*homes, *also])}
    children = read_children(world, site, proposals, wanted)
    register = Register(world.ledger.grants(), world.ledger.open_requests())
    today = site.day(world.clock.now())
    waivers = [waiver for waiver in world.ledger.waivers() if waiver.runs(today)]
    looks = {name: Look(site, zone, register, today) for name, zone in zones.items()}
    with outside(world, site) as dns:
        asker = Asker(dns, MOST_QUERIES * max(1, len(proposals)), MOST_SECONDS + len(proposals))
        askings = [
            _judging(proposal, looks[home], children, ask=ask)
            for proposal, home in zip(proposals, homes, strict=True)
        ]
        judged = asker.run(together(_watched(world.watcher, askings)))
    cost = Cost(asker.queries, time.monotonic() - began, asker.cut_short)
    surveyed = tuple(_surveyed(row, found, cost, waivers) for row, found in judged)
    return Survey(surveyed, {**zones, **children})


def _judging(
    proposal: Proposal, look: Look, children: Mapping[Fqdn, SeenZone], *, ask: bool
) -> Asking[_Judged]:
    """Complete a proposal by what the world tells, judge it, and ask the world about it."""
    if not ask:
        return _row(proposal, look, children), []
    whole, told = yield from service(proposal.after.service).complete(proposal, look)
    row = _row(whole, look, children)
    return row, [*told, *(yield from _asking(row))]


def _row(proposal: Proposal, look: Look, children: Mapping[Fqdn, SeenZone]) -> _Row:
    wanted = _wanted(proposal, look.site)
    letter = service(proposal.after.service).judge(proposal, wanted, look)
    over = lapsed(proposal.after) if proposal.lapsed else []
    ours = judge_child(proposal, wanted, look.site.zones[look.zone.apex], children)
    part = seen_in_part(proposal, look.zone)
    return _Row(proposal, wanted, look, [*letter, *over, *drift(wanted, look.zone), *ours, *part])


def _surveyed(row: _Row, asked: Sequence[Finding], cost: Cost, waivers: Sequence[Waiver]) -> Surveyed:
    found = [*row.judged, *asked, *unfinished(row.proposal.after.object, cost)]
    levelled = waived(
        row.proposal.after, row.look.site, _levelled(row.proposal, row.look.site, found), waivers
    )
    report = Report(row.proposal.after.key, tuple(levelled), cost.queries, cost.seconds)
    return Surveyed(row.proposal, row.wanted, row.look.zone.apex, report)


def _wanted(proposal: Proposal, site: Site) -> Wanted:
    """Return what the grant would want; the names it answered for before are its own to tidy, too."""
    kind = service(proposal.after.service)
    wanted = kind.wanted(proposal.after, site)
    if proposal.before is None or not proposal.before.stands:
        return wanted
    before = kind.wanted(proposal.before, site)
    child = False if wanted.child is None and before.child else wanted.child
    return replace(
        wanted,
        names=wanted.names | before.names,
        keys=wanted.keys | before.keys,
        child=child,
        content=wanted.content or before.content,
    )


def _asking(row: _Row) -> Asking[list[Finding]]:
    asking = list(service(row.proposal.after.service).ask(row.proposal, row.look.site))
    zone = row.look.site.zones[row.look.zone.apex]
    if not any(finding.change for finding in row.judged) and row.wanted.names:
        asking.append(published(row.wanted, zone, row.look.zone))
    if row.wanted.child is not None and not any(finding.zone for finding in row.judged):
        look = served if row.wanted.child else gone
        asking.append(look(Fqdn.host(row.proposal.after.object), zone))
    found = yield from together(asking)
    return once([finding for findings in found for finding in findings])


def _watched(watcher: Watcher | None, askings: Sequence[Asking[_Judged]]) -> Sequence[Asking[_Judged]]:
    """Let whoever waits know each time that all was asked about a proposal."""
    if watcher is None:
        return askings
    watcher.begin(len(askings))
    return [_told(watcher, asking) for asking in askings]


def _told(watcher: Watcher, asking: Asking[_Judged]) -> Asking[_Judged]:
    found = yield from asking
    watcher.step()
    return found


def _levelled(proposal: Proposal, site: Site, findings: Sequence[Finding]) -> list[Finding]:
    """Give the tags that the site takes more or less seriously in a letter the site's level."""
    if not proposal.judged:
        return list(findings)
    return [
        replace(finding, level=site.policy.levels.get(finding.tag, finding.level)) for finding in findings
    ]
