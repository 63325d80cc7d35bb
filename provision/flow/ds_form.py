"""The form of the DS records that a letter brings, or asks to be taken from the zone."""

from typing import Annotated

from pydantic import AfterValidator

from provision.config.fields import told
from provision.flow.server_form import once
from provision.model.ds import parse_ds

DsRecords = Annotated[tuple[Annotated[str, told(parse_ds)], ...], AfterValidator(once)]


class FromZone(tuple[str, ...]):
    """What `ds` of the word `cds` reads as: no record that the letter tells, but those that the zone asks for."""

    __slots__ = ()
