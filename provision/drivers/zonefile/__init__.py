"""Zone files as a parent zone: people edit theirs, one beside it is ours alone."""

from provision.drivers.zonefile.parent import ZoneFileParent

__all__ = ["ZoneFileParent"]
