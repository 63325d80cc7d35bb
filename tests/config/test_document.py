"""Documents: hostile bytes become one clear sentence, and scalars stay the text they are."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provision.config.document import MAX_BYTES, Document, read_document
from provision.config.fields import Day, Line, Strict
from provision.errors import BadConfig, BadInput, NotFound

HOSTILE = [
    ("not-utf8", b"a: 1\nb: \xff\xfe\n", ":2: is not UTF-8 text; save it as UTF-8"),
    ("utf16", "a: 1\n".encode("utf-16"), ":1: is not UTF-8 text; save it as UTF-8"),
    ("nul", b"a: 1\nb: x\x00y\n", ":2: holds a control character; remove it"),
    ("bell", b"a: \x07\n", ":1: holds a control character; remove it"),
    ("escape", b"a: 1\n\nb: \x1b[31m\n", ":3: holds a control character; remove it"),
    ("too-large", b"#" * (MAX_BYTES + 1), ":1: is larger than 1024 KiB"),
    ("tab", b"a:\n\tb: 1\n", ":2: a tab stands where only spaces may; indent with spaces"),
    ("deep-flow", b"[" * 100_000, ":1: is nested more than 24 deep"),
    ("deep-block", b"- " * 500 + b"x", ":1: is nested more than 24 deep"),
    ("deep-keys", b"{a: " * 500, ":1: is nested more than 24 deep"),
    ("old-yaml", b"%YAML 9.9\n---\na: 1\n", ":1: is not YAML from here on; look at the indentation, the quotes and the brackets"),
]  # fmt: skip


class Sample(Strict):
    """Fields that YAML 1.1 would have read as something else."""

    number: Line
    country: Line
    day: Day
    www: bool = False
    count: int = 0
    remark: Line | None = None


@pytest.mark.parametrize(("content", "wanted"), [case[1:] for case in HOSTILE], ids=[c[0] for c in HOSTILE])
def test_hostile_bytes_are_one_sentence(content: bytes, wanted: str, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    with pytest.raises(BadConfig) as caught:
        read_document(path)
    assert str(caught.value.text).removeprefix(str(path)) == wanted


def test_scalars_stay_text(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("number: 015/2026\ncountry: no\nday: 2026-11-24\nwww: true\ncount: 12\nremark:\n")
    seen = read_document(path).validate(Sample)
    assert (seen.number, seen.country, seen.day.isoformat()) == ("015/2026", "no", "2026-11-24")
    assert (seen.www, seen.count, seen.remark) == (True, 12, None)


@pytest.mark.parametrize("number", ["0123", "1_000", "1e3", "12:30:45", "0x1F", "2026-11-24", "yes", ".5"])
def test_a_letter_number_is_never_anything_else(number: str, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(f"number: {number}\ncountry: id\nday: 2026-11-24\n")
    assert read_document(path).validate(Sample).number == number


def test_json_with_tabs_and_escapes(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(
        '{\n\t"number": "a\\u00e9b \\ud83d\\ude00", "country":\t"id",\n\t"day": "2026-11-24", "www": true}'
    )
    seen = read_document(path).validate(Sample)
    assert (seen.number, seen.www) == ("aéb 😀", True)


def test_json_faults_have_lines(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{\n\t"number": "1",\n\t"country": "id",\n\t"day": "tomorrow"\n}')
    with pytest.raises(BadConfig) as caught:
        read_document(path).validate(Sample)
    assert str(caught.value.text) == f"{path}:4: day: tomorrow is not a day, as 2026-11-24 is"


def test_remarks_are_ignored(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("x-why: {a: [1]}\nnumber: a\ncountry: id\nday: 2026-11-24\n")
    assert read_document(path).validate(Sample).number == "a"


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_document(tmp_path / "none.yaml")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(BadConfig):
        read_document(tmp_path)


def test_a_document_does_not_show_its_data() -> None:
    assert "hunter2" not in repr(Document("x.yaml", {"password": "hunter2"}, {("hunter2",): 1}))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=60), st.text("[]{}:,-&*!|>'\"%@`#? \n\tab0~\\x", max_size=40)))
def test_whatever_bytes_come(content: bytes | str, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    try:
        read_document(path).validate(Sample)
    except BadInput as error:
        error.text.to("en").encode()


SCALAR = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=20)
TREE = st.recursive(
    SCALAR | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(SCALAR.filter(bool), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=TREE)
def test_json_means_what_it_says(tree: object, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(json.dumps(tree))
    assert read_document(path).data == tree
