"""A sandbox from outside: exit codes, signals, and what is left when it ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from provision.errors import Refused
from provision.sandbox.processes import PROGRAMS
from provision.sandbox.regency import REGENCY
from tests.sandbox.sandboxes import Sandboxes, in_new_namespaces, wait_for

HOMES = [Path("/run/sandbox"), *(program.home for program in PROGRAMS.values())]


def on_the_host() -> tuple[str, list[list[Path]]]:
    """Return the mounts and the servers' folders of the host."""
    folders = [sorted(home.iterdir()) if home.exists() else [] for home in HOMES]
    return Path("/proc/self/mountinfo").read_text(), folders


@pytest.mark.parametrize(
    ("command", "code"),
    [("true", 0), ("exit 7", 7), ("kill -TERM $$", 143), ("kill -KILL $$", 137)],
)
def test_passes_the_exit_code_on(sandboxes: Sandboxes, command: str, code: int) -> None:
    assert sandboxes.run("sh", "-c", command).returncode == code


def test_an_unknown_command_is_named(sandboxes: Sandboxes) -> None:
    done = sandboxes.run("nonesuch")
    assert (done.returncode, done.stderr) == (2, "Error: There is no command nonesuch\n")


def test_passes_input_on_and_keeps_the_folder(sandboxes: Sandboxes) -> None:
    done = sandboxes.run("sh", "-c", "cat > made; pwd", stdin="words")
    assert done.stdout == f"{sandboxes.folder}\n"
    assert (sandboxes.folder / "made").read_text() == "words"


def test_what_the_command_names_below_tmp_is_visible(
    sandboxes: Sandboxes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    script = tmp_path_factory.mktemp("elsewhere") / "script"
    script.write_text("echo seen")
    assert sandboxes.run("sh", str(script)).stdout == "seen\n"


def test_has_a_tmp_and_a_name_of_its_own(sandboxes: Sandboxes) -> None:
    name = f"/tmp/of-{sandboxes.mark}"
    assert sandboxes.run("sh", "-c", f"touch {name}; test -e {name}; hostname").stdout == "sandbox\n"
    assert not Path(name).exists()
    assert os.uname().nodename != "sandbox"


@pytest.fixture
def hearing() -> Iterator[None]:
    """Hear SIGHUP, as children then do: whoever runs the tests by nohup does not."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.usefixtures("hearing")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_reaches_the_command(sandboxes: Sandboxes, number: signal.Signals) -> None:
    runner = sandboxes.start("sh", "-c", "trap 'exit 5' TERM HUP; touch up; while :; do sleep 0.02; done")
    wait_for((sandboxes.folder / "up").exists)
    wait_for(lambda: waits(runner))
    runner.send_signal(number)
    assert runner.wait(30) == 5


def waits(runner: "subprocess.Popen[bytes]") -> bool:
    """Tell whether it has heard that the command runs, and only waits for it; "0" where the kernel does not tell."""
    return Path(f"/proc/{runner.pid}/wchan").read_text() in {"do_wait", "0"}


def victims(sandboxes: Sandboxes, runner: "subprocess.Popen[bytes]") -> dict[str, int]:
    """Return the three processes whose sudden death must end everything."""
    found = {"runner": runner.pid}
    for pid, words in sandboxes.processes().items():
        if words.startswith("unshare "):
            found["unshare"] = pid
        elif "provision.sandbox.inside" in words:
            found["inside"] = pid
    return found


@pytest.mark.parametrize("victim", ["runner", "unshare", "inside"])
def test_a_kill_leaves_no_process_mount_or_file(sandboxes: Sandboxes, victim: str) -> None:
    before = on_the_host()
    # Also what left its session and ignores signals goes.
    runner = sandboxes.start("sh", "-c", "setsid sh -c 'trap \"\" TERM HUP; sleep 300' & touch up; sleep 300")
    wait_for((sandboxes.folder / "up").exists)
    assert len(sandboxes.processes()) > len(REGENCY.servers)
    os.kill(victims(sandboxes, runner)[victim], signal.SIGKILL)
    assert runner.wait(30) in {-9, 137, 1}  # 1: unshare before 2.39 stumbles over a killed child
    wait_for(lambda: not sandboxes.processes(), seconds=5)
    assert on_the_host() == before


@pytest.mark.parametrize("delay", [0.05, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6])
def test_a_kill_while_it_starts_leaves_nothing(sandboxes: Sandboxes, delay: float) -> None:
    before = on_the_host()
    runner = sandboxes.start("sleep", "300")
    time.sleep(delay)
    runner.kill()
    runner.wait(30)
    wait_for(lambda: not sandboxes.processes(), seconds=5)
    assert on_the_host() == before


def test_a_signal_while_it_starts_ends_it(sandboxes: Sandboxes) -> None:
    runner = sandboxes.start("sleep", "300", stderr=subprocess.PIPE)
    wait_for(lambda: len(sandboxes.processes()) > 2)
    runner.terminate()
    assert runner.wait(30) in {137, 143}
    assert runner.stderr
    assert runner.stderr.read() == b""
    runner.stderr.close()


def test_two_run_side_by_side(sandboxes: Sandboxes) -> None:
    script = "touch up-$0; while ! test -e up-$1; do sleep 0.02; done; dig +short rsud.bengkaliskab.go.id"
    running = [
        sandboxes.start("sh", "-c", script, *names, stdout=subprocess.PIPE)
        for names in (("a", "b"), ("b", "a"))
    ]
    assert [one.communicate(timeout=30)[0] for one in running] == [b"103.150.30.80\n"] * 2


UP = "ip link add out type veth peer name far; ip link set out up"
ROUTED = f"{UP}; ip link set far up; ip address add 192.0.2.1/24 dev out; ip route add default via 192.0.2.2"


@pytest.mark.parametrize(("way", "named"), [(UP, '["out"]'), (ROUTED, '["far", "out"]')])
def test_refuses_to_start_where_a_way_leads_out(sandboxes: Sandboxes, way: str, named: str) -> None:
    done = in_new_namespaces(f"{way}; exec {sys.executable} -m provision.sandbox.inside 2 real / true")
    assert done.returncode == Refused.exit_code
    assert f'"ways": {named}' in done.stderr
    assert '"kind": "Refused"' in done.stderr


def test_starts_in_the_same_namespaces_without_the_way(sandboxes: Sandboxes) -> None:
    done = in_new_namespaces(f"exec {sys.executable} -m provision.sandbox.inside 2 real / true")
    assert (done.returncode, done.stderr) == (0, "started")


def test_all_of_it_runs_in_one_network_that_is_not_the_host_s(sandboxes: Sandboxes) -> None:
    runner = sandboxes.start("sh", "-c", "touch up; sleep 300")
    wait_for((sandboxes.folder / "up").exists)
    outer = {runner.pid, victims(sandboxes, runner)["unshare"]}
    networks = {Path(f"/proc/{pid}/ns/net").readlink() for pid in sandboxes.processes().keys() - outer}
    runner.kill()
    runner.wait(30)
    assert len(networks - {Path("/proc/self/ns/net").readlink()}) == len(networks) == 1
