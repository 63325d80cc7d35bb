"""The playbooks: complete, and told where they are wrong."""

from pathlib import Path

import pytest

from provision.config.playbook import load_playbook
from provision.errors import BadConfig, BadInput, NotFound
from provision.model.playbook import COMPONENTS, Role

ROOT = Path(__file__).parents[2]
PLAYBOOKS = ROOT / "playbooks"
SUBDOMAIN = (PLAYBOOKS / "subdomain.yaml").read_text(encoding="utf-8")


def test_all_fourteen_components_are_there() -> None:
    book = load_playbook(PLAYBOOKS, "subdomain")
    assert len(COMPONENTS) == 14
    assert all(getattr(book, component) for component in COMPONENTS)


def test_the_decrees_facts() -> None:
    book = load_playbook(PLAYBOOKS, "subdomain")
    assert (book.number, book.time.working_days, book.staff) == (1, 1, 1)
    assert book.decree.number == "000.8.3.2/KPTS/10/2024"
    assert book.complaints == "diskominfotik.bidangpbe@bengkaliskab.go.id"
    assert [need.key for need in book.requirements] == ["name", "addresses", "name_servers"]
    assert [role for step in book.procedure for role in step.roles] == [
        Role.HEAD,
        Role.DIVISION_HEAD,
        Role.PRAKOM,
        Role.SERVER_ADMIN,
        Role.PRAKOM,
        Role.DIVISION_HEAD,
        Role.SECRETARY,
        Role.HEAD,
        Role.GENERAL_ADMIN,
    ]


def test_the_clock_starts_when_the_prakom_gets_the_letter() -> None:
    book = load_playbook(PLAYBOOKS, "subdomain")
    assert book.step(book.time.starts_after).roles == (Role.DIVISION_HEAD,)


def test_every_letter_is_a_template() -> None:
    book = load_playbook(PLAYBOOKS, "subdomain")
    assert all((ROOT / "letters" / book.letter(outcome)).is_file() for outcome in ("granted", "returned"))


def test_no_misreading_of_the_scan_came_along() -> None:
    assert "Bengkulu" not in SUBDOMAIN
    assert "Benglalis" not in SUBDOMAIN


def test_phrases_have_both_languages() -> None:
    title = load_playbook(PLAYBOOKS, "subdomain").title
    assert (title.to("id"), title.to("en")) == (
        "Penerbitan subdomain perangkat daerah",
        "Subdomain for an agency",
    )


@pytest.mark.parametrize(("command", "keys"), [("provision check", ["check"]), ("provision fly", [])])
def test_the_steps_of_a_command(command: str, keys: list[str]) -> None:
    assert [step.key for step in load_playbook(PLAYBOOKS, "subdomain").steps_by(command)] == keys


@pytest.mark.parametrize("name", ["no-such-service", "../subdomain", ""])
def test_an_unknown_service(name: str) -> None:
    with pytest.raises(BadInput):
        load_playbook(PLAYBOOKS, name)


def test_an_unknown_step_is_told_with_the_known_ones() -> None:
    with pytest.raises(NotFound, match="has no fly; it has activate, assign"):
        load_playbook(PLAYBOOKS, "subdomain").step("fly")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("service: subdomain", "service: surel", r"service must be subdomain|service: must be subdomain"),
        (
            "starts_after: assign",
            "starts_after: asign",
            r"time\.starts_after: must be one of received, dispose",
        ),
        ("starts_after: assign", "starts_after: received\n  started: x", r"time\.started: is not a key here"),
        ("working_days: 1", "working_days: 0", r"time\.working_days: must be at least 1"),
        ("key: assign", "key: check", r"check is the key of two steps"),
        ("roles: [prakom]", "roles: [prakoms]", r"procedure\[2\]\.roles\[0\]: must be one of"),
        ("staff: 1", "staff: satu", r"staff: must be a whole number"),
        ("granted: surat", "granted: ../surat", r"letters\.granted: .*without \.\."),
        ("cost: {id: Tidak dipungut biaya, en: Free of charge}", "", r"cost: is missing"),
    ],
)
def test_faults_are_told_with_file_line_and_key(tmp_path: Path, before: str, after: str, told: str) -> None:
    assert before in SUBDOMAIN
    (tmp_path / "subdomain.yaml").write_text(SUBDOMAIN.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(BadConfig, match=rf"subdomain\.yaml:\d+: .*{told}"):
        load_playbook(tmp_path, "subdomain")


def test_the_clock_may_start_at_receipt(tmp_path: Path) -> None:
    text = SUBDOMAIN.replace("starts_after: assign", "starts_after: received")
    (tmp_path / "subdomain.yaml").write_text(text, encoding="utf-8")
    assert load_playbook(tmp_path, "subdomain").time.starts_after == ""
