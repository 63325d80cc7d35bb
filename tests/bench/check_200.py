"""check-200: 200 healthy delegations, the full profile, beside one Perl process and beside zonemaster-cli once a zone."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench.delegated import delegated, hints_file, zones
from tests.bench.help_start import PROVISION
from tests.bench.turns import Measured, in_turn, run

Peer = Callable[[Path, Path, Sequence[str]], None]
COUNT = 200
FEW = 60  # the peer takes a third of a second for each zone, however many there are
# The peer's own engine, in one process: so that Perl starts once.
PERL = """
use Zonemaster::Engine;
use Zonemaster::Engine::Util qw(parse_hints);
use File::Slurp qw(read_file);
my ($hints, $list) = @ARGV;
Zonemaster::Engine::Recursor->remove_fake_addresses('.');
Zonemaster::Engine::Recursor->add_fake_addresses('.', parse_hints(scalar read_file($hints)));
Zonemaster::Engine->profile->set('net.ipv6', 0);
foreach my $zone (split ' ', read_file($list)) {
    Zonemaster::Engine->reset();
    my @found = Zonemaster::Engine->test_zone($zone);
    die "nothing was said of $zone" unless @found > 50;
}
"""


def check_200() -> Measured:
    return _beside(
        "check-200",
        COUNT,
        lambda hints, listed, _names: run(["perl", "-e", PERL, str(hints), str(listed)]),
        bar=6,
        rounds=1,
    )


def check_200_cli() -> Measured:
    return _beside(
        "check-200-cli", FEW, lambda hints, _listed, names: _one_by_one(hints, names), bar=30, rounds=1
    )


def _one_by_one(hints: Path, names: Sequence[str]) -> None:
    for name in names:
        run(["zonemaster-cli", "--hints", str(hints), "--no-ipv6", "--level", "ERROR", name])


def _beside(name: str, count: int, peer: Peer, *, bar: float, rounds: int) -> Measured:
    names = zones(count)
    with tempfile.TemporaryDirectory() as folder, delegated(names, Path(folder)):
        listed, hints = Path(folder) / "list", hints_file(Path(folder))
        listed.write_text("".join(f"{name}\n" for name in names))
        ours = [PROVISION, "dns", "check", "--from", str(listed), "--hints", str(hints), "--no-ipv6"]
        return in_turn(
            name,
            lambda: run(ours),
            lambda: peer(hints, listed, [name.text for name in names]),
            bar=bar,
            rounds=rounds,
        )
