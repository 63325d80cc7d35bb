"""The survey of everything that was granted: what the nightly audit and the demo look at."""

from provision.engine.survey import survey
from provision.engine.surveyed import Survey
from provision.flow.desk import Desk
from provision.flow.propose import standing


def survey_all(desk: Desk) -> Survey:
    """Survey every grant as it stands. Reads only; needs no key that writes."""
    return survey(desk.world, desk.site, standing(desk.ledger.grants(), desk.today))
