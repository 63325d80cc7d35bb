"""The doctor tells whether the site is in order, and its servers can do what the steps ask of them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from datetime import date

from provision.errors import ProvisionError
from provision.flow.desk import Desk
from provision.flow.doctor.aside import LookAside
from provision.flow.doctor.examined import Examined, bad, good
from provision.flow.doctor.files import examine_files
from provision.flow.doctor.hand_edited import examine_hand_edited
from provision.flow.doctor.letters import examine_letters
from provision.flow.doctor.machine import examine_machine
from provision.flow.doctor.people import examine_people
from provision.flow.doctor.register import examine_register
from provision.flow.doctor.secrets import examine_secrets
from provision.flow.doctor.servers import examine_servers
from provision.i18n import Text
from provision.model.site import Site

__all__ = ["Examined", "examine", "visit"]


def visit(
    load: Callable[[], Site],
    sit_down: Callable[[], AbstractContextManager[Desk]],
    aside: LookAside | None,
    *,
    offline: bool,
) -> Sequence[Examined]:
    """Look at a site that may be broken: what cannot be opened is told, and the rest is looked at all the same."""
    try:
        site = load()
    except ProvisionError as error:
        return [bad(Text("the site's files can be read"), error.text), *examine_machine()]
    with ExitStack() as stack:
        try:
            desk = stack.enter_context(sit_down())
        except ProvisionError as error:
            shut = bad(Text("the ledger can be opened"), error.text)
            return [*_readable(site), shut, *examine_machine()]
        return examine(desk, aside, offline=offline)


def examine(desk: Desk, aside: LookAside | None = None, *, offline: bool = False) -> Sequence[Examined]:
    """Look at files, people, letters, servers, keys, the ledger and the machine. Changes nothing.

    `aside` is asked for what a server tells beside the DNS: its clock and its version.
    """
    return [
        *_readable(desk.site, desk.actor, desk.today),
        *examine_secrets(desk),
        *examine_hand_edited(desk),
        *(() if offline else examine_servers(desk, aside)),
        *examine_register(desk),
        *examine_machine(),
    ]


def _readable(site: Site, actor: str = "", today: date | None = None) -> Iterator[Examined]:
    """Look at what needs no desk."""
    yield good(Text("the site's files can be read"))
    yield from examine_files(site)
    yield from examine_letters(site, today)
    if today:
        yield from examine_people(site, actor, today)
