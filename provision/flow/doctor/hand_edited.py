"""Whether a zone whose file people edit has been given up to dynamic updates."""

from collections.abc import Iterator
from functools import partial

from provision.flow.desk import Desk
from provision.flow.doctor.examined import Examined, tried
from provision.flow.hand_edited import edited_file, refuse_zone
from provision.i18n import Text


def examine_hand_edited(desk: Desk) -> Iterator[Examined]:
    """Look at each zone that people edit; asks no server."""
    for zone in desk.site.zones.values():
        if edited_file(zone):
            what = Text("{zone} takes dynamic updates, although people edited its file", zone=zone.name)
            yield tried(what, partial(refuse_zone, desk, zone))
