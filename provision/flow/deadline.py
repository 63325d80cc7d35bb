"""Until when the office owes an answer."""

from provision.calendar import Due, due
from provision.config.data import site_folder
from provision.config.playbook import load_playbook
from provision.model.playbook import Playbook
from provision.model.request import Request
from provision.model.site import Site


def playbook_of(site: Site, service: str) -> Playbook:
    """Return the playbook of a service: the site's own, or the shipped one. Raises NotFound, BadConfig."""
    return load_playbook(site_folder(site.folder, "playbooks"), service)


def deadline(site: Site, request: Request) -> Due:
    """Return the last day for the answer, counted from the letter's receipt.

    Where the playbook lets the clock start at a later step, the true last day is this one or later.
    """
    days = playbook_of(site, request.service).time.working_days
    return due(request.letter.received, days, site.regional_holidays)
