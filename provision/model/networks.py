"""Many networks at once: whether an address lies in one of them costs the same for ten and for ten thousand."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network
from itertools import accumulate

from provision.names import Ip

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Networks:
    """Networks of both families, by family (4 or 6).

    `starts` are their first addresses in order; beside each, in `ends`, the last address that any
    network up to there reaches, so that one may lie within another.
    """

    starts: Mapping[int, tuple[int, ...]]
    ends: Mapping[int, tuple[int, ...]]

    @classmethod
    def of(cls, networks: Iterable[Network]) -> "Networks":
        """Return these networks, in whatever order they come."""
        ranges: dict[int, list[tuple[int, int]]] = {4: [], 6: []}
        for one in networks:
            first, host_bits = int(one.network_address), one.max_prefixlen - one.prefixlen
            ranges[one.version].append((first, first + (1 << host_bits) - 1))
        ordered = {family: sorted(each) for family, each in ranges.items()}
        starts = {family: tuple(first for first, _ in each) for family, each in ordered.items()}
        ends = {
            family: tuple(accumulate((last for _, last in each), max)) for family, each in ordered.items()
        }
        return cls(starts, ends)

    def __contains__(self, address: Ip) -> bool:
        family, number = address.version, int(address)
        place = bisect_right(self.starts[family], number) - 1
        return place >= 0 and number <= self.ends[family][place]
