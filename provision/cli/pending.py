"""`provision verify --pending`: what cron looks at again."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from provision.cli.codes import NOT_VERIFIED
from provision.errors import BadInput
from provision.i18n import Text

if TYPE_CHECKING:
    from provision.cli.office import CliOffice
    from provision.flow.pending import FollowedUp


def follow_up(office: "CliOffice", named: Sequence[str]) -> int:
    """Look at the pending requests, tell what is to be told, and return the exit code.

    Raises BadInput where requests were named as well.
    """
    from provision.flow.pending import follow_up as run

    if named:
        raise BadInput(Text("With --pending name no request: it takes every pending one"))
    with office.desk() as desk, office.busy(Text("Verifying")):
        told = run(desk)
    _print(office, told)
    return 0 if told.good else NOT_VERIFIED


def _print(office: "CliOffice", told: "FollowedUp") -> None:
    from provision.cli.report import print_survey

    if office.output == "json":
        print_survey(office, told.survey)
    elif not told.good:
        print_survey(office, told.of([*told.late, *told.blocked]))
    for request in told.shown:
        office.say(Text("{request} ({object}): verified. Next: provision letter draft {request}",
                        request=request.id, object=request.object))  # fmt: skip
    for request in told.late:
        office.say(
            Text(
                "{request} ({object}): pending for more than {hours} hours; see above what is waited for",
                request=request.id,
                object=request.object,
                hours=f"{office.site.policy.propagation_hours:g}",
            )
        )
    for request in told.blocked:
        office.say(Text("{request} ({object}): not verified, and waiting alone does not help; see above",
                        request=request.id, object=request.object))  # fmt: skip
